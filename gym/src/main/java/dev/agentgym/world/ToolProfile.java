package dev.agentgym.world;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Role;
import dev.agentgym.trace.ToolSchema;
import java.util.List;
import java.util.Locale;

/// What the logs say of one tool. Immutable.
///
/// @param declaration name, description where a trace has it, and JSON Schema of the arguments
/// @param result JSON Schema of the answers to accepted calls
/// @param caller who calls it: the agent, or the customer on their own device
/// @param calls how often it was called
/// @param refused how many of these calls it refused
/// @param refusals the ways in which it refuses, the most frequent first
/// @param learned what the tools do, as far as the logs tell
public record ToolProfile(
        ToolSchema declaration,
        ObjectNode result,
        Role caller,
        long calls,
        long refused,
        List<Refusal> refusals,
        Rules learned) {

    /// Copies the lists.
    public ToolProfile {
        refusals = List.copyOf(refusals);
    }

    /// The same tool by other rules.
    ToolProfile by(Rules rules) {
        return new ToolProfile(declaration, result, caller, calls, refused, refusals, rules);
    }

    /// The tool's name.
    public String name() {
        return declaration.name();
    }

    /// The rows that it answers with, such as `customer by phone`; empty if it reads none.
    public List<String> reads() {
        return learned.of(name())
                .map(rules -> rules.reads().stream().map(Binding::description).toList())
                .orElse(List.of());
    }

    /// Whether it is known to change something.
    public boolean changes() {
        return learned.of(name()).map(ToolRules::writes).orElse(false);
    }

    /// What was learned of it, as lines for people: what it concerns, when it refuses and with which words, what it
    /// answers, what it changes, each with its evidence.
    public List<String> rules() {
        return learned.lines(name());
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
        json.set("reads", Json.of(reads()));
        json.put("changes_something", changes());
        json.set("rules", Json.of(rules()));
        return json;
    }
}
