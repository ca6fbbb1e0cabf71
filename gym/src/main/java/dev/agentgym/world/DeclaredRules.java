package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.program.Guard;
import dev.agentgym.program.Program;
import dev.agentgym.program.RuleReader;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Turns what a person says of one tool into rules.
///
/// @param learned the tool's rules, where any are learned
/// @param remembered rules of an earlier world by their ids
record DeclaredRules(Optional<ToolRules> learned, Map<String, Rule> remembered) {

    /// The rule that an entry speaks of.
    ///
    /// @throws OverrideException when there is no such rule or row
    /// @throws dev.agentgym.program.RuleSyntaxException when a formula cannot be read
    Rule of(OverrideEntry entry) {
        return switch (entry.verb()) {
            case FORBID, PIN -> named(entry);
            case REFUSE -> refusal(entry.value());
            case SET -> set(entry);
            case ANSWER -> new Rule.Answers(entry.key(), program(entry.value(), names()));
            case ALWAYS -> new Rule.Always(entry.value());
        };
    }

    private Rule named(OverrideEntry entry) {
        Map<String, Rule> known = new TreeMap<>(remembered);
        learned.map(Rule::in).ifPresent(known::putAll);
        Rule rule = known.get(entry.key());
        if (rule == null) {
            throw new OverrideException("no rule has this id; `agent-gym inspect GYM --tool " + entry.tool()
                    + "` shows the rules with their ids"
                    + (known.isEmpty() ? ", and this tool has none" : ": " + String.join(", ", known.keySet())));
        }
        return rule;
    }

    private Rule refusal(JsonNode value) {
        return new Rule.Refuses(new Guard(
                RuleReader.predicate(value.path("when").asText(), names()),
                saying(value.path("saying")),
                0,
                0,
                0,
                Optional.empty()));
    }

    /// A text with slots, or an object or list with such texts inside.
    private Program saying(JsonNode value) {
        return switch (value) {
            case ObjectNode object -> {
                TreeMap<String, Program> fields = new TreeMap<>();
                object.properties().forEach(field -> fields.put(field.getKey(), saying(field.getValue())));
                yield new Program.Built(fields);
            }
            case JsonNode text when text.isTextual() -> RuleReader.template(text.textValue(), names());
            default -> new Program.Constant(value);
        };
    }

    private Rule set(OverrideEntry entry) {
        int dot = entry.key().indexOf('.');
        String row = dot < 0 ? entry.key() : entry.key().substring(0, dot);
        Set<String> rows = rows();
        if (dot < 0 || !rows.contains(row)) {
            throw new OverrideException("what is set is written row.field; the rows that this tool concerns are "
                    + (rows.isEmpty() ? "none" : String.join(", ", rows)));
        }
        Set<String> names = new TreeSet<>(names());
        names.add(ToolRules.ANSWER);
        return new Rule.Sets(row, entry.key().substring(dot + 1), program(entry.value(), names));
    }

    private static Program program(JsonNode value, Set<String> names) {
        return value.isTextual() ? RuleReader.program(value.textValue(), names) : new Program.Constant(value);
    }

    private Set<String> rows() {
        Set<String> rows = new TreeSet<>();
        learned.ifPresent(rules -> rules.binder().bindings().forEach(binding -> rows.add(binding.name())));
        return rows;
    }

    private Set<String> names() {
        return learned.map(rules -> rules.binder().withShown()).orElse(Binder.ALWAYS);
    }
}
