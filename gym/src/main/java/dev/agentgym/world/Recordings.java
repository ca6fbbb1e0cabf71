package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Every logged answer by its call. Filled by one thread, then safe to share.
final class Recordings {

    private static final int FEWEST_REPEATS = 6;
    private static final double MOSTLY_SAME = 0.8;

    private final Map<CallKey, List<Recorded>> exact = new HashMap<>();
    private final Map<CallKey, List<Recorded>> lenient = new HashMap<>();

    /// @param writers tools that change something
    void add(List<Observation> conversation, Set<String> writers) {
        History history = History.START;
        boolean atStart = true;
        for (Observation seen : conversation) {
            add(seen, new Recorded(seen.result(), seen.isError(), seen.conversation(), history, seen.time(), atStart));
            history = history.then(CallKey.exact(seen.tool(), seen.arguments()));
            atStart &= seen.isError() || !writers.contains(seen.tool());
        }
    }

    private void add(Observation seen, Recorded recorded) {
        CallKey key = CallKey.exact(seen.tool(), seen.arguments());
        exact.computeIfAbsent(key, any -> new ArrayList<>(1)).add(recorded);
        CallKey spelled = CallKey.lenient(seen.tool(), seen.arguments());
        if (!spelled.equals(key)) {
            lenient.computeIfAbsent(spelled, any -> new ArrayList<>(1)).add(recorded);
        }
    }

    /// The tools whose answers to the same call, after the same calls, differ from conversation to conversation:
    /// what they show goes on changing where no log sees it.
    Set<String> fleeting() {
        Map<String, int[]> counts = new TreeMap<>();
        exact.forEach((call, all) -> {
            Map<History, Map<JsonNode, Integer>> answers = new HashMap<>();
            all.forEach(one ->
                    answers.computeIfAbsent(one.history(), _ -> new HashMap<>()).merge(one.result(), 1, Integer::sum));
            answers.values().forEach(votes -> count(call.tool(), votes, counts));
        });
        Set<String> fleeting = new TreeSet<>();
        counts.forEach((tool, count) -> {
            if (count[1] >= FEWEST_REPEATS && count[0] < MOSTLY_SAME * count[1]) {
                fleeting.add(tool);
            }
        });
        return fleeting;
    }

    private static void count(String tool, Map<JsonNode, Integer> votes, Map<String, int[]> counts) {
        int all = votes.values().stream().mapToInt(Integer::intValue).sum();
        if (all > 1) {
            int[] count = counts.computeIfAbsent(tool, _ -> new int[2]);
            count[0] += Collections.max(votes.values());
            count[1] += all;
        }
    }

    List<Recorded> exact(CallKey call) {
        return exact.getOrDefault(call, List.of());
    }

    List<Recorded> alike(String tool, ObjectNode arguments) {
        CallKey spelled = CallKey.lenient(tool, arguments);
        List<Recorded> all = new ArrayList<>(exact.getOrDefault(spelled, List.of()));
        all.addAll(lenient.getOrDefault(spelled, List.of()));
        return all;
    }
}
