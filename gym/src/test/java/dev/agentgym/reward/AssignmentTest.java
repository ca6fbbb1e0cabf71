package dev.agentgym.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class AssignmentTest {

    /// Taking the likest pair first would give 0.9 + 0 = 0.9.
    @Test
    void the_best_pairs_together_win_over_the_best_single_pair() {
        double[][] likeness = {{0.9, 0.8}, {0.7, 0.0}};
        assertThat(Assignment.best(likeness)).containsExactly(1, 0);
        assertThat(Assignment.sum(likeness)).isEqualTo(1.5);
    }

    @Test
    void what_is_left_over_is_paired_with_nothing() {
        assertThat(Assignment.best(new double[][] {{0.2}, {0.5}, {0.1}})).containsExactly(-1, 0, -1);
        assertThat(Assignment.best(new double[][] {{0, 0}})).containsExactly(-1);
        assertThat(Assignment.best(new double[0][])).isEmpty();
        assertThat(Assignment.sum(new double[2][0])).isZero();
    }

    @Test
    void it_is_as_good_as_trying_all_pairings() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            double[][] likeness = new double[1 + random.nextInt(5)][1 + random.nextInt(5)];
            for (double[] row : likeness) {
                int columns = likeness[0].length;
                for (int j = 0; j < columns; j++) {
                    row[j] = random.nextInt(4) / 3.0;
                }
            }
            assertThat(Assignment.sum(likeness)).isCloseTo(all(likeness, 0, 0), within(1e-9));
        }
    }

    private static double all(double[][] likeness, int row, int used) {
        if (row == likeness.length) {
            return 0;
        }
        double best = all(likeness, row + 1, used);
        for (int j = 0; j < likeness[row].length; j++) {
            if ((used & (1 << j)) == 0) {
                best = Math.max(best, likeness[row][j] + all(likeness, row + 1, used | (1 << j)));
            }
        }
        return best;
    }
}
