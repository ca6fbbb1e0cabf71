package dev.agentgym.world;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/// A decision tree over a session's past. Immutable.
sealed interface ContextTree {

    /// What is answered where no more is asked.
    ///
    /// @param label the answer, a number
    /// @param right how many examples have it
    /// @param all how many examples reach the leaf
    record Leaf(int label, int right, int all) implements ContextTree {

        /// Chance that the label is right, drawn down where there are few examples.
        double confidence() {
            return (right + 0.5) / (all + 1.0);
        }
    }

    /// A question and what follows from its answer.
    ///
    /// @param yes for sessions in which the test holds
    /// @param no for the others
    record Branch(ContextQuestion.Test test, ContextTree yes, ContextTree no) implements ContextTree {}

    /// The leaf for the state that a session is in.
    default Leaf leaf(ContextMemory memory, ContextCall call) {
        return switch (this) {
            case Leaf leaf -> leaf;
            case Branch(ContextQuestion.Test test, ContextTree yes, ContextTree no) ->
                (test.holds(memory, call) ? yes : no).leaf(memory, call);
        };
    }

    /// Examples as columns of bits: which of them each test holds for.
    ///
    /// @param tests without two that hold for the same examples, the simplest first
    /// @param asked the examples of which a leaf says how many it gets right
    record Columns(List<ContextQuestion.Test> tests, List<BitSet> holds, BitSet asked) {

        /// With more columns before these.
        Columns after(Map<ContextQuestion.Test, BitSet> more) {
            List<ContextQuestion.Test> allTests = new ArrayList<>(more.keySet());
            List<BitSet> allHolds = new ArrayList<>(more.values());
            allTests.addAll(tests);
            allHolds.addAll(holds);
            return new Columns(allTests, allHolds, asked);
        }
    }

    /// Learns a tree.
    ///
    /// @param labels of each example, from 0 to below the count
    /// @param examples those to learn from
    static ContextTree learn(Columns columns, int[] labels, int count, BitSet examples) {
        return new Growth(columns, labels, count).grow(examples);
    }

    /// Grows one tree: the test that saves most bits, while it saves more than it takes to name it.
    final class Growth {

        /// The half of what it takes to name one of the tests: most tests are alike, and name the same state.
        private static final double SHARE_OF_NAME = 0.5;

        /// Rounding must not decide between tests that save the same.
        private static final double SAME = 1e-9;

        private final Columns columns;
        private final int[] labels;
        private final List<BitSet> byLabel = new ArrayList<>();
        private final double price;

        Growth(Columns columns, int[] labels, int count) {
            this.columns = columns;
            this.labels = labels;
            for (int label = 0; label < count; label++) {
                byLabel.add(new BitSet());
            }
            for (int i = 0; i < labels.length; i++) {
                byLabel.get(labels[i]).set(i);
            }
            price = SHARE_OF_NAME * Math.log(columns.tests.size() + 1.0) / Math.log(2) + 1;
        }

        ContextTree grow(BitSet examples) {
            int[] counts = counts(examples);
            int best = bits(counts) > price ? best(examples, counts) : -1;
            return best < 0 ? leaf(examples, counts) : branch(examples, best);
        }

        /// The test that saves most; negative if none saves more than its price.
        private int best(BitSet examples, int[] counts) {
            List<BitSet> within = byLabel.stream()
                    .map(some -> {
                        BitSet both = (BitSet) some.clone();
                        both.and(examples);
                        return both;
                    })
                    .toList();
            double least = bits(counts) - price;
            int best = -1;
            for (int test = 0; test < columns.tests.size(); test++) {
                double left = divided(within, counts, columns.holds.get(test));
                if (left < least - SAME) {
                    least = left;
                    best = test;
                }
            }
            return best;
        }

        private ContextTree branch(BitSet examples, int test) {
            BitSet yes = (BitSet) examples.clone();
            yes.and(columns.holds.get(test));
            BitSet no = (BitSet) examples.clone();
            no.andNot(columns.holds.get(test));
            return new Branch(columns.tests.get(test), grow(yes), grow(no));
        }

        private double divided(List<BitSet> within, int[] counts, BitSet holds) {
            int[] yes = new int[counts.length];
            int[] no = new int[counts.length];
            for (int label = 0; label < counts.length; label++) {
                if (counts[label] > 0) {
                    BitSet both = (BitSet) within.get(label).clone();
                    both.and(holds);
                    yes[label] = both.cardinality();
                    no[label] = counts[label] - yes[label];
                }
            }
            return bits(yes) + bits(no);
        }

        private int[] counts(BitSet examples) {
            int[] counts = new int[byLabel.size()];
            examples.stream().forEach(i -> counts[labels[i]]++);
            return counts;
        }

        private static double bits(int[] counts) {
            int all = 0;
            double sum = 0;
            for (int count : counts) {
                all += count;
                sum += count == 0 ? 0 : count * Math.log(count);
            }
            return all == 0 ? 0 : (all * Math.log(all) - sum) / Math.log(2);
        }

        private Leaf leaf(BitSet examples, int[] counts) {
            int best = 0;
            for (int label = 0; label < counts.length; label++) {
                best = counts[label] > counts[best] ? label : best;
            }
            BitSet asked = (BitSet) examples.clone();
            asked.and(columns.asked);
            int all = asked.cardinality();
            if (all > 0) {
                asked.and(byLabel.get(best));
            }
            return new Leaf(best, asked.cardinality(), all);
        }
    }
}
