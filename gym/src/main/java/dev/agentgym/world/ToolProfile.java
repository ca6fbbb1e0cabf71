package dev.agentgym.world;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Role;
import dev.agentgym.trace.ToolSchema;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/// What the logs say of one tool. Immutable.
///
/// @param declaration name, description where a trace has it, and JSON Schema of the arguments: the one that a
/// trace declares, else the one that the calls show
/// @param arguments what the calls themselves show of the arguments
/// @param result JSON Schema of the answers to accepted calls
/// @param caller who calls it: the agent, or the customer on their own device
/// @param kind what kind of thing it does
/// @param statistics how much the logs show of it
/// @param refusals the ways in which it refuses, the most frequent first
/// @param errors how it marks an answer as an error, the most frequent way first
/// @param volatileFields fields of its answers that differ every time, and nobody can foretell
/// @param aliases arguments that stand in its answers under another name
/// @param learned what the tools do, as far as the logs tell
public record ToolProfile(
        ToolSchema declaration,
        Arguments arguments,
        ObjectNode result,
        Role caller,
        ToolKind kind,
        ToolStatistics statistics,
        List<Refusal> refusals,
        List<ErrorShape> errors,
        SortedSet<String> volatileFields,
        List<Alias> aliases,
        Rules learned) {

    /// Copies the lists.
    public ToolProfile {
        refusals = List.copyOf(refusals);
        errors = List.copyOf(errors);
        volatileFields = Collections.unmodifiableSortedSet(new TreeSet<>(volatileFields));
        aliases = List.copyOf(aliases);
    }

    /// What logged calls were made with.
    ///
    /// @param accepted JSON Schema of the arguments of accepted calls
    /// @param refused JSON Schema of the arguments of refused calls
    /// @param declared whether a trace declares the tool, which says more than its calls do
    public record Arguments(ObjectNode accepted, ObjectNode refused, boolean declared) {}

    /// The same tool by other rules.
    ToolProfile by(Rules rules) {
        return new ToolProfile(
                declaration,
                arguments,
                result,
                caller,
                kind,
                statistics,
                refusals,
                errors,
                volatileFields,
                aliases,
                rules);
    }

    /// The tool's name.
    public String name() {
        return declaration.name();
    }

    /// How it is called.
    public Signature signature() {
        return new Signature(declaration, arguments);
    }

    /// How often it was called.
    public long calls() {
        return statistics.calls();
    }

    /// How many of these calls it refused.
    public long refused() {
        return statistics.refused();
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
        json.put("kind", kind.label());
        json.put("calls", calls()).put("refused", refused());
        json.set("statistics", statistics.toJson());
        json.set("arguments", declaration.parameters());
        if (arguments.declared()) {
            json.set("observed_arguments", arguments.accepted());
        }
        json.set("result", result);
        json.set("refusals", Json.of(refusals));
        json.set("errors", Json.of(errors));
        json.set("volatile_fields", Json.of(volatileFields));
        json.set("aliases", Json.of(aliases));
        json.set("reads", Json.of(reads()));
        json.put("changes_something", changes());
        json.set("rules", Json.of(rules()));
        return json;
    }
}
