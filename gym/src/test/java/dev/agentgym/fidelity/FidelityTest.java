package dev.agentgym.fidelity;

import static dev.agentgym.trace.Logged.log;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentgym.tool.Tier;
import dev.agentgym.tool.TierAccuracy;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.TraceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FidelityTest {

    /// A price list that every log shows alike, and a lottery whose numbers nobody can foretell.
    private static List<Conversation> shop(int conversations) {
        return IntStream.range(0, conversations)
                .mapToObj(i -> log(
                        "s" + i,
                        "prices {} -> [{\"sku\":\"A\",\"price\":3}]",
                        "draw {\"customer_id\":\"K" + i % 7 + "\"} -> {\"lucky\":" + (i % 3) + "}"))
                .toList();
    }

    /// Customers whose level never changes and follows from nothing.
    private static List<Conversation> levels(int conversations) {
        List<Integer> levels = List.of(4, 1, 7, 3, 9, 2, 6);
        return IntStream.range(0, conversations)
                .mapToObj(i -> log(
                        "s" + i,
                        "note {\"text\":\"visit " + i + "\"} -> \"noted\"",
                        "level {\"customer_id\":\"K" + i % 7 + "\"} -> {\"level\":" + levels.get(i % 7) + "}"))
                .toList();
    }

    @Test
    void a_world_with_known_answers_gets_the_card_it_deserves() {
        FidelityCard card = Fidelity.quick(shop(60), 1);

        Measurement measured = card.headline().orElseThrow();
        assertThat(measured.learned() + measured.measured()).isEqualTo(60);
        assertThat(tool(measured, "prices").overall().share()).isEqualTo(1);
        assertThat(tool(measured, "draw").overall().share()).isLessThan(0.7);
        assertThat(measured.all().calls()).isEqualTo(2 * measured.measured());
        assertThat(card.weakTools()).containsOnlyKeys("draw");
        assertThat(measured.worst()).isNotEmpty().allMatch(wrong -> wrong.tool().equals("draw"));
    }

    /// The trap: a tier that says itself that logs disagree must not be marked down for it a second time.
    @Test
    void a_claim_that_is_already_modest_is_not_marked_down_again() {
        TierAccuracy modest = new TierAccuracy(Map.of(Tier.REPLAYED, new TierAccuracy.Count(50, 50)));
        TierAccuracy boastful = new TierAccuracy(Map.of(Tier.REPLAYED, new TierAccuracy.Count(50, 100)));

        assertThat(modest.of(Tier.REPLAYED)).isGreaterThan(0.95);
        assertThat(boastful.of(Tier.REPLAYED)).isLessThan(0.55);
    }

    @Test
    void the_card_counts_what_each_tier_got_right() {
        FidelityCard card = Fidelity.quick(shop(300), 1);
        Proportion replayed = replayed(card.headline().orElseThrow());

        TierAccuracy.Count count =
                Optional.ofNullable(card.accuracy().counts().get(Tier.REPLAYED)).orElseThrow();
        assertThat(count.right()).isEqualTo(replayed.right());
        assertThat(count.claimed()).isLessThanOrEqualTo((double) replayed.all());
    }

    @Test
    void the_same_traces_and_seed_give_the_same_card() {
        assertThat(Fidelity.measure(shop(40), 5).toJson())
                .isEqualTo(Fidelity.measure(shop(40), 5).toJson());
    }

    @Test
    void a_card_comes_back_from_its_json() {
        FidelityCard card = Fidelity.measure(shop(40), 1);

        assertThat(FidelityCard.fromJson(Json.parse(Json.pretty(card.toJson()))))
                .isEqualTo(card);
    }

    @Test
    void something_else_is_not_taken_for_a_card() {
        assertThatThrownBy(() -> FidelityCard.fromJson(Json.parse("[1]")))
                .isInstanceOf(TraceException.class)
                .hasMessageStartingWith("not a fidelity card");
    }

    @Test
    void what_the_traces_do_not_tell_is_not_measured_and_the_card_says_why() {
        FidelityCard card = Fidelity.measure(shop(40), 1);

        assertThat(card.measurements())
                .extracting(Measurement::division)
                .containsExactly(Division.CONVERSATION, Division.CONVERSATION, Division.CUSTOMER, Division.CUSTOMER);
        assertThat(card.notMeasured())
                .containsEntry("task", "no conversation names its task in metadata.task_id")
                .containsEntry("time", "no conversation has a timestamp");
    }

    /// The trap: by chance every customer's level is known from another conversation, by customer none is.
    @Test
    void divided_by_customer_no_call_of_a_known_customer_is_measured() {
        FidelityCard card = Fidelity.measure(levels(200), 1);

        assertThat(answered(card, Division.CONVERSATION)).isEqualTo(1);
        assertThat(answered(card, Division.CUSTOMER)).isZero();
    }

    private static double answered(FidelityCard card, Division division) {
        Measurement measured = card.measurement(division, Feed.TRUE_HISTORY).orElseThrow();
        return tool(measured, "level").coverage().share();
    }

    private static Score tool(Measurement measured, String name) {
        return Optional.ofNullable(measured.tools().get(name)).orElseThrow();
    }

    private static Proportion replayed(Measurement measured) {
        return Optional.ofNullable(measured.tiers().get("replayed")).orElseThrow();
    }

    @Test
    void divided_by_task_no_task_stands_on_both_sides() {
        List<Conversation> traces = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            Conversation plain = log("c" + i, "book {\"seat\":" + i % 12 + "} -> \"booked\"");
            traces.add(new Conversation(
                    plain.id(),
                    plain.messages(),
                    plain.outcome(),
                    plain.satisfaction(),
                    plain.tools(),
                    Json.object().put("task_id", i % 12),
                    plain.extra()));
        }

        FidelityCard card = Fidelity.measure(traces, 1);

        assertThat(card.measurement(Division.TASK, Feed.OPEN_LOOP)
                        .orElseThrow()
                        .exactReplay()
                        .coverage()
                        .right())
                .isZero();
    }

    @Test
    void conversations_of_the_callers_choice_are_measured_with_all_that_was_learned() {
        Fidelity fidelity = new Fidelity(shop(10), 1);
        fidelity.measureOn(List.of(log("new", "prices {} -> [{\"sku\":\"A\",\"price\":3}]")));

        Measurement measured =
                fidelity.card().measurement(Division.GIVEN, Feed.OPEN_LOOP).orElseThrow();
        assertThat(measured.learned()).isEqualTo(10);
        assertThat(measured.all().overall()).isEqualTo(new Proportion(1, 1));
    }

    @Test
    void without_calls_nothing_is_measured_and_nothing_fails() {
        FidelityCard card = Fidelity.measure(List.of(log("1"), log("2"), log("3")), 1);

        assertThat(card.measurements()).isEmpty();
        assertThat(card.notMeasured()).containsOnlyKeys("conversation", "customer", "task", "time");
        assertThat(card.accuracy().counts()).isEmpty();
        assertThat(card.weakTools()).isEmpty();
    }

    /// The trap: confidence fitted to the very answers it is judged by would look perfect.
    @Test
    void confidence_is_judged_on_other_conversations_than_it_was_fitted_to() {
        Measurement measured = Fidelity.quick(shop(60), 1).headline().orElseThrow();
        long sure = replayed(measured).all();

        assertThat(measured.calibration().bins().stream()
                        .mapToLong(bin -> bin.right().all())
                        .sum())
                .isGreaterThanOrEqualTo(sure);
        assertThat(measured.calibration().expectedError()).isPositive();
    }
}
