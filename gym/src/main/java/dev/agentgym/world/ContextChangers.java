package dev.agentgym.world;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Finds the calls after which others answer differently: the fewest that between them explain every change.
final class ContextChangers {

    /// A change seen once may have come from outside.
    private static final int FEWEST = 2;

    private ContextChangers() {}

    static Set<String> of(List<List<Observation>> conversations, Set<String> repeated) {
        ContextCalls calls = new ContextCalls(repeated, Set.of());
        List<Set<String>> changed = new ArrayList<>();
        Map<String, Integer> idle = new TreeMap<>();
        for (List<Observation> conversation : conversations) {
            new Scan(calls, changed, idle).read(conversation);
        }
        return cover(changed, idle, FEWEST);
    }

    /// One conversation's pairs of the same call.
    private record Scan(ContextCalls calls, List<Set<String>> changed, Map<String, Integer> idle) {

        void read(List<Observation> conversation) {
            Map<String, Integer> last = new TreeMap<>();
            for (int now = 0; now < conversation.size(); now++) {
                Observation seen = conversation.get(now);
                String call = ContextCalls.exact(seen.tool(), seen.arguments());
                Integer before = last.put(call, now);
                if (before != null) {
                    compare(conversation, before, now);
                }
            }
        }

        private void compare(List<Observation> conversation, int before, int now) {
            Set<String> between = new TreeSet<>();
            for (Observation each : conversation.subList(before + 1, now)) {
                between.add(calls.name(each.tool(), each.arguments()));
            }
            Observation asked = conversation.get(now);
            String itself = calls.name(asked.tool(), asked.arguments());
            between.remove(itself);
            if (between.isEmpty()) {
                between.add(itself);
            }
            if (conversation.get(before).result().equals(conversation.get(now).result())) {
                between.forEach(call -> idle.merge(call, 1, Integer::sum));
            } else {
                changed.add(between);
            }
        }
    }

    /// @param changed the calls between two answers that differ
    /// @param idle how often each call stood between two that do not
    /// @param fewest how many changes a call has to explain
    static Set<String> cover(List<Set<String>> changed, Map<String, Integer> idle, int fewest) {
        Set<String> changers = new LinkedHashSet<>();
        List<Set<String>> open = new ArrayList<>(changed);
        while (true) {
            Map<String, Integer> counts = new TreeMap<>();
            open.forEach(between -> between.forEach(call -> counts.merge(call, 1, Integer::sum)));
            String best = "";
            double most = 0;
            for (Map.Entry<String, Integer> call : counts.entrySet()) {
                double share = call.getValue() >= fewest
                        ? (double) call.getValue()
                                / (call.getValue() + idle.getOrDefault(call.getKey(), 0))
                                * call.getValue()
                                * ToolVerbs.suspicion(call.getKey().split(" ", 2)[0])
                        : 0;
                if (share > most) {
                    most = share;
                    best = call.getKey();
                }
            }
            if (best.isEmpty()) {
                return changers;
            }
            String chosen = best;
            changers.add(chosen);
            open.removeIf(between -> between.contains(chosen));
        }
    }
}
