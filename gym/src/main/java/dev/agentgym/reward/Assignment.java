package dev.agentgym.reward;

import java.util.Arrays;

/// The best way to pair the members of two groups, each used once at most: the pairs whose likeness adds up to the
/// most. Stateless.
///
/// The Hungarian method with potentials, in time cubic in the size of the larger group.
final class Assignment {

    private static final int NONE = -1;

    private final double[][] cost;
    private final int size;
    private final double[] rowPotential;
    private final double[] columnPotential;
    private final int[] rowOf;
    private final int[] way;

    private Assignment(double[][] likeness, int size) {
        this.size = size;
        this.cost = new double[size + 1][size + 1];
        for (int i = 0; i < likeness.length; i++) {
            for (int j = 0; j < likeness[i].length; j++) {
                cost[i + 1][j + 1] = -likeness[i][j];
            }
        }
        this.rowPotential = new double[size + 1];
        this.columnPotential = new double[size + 1];
        this.rowOf = new int[size + 1];
        this.way = new int[size + 1];
    }

    /// For each row the column that it is paired with, -1 where it is left over or the pair has no likeness.
    ///
    /// @param likeness of each row to each column, at least 0; every row as long as the others
    static int[] best(double[][] likeness) {
        int columns = likeness.length == 0 ? 0 : likeness[0].length;
        Assignment assignment = new Assignment(likeness, Math.max(likeness.length, columns));
        for (int row = 1; row <= assignment.size; row++) {
            assignment.add(row);
        }
        int[] paired = new int[likeness.length];
        Arrays.fill(paired, NONE);
        for (int column = 1; column <= columns; column++) {
            int row = assignment.rowOf[column] - 1;
            if (row >= 0 && row < likeness.length && likeness[row][column - 1] > 0) {
                paired[row] = column - 1;
            }
        }
        return paired;
    }

    /// The likeness of the best pairs, added up.
    static double sum(double[][] likeness) {
        int[] paired = best(likeness);
        double sum = 0;
        for (int row = 0; row < paired.length; row++) {
            sum += paired[row] == NONE ? 0 : likeness[row][paired[row]];
        }
        return sum;
    }

    private void add(int row) {
        rowOf[0] = row;
        double[] least = new double[size + 1];
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        boolean[] used = new boolean[size + 1];
        int column = 0;
        while (rowOf[column] != 0) {
            column = next(column, least, used);
        }
        while (column != 0) {
            rowOf[column] = rowOf[way[column]];
            column = way[column];
        }
    }

    /// Grows the tree of alternating paths by its cheapest column.
    private int next(int column, double[] least, boolean[] used) {
        used[column] = true;
        int row = rowOf[column];
        double delta = Double.POSITIVE_INFINITY;
        int cheapest = 0;
        for (int j = 1; j <= size; j++) {
            if (!used[j]) {
                double reduced = cost[row][j] - rowPotential[row] - columnPotential[j];
                if (reduced < least[j]) {
                    least[j] = reduced;
                    way[j] = column;
                }
                if (least[j] < delta) {
                    delta = least[j];
                    cheapest = j;
                }
            }
        }
        shift(delta, least, used);
        return cheapest;
    }

    private void shift(double delta, double[] least, boolean[] used) {
        for (int j = 0; j <= size; j++) {
            if (used[j]) {
                rowPotential[rowOf[j]] += delta;
                columnPotential[j] -= delta;
            } else {
                least[j] -= delta;
            }
        }
    }
}
