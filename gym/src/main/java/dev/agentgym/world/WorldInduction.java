package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Exchange;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.ToolSchema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;

/// Gathers a world from conversations, one at a time. Mutable, for one thread.
///
/// One pass over the calls fills the recordings and one sketch a tool; entities are collected at the end, when it
/// is known by which fields each tool finds them.
final class WorldInduction {

    private final TreeMap<String, ToolSketch> tools = new TreeMap<>();
    private final Map<CallKey, List<Recorded>> exact = new HashMap<>();
    private final Map<CallKey, List<Recorded>> lenient = new HashMap<>();
    private final List<Recorded> accepted = new ArrayList<>();
    private final Set<String> values = new HashSet<>();

    void add(Conversation conversation) {
        for (ToolSchema declared : conversation.tools()) {
            sketch(declared.name()).declare(declared);
        }
        History history = History.START;
        for (Exchange exchange : conversation.exchanges()) {
            CallKey key = CallKey.exact(exchange.call().name(), exchange.call().arguments());
            sketch(exchange.call().name()).add(exchange);
            if (exchange.answer().isPresent()) {
                record(exchange, exchange.answer().get(), conversation.id(), history, key);
            }
            history = history.then(key);
        }
    }

    private void record(Exchange exchange, Message.Tool answer, String conversation, History history, CallKey key) {
        Recorded recorded = new Recorded(answer.result(), answer.isError(), conversation, history);
        exact.computeIfAbsent(key, any -> new ArrayList<>(1)).add(recorded);
        CallKey spelled = CallKey.lenient(key.tool(), exchange.call().arguments());
        lenient.computeIfAbsent(spelled, any -> new ArrayList<>(1)).add(recorded);
        if (!answer.isError()) {
            accepted.add(recorded);
            collectValues(exchange.call().arguments());
            collectValues(answer.result());
        }
    }

    World world() {
        TreeMap<String, ToolProfile> profiles = new TreeMap<>();
        Map<String, SortedSet<String>> identifying = new HashMap<>();
        tools.forEach((name, sketch) -> {
            profiles.put(name, sketch.profile());
            identifying.put(name, sketch.identifying());
        });
        return new World(profiles, identifying, exact, lenient, entities(profiles.values()), values);
    }

    private Map<String, Entity> entities(Collection<ToolProfile> profiles) {
        Map<String, Entity> entities = new HashMap<>();
        for (Recorded recorded : accepted) {
            int position = recorded.history().calls();
            visit(recorded.result(), profiles, (address, view) -> {
                Entity found = new Entity(view, recorded.conversation(), position);
                entities.merge(address, found, (known, other) -> other.position() < known.position() ? other : known);
            });
        }
        return entities;
    }

    /// Walks an answer and reports each object that some reading tool could answer with.
    static void visit(JsonNode value, Collection<ToolProfile> profiles, World.EntityVisitor visitor) {
        if (value.isObject()) {
            for (ToolProfile profile : profiles) {
                profile.keys()
                        .forEach(key -> key.addressOf(value).ifPresent(address -> visitor.entity(address, value)));
            }
        }
        if (value.isContainerNode()) {
            value.forEach(child -> visit(child, profiles, visitor));
        }
    }

    private ToolSketch sketch(String tool) {
        return tools.computeIfAbsent(tool, ToolSketch::new);
    }

    private void collectValues(JsonNode value) {
        if (value.isObject()) {
            value.properties().forEach(field -> {
                values.add(field.getKey());
                collectValues(field.getValue());
            });
        } else if (value.isArray()) {
            value.forEach(this::collectValues);
        } else if (!value.isNull()) {
            values.add(value.asText());
        }
    }
}
