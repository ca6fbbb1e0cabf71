package dev.agentgym.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StatisticsTest {

    private static List<Statistics.Scored> scored(double[] scores, double[] truths) {
        List<Statistics.Scored> scored = new ArrayList<>();
        for (int i = 0; i < scores.length; i++) {
            scored.add(new Statistics.Scored(scores[i], truths[i], "g" + i));
        }
        return scored;
    }

    @Test
    void auc_is_the_share_of_pairs_in_the_right_order() {
        assertThat(Statistics.auc(scored(new double[] {0.1, 0.4, 0.35, 0.8}, new double[] {0, 0, 1, 1})))
                .isEqualTo(0.75);
    }

    @Test
    void ties_count_half() {
        assertThat(Statistics.auc(scored(new double[] {1, 1, 1}, new double[] {0, 1, 1})))
                .isEqualTo(0.5);
        assertThat(Statistics.auc(scored(new double[] {1, 1, 0}, new double[] {1, 0, 0})))
                .isEqualTo(0.75);
    }

    @Test
    void auc_needs_both_kinds() {
        assertThat(Statistics.auc(scored(new double[] {1, 2}, new double[] {1, 1})))
                .isNaN();
    }

    /// Bin 9 holds 0.95 + 0.95 for one success, bin 0 holds 0.05 for none: (0.9 + 0.05) / 3.
    @Test
    void calibration_error_is_the_distance_in_each_bin_by_its_size() {
        assertThat(Statistics.calibrationError(scored(new double[] {0.95, 0.95, 0.05}, new double[] {1, 0, 0})))
                .isCloseTo(0.95 / 3, within(1e-12));
        assertThat(Statistics.calibrationError(scored(new double[] {1, 0}, new double[] {1, 0})))
                .isZero();
    }

    /// The example of the documentation of scipy.stats.spearmanr.
    @Test
    void rank_correlation_shares_the_ranks_of_ties() {
        assertThat(Statistics.rankCorrelation(scored(new double[] {1, 2, 3, 4, 5}, new double[] {5, 6, 7, 8, 7})))
                .isCloseTo(0.8207826816681233, within(1e-12));
    }

    @Test
    void intervals_hold_the_value_and_come_out_the_same_for_the_same_seed() {
        Random random = new Random(3);
        double[] scores = random.doubles(200).toArray();
        double[] truths = new double[200];
        for (int i = 0; i < 200; i++) {
            truths[i] = scores[i] + random.nextGaussian() / 2 > 0.5 ? 1 : 0;
        }
        List<Statistics.Scored> scored = scored(scores, truths);
        Interval interval = Statistics.interval(scored, Statistics::auc, 5);
        assertThat(interval.value()).isBetween(interval.low(), interval.high());
        assertThat(interval.high() - interval.low()).isBetween(0.05, 0.25);
        assertThat(Statistics.interval(scored, Statistics::auc, 5)).isEqualTo(interval);
    }

    /// Were members drawn one by one, ten copies of one task would make it look sure.
    @Test
    void groups_are_drawn_together() {
        List<Statistics.Scored> single = scored(new double[] {1, 0.4, 0.5, 0}, new double[] {1, 1, 0, 0});
        List<Statistics.Scored> copied = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            copied.addAll(single);
        }
        assertThat(Statistics.interval(copied, Statistics::auc, 1))
                .isEqualTo(Statistics.interval(single, Statistics::auc, 1));
    }

    @Test
    void calibration_makes_shares_of_scores() {
        List<Statistics.Scored> scored = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            scored.add(new Statistics.Scored(i % 2, i % 2 == 0 ? (i % 10 == 0 ? 1 : 0) : (i % 10 == 1 ? 0 : 1), "g"));
        }
        Calibration calibration = Calibration.fit(scored);
        assertThat(calibration.apply(0)).isCloseTo(0.2, within(0.01));
        assertThat(calibration.apply(1)).isCloseTo(0.8, within(0.01));
    }

    /// A slope below 0 would pay for being worse.
    @Test
    void a_score_that_misleads_is_not_turned_round() {
        Calibration calibration = Calibration.fit(scored(new double[] {0, 0.1, 0.9, 1}, new double[] {1, 1, 0, 0}));
        assertThat(calibration.slope()).isZero();
        assertThat(calibration.apply(1)).isCloseTo(0.5, within(1e-9));
    }
}
