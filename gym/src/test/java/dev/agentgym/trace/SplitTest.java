package dev.agentgym.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SplitTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static Conversation conversation(int number, String customer, String text, long fromMinute, long toMinute) {
        return new Conversation(
                "c" + number,
                List.of(
                        new Message.User(text, List.of(), Details.at(START.plusSeconds(fromMinute * 60))),
                        new Message.Assistant("ok", List.of(), Details.at(START.plusSeconds(toMinute * 60)))),
                Outcome.SUCCESS,
                OptionalDouble.empty(),
                List.of(),
                Json.arguments(Map.of("customer_id", customer)),
                Map.of());
    }

    private static List<Conversation> many() {
        List<Conversation> traces = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            traces.add(conversation(i, "C" + i / 3, i % 10 == 0 ? "the same" : "text " + i, i, i + 5));
        }
        return traces;
    }

    private static Set<String> contents(List<Conversation> side) {
        return new HashSet<>(
                side.stream().map(one -> Fingerprint.of(one.messages())).toList());
    }

    @Test
    void a_conversations_side_does_not_depend_on_the_others_or_their_order() {
        List<Conversation> traces = many();
        List<Conversation> shuffled = new ArrayList<>(traces.subList(0, 300));
        Collections.shuffle(shuffled, new Random(5));

        Set<Conversation> test =
                new HashSet<>(Split.byConversation(traces, 0.3, 7).test());
        Set<Conversation> testOfFewer =
                new HashSet<>(Split.byConversation(shuffled, 0.3, 7).test());

        assertThat(test).containsAll(testOfFewer);
        assertThat(testOfFewer.size()).isBetween(50, 130);
    }

    @Test
    void the_same_content_never_stands_on_both_sides() {
        Split byConversation = Split.byConversation(many(), 0.5, 1);
        Split byCustomer = Split.byCustomer(many(), 0.5, 1, CustomerKeys.usual());
        Split byTime = Split.byTime(many(), 0.5);

        for (Split split : List.of(byConversation, byCustomer, byTime)) {
            assertThat(contents(split.train())).doesNotContainAnyElementsOf(contents(split.test()));
            assertThat(split.train().size()
                            + split.test().size()
                            + split.leftOut().size())
                    .isEqualTo(400);
        }
    }

    @Test
    void a_customer_stands_on_one_side_even_through_another_customer() {
        List<Conversation> traces = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            traces.add(conversation(i, "C" + i / 3, "text " + i, i, i));
        }
        Split split = Split.byCustomer(traces, 0.4, 3, CustomerKeys.usual());

        Set<String> train = new HashSet<>();
        split.train().forEach(one -> train.addAll(CustomerKeys.usual().of(one)));
        assertThat(split.test())
                .isNotEmpty()
                .noneMatch(one -> train.containsAll(CustomerKeys.usual().of(one)));
    }

    @Test
    void groups_are_named_alike_in_any_order_and_hold_together_what_shares_a_customer() {
        List<Conversation> traces = many();
        List<String> groups = Split.groups(traces, CustomerKeys.usual());
        List<String> turned = Split.groups(traces.reversed(), CustomerKeys.usual());
        assertThat(groups).hasSameSizeAs(traces).isEqualTo(turned.reversed());
        Split split = Split.byCustomer(traces, 0.4, 3, CustomerKeys.usual());
        assertThat(split.train().stream().map(each -> groups.get(traces.indexOf(each))))
                .doesNotContainAnyElementsOf(split.test().stream()
                        .map(each -> groups.get(traces.indexOf(each)))
                        .toList());
    }

    @Test
    void by_time_train_ends_before_test_begins_and_what_runs_across_is_left_out() {
        List<Conversation> traces = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            traces.add(conversation(i, "C" + i, "text " + i, i * 10L, i * 10L + 25));
        }
        Split split = Split.byTime(traces, 0.2);

        Instant begins = split.test().getFirst().startedAt().orElseThrow();
        assertThat(split.test()).hasSize(20);
        assertThat(split.leftOut()).hasSize(2);
        assertThat(split.train()).allMatch(one -> one.endedAt().orElseThrow().isBefore(begins));
    }

    @Test
    void traces_without_time_cannot_be_split_by_time() {
        assertThatThrownBy(() -> Split.byTime(
                        List.of(Conversation.of("a", List.of(Message.User.says("hi")), Outcome.UNKNOWN)), 0.2))
                .hasMessageContaining("timestamp");
    }
}
