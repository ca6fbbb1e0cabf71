package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/// Targets to be explained in the scopes of a scene: one for each scope, [Program.Absent#VALUE] where a field is
/// left out.
///
/// @param field the name of the field that the targets are values of, or an empty text
record Problem(Scene scene, List<JsonNode> targets, String field) {

    int size() {
        return targets.size();
    }

    JsonNode target(int example) {
        return targets.get(example);
    }

    boolean all(Predicate<JsonNode> kind) {
        return targets.stream().allMatch(kind);
    }

    boolean any(Predicate<JsonNode> kind) {
        return targets.stream().anyMatch(kind);
    }

    /// The values of a field of the targets, as a problem of its own.
    Problem of(String name) {
        return with(name, target -> target.has(name) ? target.get(name) : Program.Absent.VALUE);
    }

    /// The same scopes with other targets.
    Problem with(String name, Function<JsonNode, JsonNode> change) {
        return new Problem(scene, targets.stream().map(change).toList(), name);
    }

    Problem only(List<Integer> examples) {
        return new Problem(
                scene.only(examples), examples.stream().map(targets::get).toList(), field);
    }

    /// How many different targets there are.
    int distinct() {
        return new HashSet<>(targets).size();
    }

    /// The bits that listing the targets takes, which is what an explanation has to be shorter than: the different
    /// ones are written down, and the others point at one of these.
    int evidence() {
        Map<JsonNode, Integer> counts = new HashMap<>();
        targets.forEach(target -> counts.merge(target, 1, Integer::sum));
        double entropy = 0;
        for (int count : counts.values()) {
            double share = count / (double) size();
            entropy -= share * Math.log(share) / Math.log(2);
        }
        int listed = counts.keySet().stream().mapToInt(Bits::of).sum();
        return listed + (int) Math.round((size() - counts.size()) * entropy);
    }

    /// Whether no value is refuted: every known one equals its target.
    boolean allows(List<JsonNode> values) {
        return IntStream.range(0, size())
                .allMatch(i -> values.get(i).isMissingNode() || Values.matches(values.get(i), targets.get(i)));
    }

    /// How many targets a program with these values leaves open.
    int open(List<JsonNode> values) {
        return (int) values.stream().filter(JsonNode::isMissingNode).count();
    }
}
