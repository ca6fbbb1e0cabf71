package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.program.Values;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Tells whether other objects with the same key field are about the same things: what both show of the key agrees,
/// and of another key it would not. Numbers of orders and of customers may be the same, their towns are not.
/// Immutable.
final class SameThings {

    private static final int FEWEST = 5;
    private static final double AGREEING = 0.8;

    /// Things of other keys agree so much less.
    private static final double LESS = 0.3;

    private final List<String> key;
    private final TreeMap<String, List<ObjectNode>> known = new TreeMap<>();

    /// @param objects that are known, each with the key
    SameThings(List<ObjectNode> objects, List<String> key) {
        this.key = key;
        for (ObjectNode object : objects) {
            known.computeIfAbsent(keyOf(object), _ -> new ArrayList<>()).add(object);
        }
    }

    /// How often fields were compared, and how often they agreed.
    private static final class Count {
        private int same;
        private int all;

        private double share() {
            return all == 0 ? 0 : (double) same / all;
        }
    }

    private String keyOf(JsonNode object) {
        return Table.key(key.stream().map(field -> object.path(field).asText()).toList());
    }

    /// Whether these are about the known things.
    boolean agree(List<ObjectNode> others) {
        Count own = new Count();
        Count strange = new Count();
        Set<String> keys = new HashSet<>();
        Set<String> shared = new HashSet<>();
        for (ObjectNode other : others) {
            String named = keyOf(other);
            keys.add(named);
            List<ObjectNode> mine = known.get(named);
            if (mine != null && shared.add(named)) {
                compare(other, mine, own);
                compare(other, next(named), strange);
            }
        }
        return shared.size() >= FEWEST
                && shared.size() * 2 >= keys.size()
                && own.share() >= AGREEING
                && strange.share() <= own.share() - LESS;
    }

    /// What is known of the thing with the next key.
    private List<ObjectNode> next(String named) {
        Map.Entry<String, List<ObjectNode>> next = known.higherEntry(named);
        return (next == null ? known.firstEntry() : next).getValue();
    }

    private void compare(ObjectNode other, List<ObjectNode> states, Count count) {
        for (Map.Entry<String, JsonNode> field : other.properties()) {
            String name = field.getKey();
            if (!key.contains(name) && states.stream().anyMatch(state -> state.has(name))) {
                count.all++;
                count.same +=
                        states.stream().anyMatch(state -> Values.equal(state.path(name), field.getValue())) ? 1 : 0;
            }
        }
    }
}
