package dev.agentgym.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What the reward is for: the right answer comes first, however near the wrong one is in words.
class RewardRankingTest {

    private static final double GOAL = 0.95;
    private static final RewardFunction REWARD = RewardFunction.standard();

    private static Ranking ranking(List<Pair> pairs) {
        return Ranking.of(
                pairs, (pair, answer) -> REWARD.judge(pair.judged(answer)).total());
    }

    @Test
    void there_are_two_hundred_pairs_written_by_hand() {
        assertThat(HandWrittenPairs.all()).hasSize(200).doesNotHaveDuplicates();
        assertThat(HandWrittenPairs.tuning()).hasSameSizeAs(HandWrittenPairs.heldOut());
    }

    @Test
    void of_the_pairs_written_by_hand_95_percent_are_ranked_rightly_in_both_halves() {
        for (List<Pair> half : List.of(HandWrittenPairs.tuning(), HandWrittenPairs.heldOut())) {
            Ranking ranking = ranking(half);
            assertThat(ranking.total().accuracy()).as("%s", ranking.failures()).isGreaterThanOrEqualTo(GOAL);
        }
    }

    // Without the question, the function sees what score(response, groundTruth) sees.
    @Test
    void the_question_is_not_needed_for_it() {
        Ranking ranking = Ranking.of(HandWrittenPairs.all(), (pair, answer) -> REWARD.score(answer, pair.reference()));
        assertThat(ranking.total().accuracy()).as("%s", ranking.failures()).isGreaterThanOrEqualTo(GOAL);
    }

    @Test
    void of_1000_pairs_made_by_rule_from_the_built_in_texts_95_percent_are_ranked_rightly() {
        Ranking ranking = ranking(RuleMadePairs.from(builtIn(), 1_000, 5));
        assertThat(ranking.total().all()).isEqualTo(1_000);
        assertThat(ranking.total().accuracy()).as("%s", ranking.failures()).isGreaterThanOrEqualTo(GOAL);
    }

    @Test
    void of_300_pairs_made_by_rule_from_logged_replies_95_percent_are_ranked_rightly() {
        assumeThat(LoggedReplies.present())
                .as("no trace files in %s, so no replies to make pairs from", LoggedReplies.folder())
                .isTrue();
        Ranking ranking = ranking(RuleMadePairs.from(LoggedReplies.read(3), 300, 11));
        assertThat(ranking.total().all()).isEqualTo(300);
        assertThat(ranking.total().accuracy()).as("%s", ranking.failures()).isGreaterThanOrEqualTo(GOAL);
    }

    /// The expected replies of the hand-written pairs, with the right answers and rule-made paraphrases.
    static List<RuleMadePairs.Source> builtIn() {
        Random random = new Random(1);
        return HandWrittenPairs.all().stream()
                .map(pair -> new RuleMadePairs.Source(
                        "built-in",
                        pair.question(),
                        pair.reference(),
                        random.nextBoolean() ? pair.right() : Paraphrase.of(pair.reference(), random)))
                .toList();
    }
}
