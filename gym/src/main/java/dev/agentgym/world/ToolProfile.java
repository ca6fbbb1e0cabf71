package dev.agentgym.world;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Role;
import dev.agentgym.trace.ToolSchema;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What the logs say of one tool. Immutable.
///
/// @param declaration name, description where a trace has it, and JSON Schema of the arguments
/// @param result JSON Schema of the answers to accepted calls
/// @param caller who calls it: the agent, or the customer on their own device
/// @param calls how often it was called
/// @param refused how many of these calls it refused
/// @param refusals the ways in which it refuses, the most frequent first
/// @param keys by which arguments and result fields it finds an entity; empty if it reads none
public record ToolProfile(
        ToolSchema declaration,
        ObjectNode result,
        Role caller,
        long calls,
        long refused,
        List<Refusal> refusals,
        List<EntityKey> keys) {

    /// Copies the lists.
    public ToolProfile {
        refusals = List.copyOf(refusals);
        keys = List.copyOf(keys);
    }

    /// The tool's name.
    public String name() {
        return declaration.name();
    }

    /// How the tool says that it does not know the value of this argument, if the logs show it.
    public Optional<Refusal> notFound(String argument) {
        return refusals.stream()
                .filter(Refusal::saysNotFound)
                .filter(refusal -> refusal.concerns(argument))
                .max(Comparator.comparingLong(Refusal::count));
    }

    /// The profile as JSON for people and programs.
    public ObjectNode toJson() {
        ObjectNode json = Json.object().put("name", name());
        json.put("description", declaration.description());
        json.put("caller", caller.name().toLowerCase(Locale.ROOT));
        json.put("calls", calls).put("refused", refused);
        json.set("arguments", declaration.parameters());
        json.set("result", result);
        json.set("refusals", Json.of(refusals));
        json.set("reads_entity_by", Json.of(keys.stream().map(EntityKey::fields).toList()));
        return json;
    }
}
