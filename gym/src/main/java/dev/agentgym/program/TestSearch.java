package dev.agentgym.program;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Finds the simplest test that holds exactly where it should.
final class TestSearch {

    private final Scene scene;

    TestSearch(Scene scene) {
        this.scene = scene;
    }

    /// A test that is true where the label is, and false elsewhere. One that compares with a constant must be
    /// shorter than the list of labels.
    Optional<Predicate> separating(List<Boolean> labels) {
        if (!labels.contains(true) || !labels.contains(false)) {
            return Optional.empty();
        }
        int evidence = evidence(labels);
        List<Integer> positive =
                IntStream.range(0, labels.size()).filter(labels::get).boxed().toList();
        List<Integer> negative = IntStream.range(0, labels.size())
                .filter(i -> !labels.get(i))
                .boxed()
                .toList();
        Stream<Condition> tests = scene.conditions().stream().flatMap(test -> Stream.of(test, test.negated()));
        return Stream.concat(tests, Thresholds.of(scene, positive, negative).stream())
                .filter(test -> test.isStrong() || test.bits() <= evidence)
                .filter(test -> positive.stream().allMatch(test::isTrue)
                        && negative.stream().allMatch(test::isFalse))
                .min(Comparator.comparingInt(Condition::bits))
                .map(Condition::predicate);
    }

    private static int evidence(List<Boolean> labels) {
        double share = labels.stream().filter(label -> label).count() / (double) labels.size();
        double entropy = -(share * Math.log(share) + (1 - share) * Math.log(1 - share)) / Math.log(2);
        return (int) Math.round(labels.size() * entropy);
    }
}
