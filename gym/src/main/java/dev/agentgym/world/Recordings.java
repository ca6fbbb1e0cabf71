package dev.agentgym.world;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Every logged answer by its call. Filled by one thread, then safe to share.
final class Recordings {

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

    List<Recorded> exact(String tool, ObjectNode arguments) {
        return exact.getOrDefault(CallKey.exact(tool, arguments), List.of());
    }

    List<Recorded> alike(String tool, ObjectNode arguments) {
        CallKey spelled = CallKey.lenient(tool, arguments);
        List<Recorded> all = new ArrayList<>(exact.getOrDefault(spelled, List.of()));
        all.addAll(lenient.getOrDefault(spelled, List.of()));
        return all;
    }
}
