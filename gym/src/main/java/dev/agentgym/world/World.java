package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.ToolSchema;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;

/// What the logs reveal of the tools behind them. Immutable and safe to share between threads.
public final class World {

    private final SortedMap<String, ToolProfile> tools;
    private final Map<String, SortedSet<String>> identifying;
    private final Map<CallKey, List<Recorded>> exact;
    private final Map<CallKey, List<Recorded>> lenient;
    private final Map<String, Entity> entities;
    private final Set<String> values;

    World(
            SortedMap<String, ToolProfile> tools,
            Map<String, SortedSet<String>> identifying,
            Map<CallKey, List<Recorded>> exact,
            Map<CallKey, List<Recorded>> lenient,
            Map<String, Entity> entities,
            Set<String> values) {
        this.tools = Collections.unmodifiableSortedMap(tools);
        this.identifying = identifying;
        this.exact = exact;
        this.lenient = lenient;
        this.entities = entities;
        this.values = values;
    }

    /// Learns a world from traces. The same traces in the same order give the same world.
    public static World induce(Iterable<Conversation> traces) {
        WorldInduction induction = new WorldInduction();
        traces.forEach(induction::add);
        return induction.world();
    }

    /// Every tool that was called or declared, by name.
    public SortedMap<String, ToolProfile> tools() {
        return tools;
    }

    /// A tool by name.
    public Optional<ToolProfile> tool(String name) {
        return Optional.ofNullable(tools.get(name));
    }

    /// The declarations of all tools, in the order of their names.
    public List<ToolSchema> declarations() {
        return tools.values().stream().map(ToolProfile::declaration).toList();
    }

    /// The logged answers to exactly this call, in the order of the logs.
    public List<Recorded> recorded(String tool, ObjectNode arguments) {
        return exact.getOrDefault(CallKey.exact(tool, arguments), List.of());
    }

    /// The logged answers to calls that differ from this one in spelling at most.
    public List<Recorded> recordedAlike(String tool, ObjectNode arguments) {
        return lenient.getOrDefault(CallKey.lenient(tool, arguments), List.of());
    }

    /// The entity that a reading tool would answer with, wherever in the logs it was shown, in its earliest known
    /// state.
    public Optional<Entity> entity(String tool, ObjectNode arguments) {
        return addressOf(tool, arguments).map(entities::get);
    }

    /// Where the entity that a call asks for is kept; empty for tools that read no entity.
    public Optional<String> addressOf(String tool, ObjectNode arguments) {
        return tool(tool).stream()
                .flatMap(profile -> profile.keys().stream())
                .flatMap(key -> key.addressOf(arguments).stream())
                .findFirst();
    }

    /// Hands over every object inside an answer that a reading tool could answer with, and where it is kept.
    public void entitiesIn(JsonNode answer, EntityVisitor visitor) {
        WorldInduction.visit(answer, tools.values(), visitor);
    }

    /// The first argument by which the tool finds something and whose value no log shows anywhere.
    public Optional<String> unknownIdentifier(String tool, ObjectNode arguments) {
        return identifying.getOrDefault(tool, Collections.emptySortedSet()).stream()
                .filter(arguments::hasNonNull)
                .filter(argument -> !values.contains(arguments.get(argument).asText()))
                .findFirst();
    }

    /// How many different entities the logs show.
    public int entityCount() {
        return entities.size();
    }

    /// Gets entities found inside an answer.
    @FunctionalInterface
    public interface EntityVisitor {
        /// An object stands at this address.
        void entity(String address, JsonNode view);
    }
}
