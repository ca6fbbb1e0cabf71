package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.program.Values;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Counts the accepted calls that changed nothing, and those that were made before. Most tools refuse these: who
/// moves to where he lives already, or asks for what he was just given, is told so. Filled by one thread, then safe
/// to share.
final class Idleness {

    /// If so many calls all changed something, the tool is not known to accept one that does not.
    private static final int FEWEST = 30;

    private final Tables tables;
    private final Map<String, Integer> changing = new HashMap<>();
    private final Map<String, Integer> idle = new HashMap<>();
    private final Map<String, Integer> single = new HashMap<>();
    private final Set<String> repeated = new HashSet<>();
    private final Set<CallKey> made = new HashSet<>();
    private String conversation = "";

    Idleness(Tables tables) {
        this.tables = tables;
    }

    /// Takes in an accepted call, before the state takes in its answer.
    void saw(State state, Observation seen) {
        boolean changes = !isIdle(tables, state, seen.tool(), seen.arguments(), seen.result());
        (changes ? changing : idle).merge(seen.tool(), 1, Integer::sum);
        if (!conversation.equals(seen.conversation())) {
            conversation = seen.conversation();
            made.clear();
        }
        single.merge(seen.tool(), 1, Integer::sum);
        if (!made.add(CallKey.exact(seen.tool(), seen.arguments()))) {
            repeated.add(seen.tool());
        }
    }

    /// How many accepted calls of a tool there are, if none was made in the same words before; none if there are
    /// few.
    int single(String tool) {
        int calls = single.getOrDefault(tool, 0);
        return repeated.contains(tool) || calls < FEWEST ? 0 : calls;
    }

    /// How many accepted calls of a tool there are, if each of them changed something; none if there are few.
    int changing(String tool) {
        int calls = changing.getOrDefault(tool, 0);
        return idle.containsKey(tool) || calls < FEWEST ? 0 : calls;
    }

    /// Whether an accepted answer shows rows that the session has seen, and all of them as they were.
    static boolean isIdle(Tables tables, State state, String tool, ObjectNode arguments, JsonNode answer) {
        Map<Boolean, Integer> rows = new HashMap<>();
        tables.entitiesIn(tool, arguments, answer, (table, view, key, object) -> {
            boolean same = state.ownRow(table, key)
                    .filter(ObjectNode.class::isInstance)
                    .filter(known -> Values.equal(known, view.merged((ObjectNode) known, object)))
                    .isPresent();
            rows.merge(same, 1, Integer::sum);
        });
        return rows.containsKey(true) && !rows.containsKey(false);
    }
}
