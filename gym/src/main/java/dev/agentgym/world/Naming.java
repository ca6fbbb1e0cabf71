package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Finds the arguments that must name something that exists: accepted calls only give values that some answer
/// shows, other than the answer of the call that brings the value into the world. Mutable, for one thread.
final class Naming {

    private static final double MOSTLY = 0.95;
    private static final int TOOLS_TOLD_APART = 62;

    private final Map<String, Long> shownBy = new HashMap<>();
    private final TreeMap<String, Integer> tools = new TreeMap<>();
    private final Set<String> writers;

    Naming(Set<String> writers) {
        this.writers = writers;
    }

    /// First all answers are taken in.
    void show(Observation seen) {
        long tool = 1L << Math.min(TOOLS_TOLD_APART, tools.computeIfAbsent(seen.tool(), any -> tools.size()));
        show(seen.result(), tool);
    }

    private void show(JsonNode value, long tool) {
        if (value.isObject()) {
            value.properties().forEach(field -> {
                shownBy.merge(field.getKey(), tool, (a, b) -> a | b);
                show(field.getValue(), tool);
            });
        } else if (value.isArray()) {
            value.forEach(element -> show(element, tool));
        } else if (Identifiers.mayBeKey(value)) {
            shownBy.merge(value.asText(), tool, (a, b) -> a | b);
        }
    }

    /// The arguments of a tool that name things; those inside lists and objects by their own name.
    SortedSet<String> identifying(String tool, List<ObjectNode> accepted) {
        TreeMap<String, int[]> counts = new TreeMap<>();
        TreeMap<String, Boolean> looks = new TreeMap<>();
        long own = 1L << Math.min(TOOLS_TOLD_APART, tools.getOrDefault(tool, TOOLS_TOLD_APART));
        for (ObjectNode call : accepted) {
            NotFoundWords.scalars(call)
                    .forEach((argument, values) -> values.forEach(value -> {
                        long by = shownBy.getOrDefault(value, 0L);
                        int[] count = counts.computeIfAbsent(argument, any -> new int[2]);
                        count[0]++;
                        count[1] += (writers.contains(tool) ? by & ~own : by) != 0 ? 1 : 0;
                        looks.merge(argument, isName(value), Boolean::logicalOr);
                    }));
        }
        TreeSet<String> identifying = new TreeSet<>();
        counts.forEach((argument, count) -> {
            boolean promising = Identifiers.named(argument) || looks.getOrDefault(argument, false);
            if (promising && count[1] >= MOSTLY * count[0]) {
                identifying.add(argument);
            }
        });
        return identifying;
    }

    /// Letters and digits, or an e-mail address: an amount or a count is no name.
    private static boolean isName(String value) {
        boolean letters = value.chars().anyMatch(Character::isLetter);
        return letters && Identifiers.looksLike(com.fasterxml.jackson.databind.node.TextNode.valueOf(value));
    }
}
