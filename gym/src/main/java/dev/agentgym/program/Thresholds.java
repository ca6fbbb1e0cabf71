package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.program.Predicate.Comparison;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/// Finds numbers that are larger (or smaller) in some scopes than in all of some others, and a round limit between.
final class Thresholds {

    private static final int MOST_NUMBERS = 40;
    private static final int BITS = 3;

    private final List<Integer> inside;
    private final List<Integer> outside;
    private final Scene scene;
    private final List<Condition> found = new ArrayList<>();

    private Thresholds(Scene scene, List<Integer> inside, List<Integer> outside) {
        this.scene = scene;
        this.inside = inside;
        this.outside = outside;
    }

    /// Tests that are false in all scopes outside and true in some inside.
    static List<Condition> of(Scene scene, List<Integer> inside, List<Integer> outside) {
        Thresholds thresholds = new Thresholds(scene, inside, outside);
        if (!inside.isEmpty() && !outside.isEmpty() && scene.work().spend(scene.size())) {
            scene.numbers().stream()
                    .filter(leaf -> !leaf.isConstant() && outside.stream().noneMatch(i -> Double.isNaN(leaf.at(i))))
                    .limit(MOST_NUMBERS)
                    .forEach(thresholds::both);
        }
        return thresholds.found;
    }

    private void both(NumberLeaf leaf) {
        double largest = outside.stream().mapToDouble(leaf::at).max().orElseThrow();
        double smallest = outside.stream().mapToDouble(leaf::at).min().orElseThrow();
        inside.stream()
                .mapToDouble(leaf::at)
                .filter(value -> value > largest)
                .min()
                .ifPresent(next -> add(leaf, largest, next, true));
        inside.stream()
                .mapToDouble(leaf::at)
                .filter(value -> value < smallest)
                .max()
                .ifPresent(next -> add(leaf, smallest, next, false));
    }

    /// Outside ends at `last`, inside begins at `next`: a limit that belongs to neither is compared by the sign
    /// that people use, "more than".
    private void add(NumberLeaf leaf, double last, double next, boolean above) {
        JsonNode limit = Numbers.node(round(last, next));
        Comparison comparison = above
                ? (limit.doubleValue() == next ? Comparison.AT_LEAST : Comparison.MORE)
                : (limit.doubleValue() == next ? Comparison.AT_MOST : Comparison.LESS);
        Predicate test = new Predicate.Compare(leaf.program(), comparison, new Program.Constant(limit));
        found.add(new Condition(test, scene.verdicts(test), BITS + leaf.bits() + Bits.of(limit), false));
    }

    /// The roundest number from one to the other.
    private static BigDecimal round(double last, double next) {
        for (int scale = -6; scale <= 6; scale++) {
            BigDecimal low = BigDecimal.valueOf(Math.min(last, next));
            BigDecimal candidate = low.setScale(scale, RoundingMode.CEILING);
            if (candidate.doubleValue() <= Math.max(last, next)) {
                return candidate;
            }
        }
        return BigDecimal.valueOf(next);
    }
}
