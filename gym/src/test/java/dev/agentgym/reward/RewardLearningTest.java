package dev.agentgym.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.agentgym.reward.SmallOffice.Talk;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

class RewardLearningTest {

    private static final String[] TOPICS = {"invoice", "router", "parcel", "contract", "phone"};

    /// Customers who end well say so, nine times of ten, and are pleased.
    private static List<RewardLearning.Logged> logs(IntPredicate isSuccess) {
        Random random = new Random(4);
        List<RewardLearning.Logged> logs = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            boolean success = isSuccess.test(i);
            boolean saysSo = random.nextInt(10) == 0 ? i % 2 == 0 : i % 2 == 1;
            Conversation talk = new Talk()
                    .user("I have a question about my " + TOPICS[i % 5])
                    .agent("Let me see what I can do about the " + TOPICS[i % 5] + ".")
                    .user(saysSo ? "Great, that works now, thank you" : "No, it is still broken, this is useless")
                    .agent("Goodbye.")
                    .conversation("c" + i, success ? Outcome.SUCCESS : Outcome.FAILURE);
            Conversation rated = new Conversation(
                    talk.id(),
                    talk.messages(),
                    talk.outcome(),
                    OptionalDouble.of(saysSo ? 5 : 1),
                    talk.tools(),
                    talk.metadata(),
                    talk.extra());
            logs.add(new RewardLearning.Logged(rated, Optional.empty(), "customer " + i / 2));
        }
        return logs;
    }

    private static RewardLearning.Learned learn(List<RewardLearning.Logged> logs) {
        List<Conversation> conversations =
                logs.stream().map(RewardLearning.Logged::conversation).toList();
        return RewardLearning.learn(RewardLearning.claims(RewardFunction.standard(), conversations, Set.of()), logs);
    }

    private static RewardFunction learned(IntPredicate isSuccess) {
        return learn(logs(isSuccess)).reward();
    }

    private static final RewardFunction TELLING = learned(i -> i % 2 == 1);

    private static Conversation ends(String customer) {
        return new Talk()
                .user("I have a question about my router")
                .agent("Let me see.")
                .user(customer)
                .agent("Goodbye.")
                .conversation("new", Outcome.UNKNOWN);
    }

    @Test
    void a_prediction_with_skill_is_a_part_of_the_reward() {
        Reward good = TELLING.judge(ends("Great, that works now, thank you"));
        Reward bad = TELLING.judge(ends("No, it is still broken, this is useless"));
        assertThat(good.part("predicted_outcome").orElseThrow().value()).isGreaterThan(0.8);
        assertThat(bad.part("predicted_outcome").orElseThrow().value()).isLessThan(0.2);
        assertThat(good.part("predicted_satisfaction").orElseThrow().value()).isGreaterThan(0.8);
        assertThat(good.total()).isGreaterThan(bad.total() + 0.4);
    }

    /// Outcomes drawn by chance: a model fits them, but not those that were held out.
    @Test
    void a_prediction_without_skill_is_none() {
        Random random = new Random(11);
        boolean[] drawn = new boolean[120];
        for (int i = 0; i < drawn.length; i++) {
            drawn[i] = random.nextBoolean();
        }
        Reward verdict = learned(i -> drawn[i]).judge(ends("Great, that works now, thank you"));
        assertThat(verdict.part("predicted_outcome")).isEmpty();
    }

    @Test
    void what_was_learned_can_be_written_and_read() {
        RewardFunction read = RewardFunction.standard().with(TELLING.toJson());
        Conversation conversation = ends("Great, thank you");
        assertThat(read.judge(conversation)).isEqualTo(TELLING.judge(conversation));
        assertThat(read.toJson().toString()).isEqualTo(TELLING.toJson().toString());
    }

    @Test
    void the_same_logs_teach_the_same() {
        assertThat(learned(i -> i % 2 == 1).toJson().toString())
                .isEqualTo(TELLING.toJson().toString());
    }

    @Test
    void few_logs_leave_the_defaults() {
        RewardFunction few = learn(logs(i -> i % 2 == 1).subList(0, 20)).reward();
        Conversation conversation = ends("Great, thank you");
        assertThat(few.judge(conversation)).isEqualTo(RewardFunction.standard().judge(conversation));
    }

    // One customer for all logs: nothing can be held out from anything.
    @Test
    void logs_of_one_group_leave_the_default_weights() {
        List<RewardLearning.Logged> one = logs(i -> i % 2 == 1).stream()
                .map(log -> new RewardLearning.Logged(log.conversation(), log.ended(), "the only one"))
                .toList();
        RewardLearning.Learned learned = learn(one);
        assertThat(learned.byQuality()).isZero();
        assertThat(learned.reward().judge(ends("Great, thank you")))
                .isEqualTo(RewardFunction.standard().judge(ends("Great, thank you")));
    }

    // What is said of a conversation that was learned from is worth nothing.
    @Test
    void every_conversation_is_judged_while_its_group_is_held_out() {
        Random random = new Random(11);
        boolean[] drawn = new boolean[120];
        for (int i = 0; i < drawn.length; i++) {
            drawn[i] = random.nextBoolean();
        }
        RewardLearning.Learned chance = learn(logs(i -> drawn[i]));
        RewardLearning.Learned telling = learn(logs(i -> i % 2 == 1));
        assertThat(card(chance).total().auc().value()).isLessThan(0.65);
        assertThat(card(telling).total().auc().value()).isGreaterThan(0.85);
        assertThat(telling.byQuality()).isEqualTo(120);
        assertThat(telling.byExpectation()).isZero();
    }

    private static RewardCard card(RewardLearning.Learned learned) {
        return RewardCard.of(
                learned.unseen().stream()
                        .map(each -> new RewardCard.Measured(
                                each.logged().conversation(),
                                each.reward(),
                                each.logged().group(),
                                "",
                                Map.of()))
                        .toList(),
                Optional.empty());
    }

    @Test
    void a_card_warns_of_totals_that_are_no_chances() {
        List<RewardCard.Measured> sure = logs(i -> i % 2 == 1).stream()
                .map(log -> new RewardCard.Measured(
                        log.conversation(), new Reward(1, List.of()), log.group(), "", Map.of()))
                .toList();
        RewardCard card = RewardCard.of(sure, Optional.empty());
        assertThat(card.passes()).isFalse();
        assertThat(card.warnings()).singleElement().asString().contains("off by 0.50");
        assertThat(card.toJson().path("margin").isNull()).isTrue();
    }

    @Test
    void fitted_totals_are_chances_of_success() {
        List<RewardLearning.Logged> logs = logs(i -> i % 2 == 1);
        double mean = logs.stream()
                .mapToDouble(log -> TELLING.judge(log.conversation()).total())
                .average()
                .orElseThrow();
        assertThat(mean).isCloseTo(0.5, within(0.08));
    }

    @Test
    void a_card_says_how_well_total_and_baseline_agree_with_the_logs() {
        List<RewardCard.Measured> measured = logs(i -> i % 2 == 1).stream()
                .map(log -> new RewardCard.Measured(
                        log.conversation(),
                        TELLING.judge(log.conversation()),
                        log.group(),
                        log.group().endsWith("1") ? "one" : "other",
                        Map.of("coin", 0.5)))
                .toList();
        RewardCard card = RewardCard.of(measured, Optional.empty());
        assertThat(card.conversations()).isEqualTo(120);
        assertThat(card.successes()).isEqualTo(60);
        assertThat(card.total().auc().value()).isGreaterThan(0.85);
        assertThat(card.toJson().at("/baselines/coin/auc/value").doubleValue()).isEqualTo(0.5);
        assertThat(card.margin().value()).isCloseTo(card.total().auc().value() - 0.5, within(1e-9));
        assertThat(card.total().satisfaction().value()).isGreaterThan(0.7);
        assertThat(card.byIntent()).containsOnlyKeys("one", "other");
        assertThat(card.passes()).isTrue();
        assertThat(card.toJson().at("/total/auc/value").doubleValue())
                .isEqualTo(card.total().auc().value());
    }
}
