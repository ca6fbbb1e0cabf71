package dev.agentgym.world;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The order in which segments stand in lists that show some of them each.
final class SegmentOrder {

    private SegmentOrder() {}

    /// All segments, so that those of each list stand in its order wherever the lists agree.
    static List<String> of(List<String> lists) {
        LinkedHashSet<String> all = new LinkedHashSet<>();
        Map<String, Map<String, Integer>> before = new TreeMap<>();
        for (String list : lists.stream().distinct().toList()) {
            List<String> segments = AnswerParts.split(list);
            all.addAll(segments);
            for (int i = 0; i < segments.size(); i++) {
                for (int j = i + 1; j < segments.size(); j++) {
                    before.computeIfAbsent(segments.get(j), any -> new TreeMap<>())
                            .merge(segments.get(i), 1, Integer::sum);
                }
            }
        }
        List<String> ordered = new ArrayList<>();
        while (!all.isEmpty()) {
            String next = all.stream()
                    .filter(segment -> before.getOrDefault(segment, Map.of()).keySet().stream()
                            .noneMatch(all::contains))
                    .findFirst()
                    .orElse(all.getFirst());
            all.remove(next);
            ordered.add(next);
        }
        return ordered;
    }
}
