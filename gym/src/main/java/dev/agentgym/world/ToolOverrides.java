package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.program.Guard;
import dev.agentgym.program.Guards;
import dev.agentgym.program.Precondition;
import dev.agentgym.program.Predicate;
import dev.agentgym.program.Program;
import dev.agentgym.program.Scope;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Lazy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a person says of one tool. Immutable.
///
/// @param declared in the order of the file
record ToolOverrides(List<Declared> declared) {

    static final ToolOverrides NONE = new ToolOverrides(List.of());

    ToolOverrides {
        declared = List.copyOf(declared);
    }

    /// One entry and the rule that it speaks of.
    ///
    /// @param place where it is written
    record Declared(OverrideEntry entry, String place, Rule rule) {
        private boolean says(OverrideEntry.Verb verb) {
            return entry.verb() == verb;
        }
    }

    private Stream<Declared> saying(OverrideEntry.Verb verb) {
        return declared.stream().filter(each -> each.says(verb));
    }

    /// The learned rules that it speaks of, by their ids.
    Map<String, Rule> named() {
        Map<String, Rule> named = new TreeMap<>();
        declared.stream()
                .filter(each -> each.says(OverrideEntry.Verb.FORBID) || each.says(OverrideEntry.Verb.PIN))
                .forEach(each -> named.put(each.rule().id(), each.rule()));
        return named;
    }

    /// Whether the tool is said to change something.
    boolean changes() {
        return !declared.isEmpty() && saying(OverrideEntry.Verb.SET).findAny().isPresent();
    }

    /// What a person's word alone says to a call: a constant answer, or a refusal.
    Optional<Told> told(Scope scope) {
        for (Declared each : declared) {
            Optional<Told> told = switch (each.rule()) {
                case Rule.Always(JsonNode answer) ->
                    Optional.of(new Told.Computed(answer, Lazy.of("declared in " + each.place()), 0, 0, List.of(), 1));
                case Rule.Refuses(Guard guard) when each.says(OverrideEntry.Verb.REFUSE) -> refused(guard, each, scope);
                case Rule.Refuses _, Rule.Sets _, Rule.Answers _ -> Optional.empty();
            };
            if (told.isPresent()) {
                return told;
            }
        }
        return Optional.empty();
    }

    private static Optional<Told> refused(Guard guard, Declared each, Scope scope) {
        JsonNode text = guard.says().eval(scope);
        return guard.when().test(scope) == Predicate.Verdict.TRUE && !text.isMissingNode()
                ? Optional.of(new Told.Refused(
                        text,
                        false,
                        new Lazy<>(() -> each.rule().text().replaceFirst(", saying .*", "") + " (declared in "
                                + each.place() + ")"),
                        0,
                        1))
                : Optional.empty();
    }

    /// An accepted answer with the fields that a person's word says; empty where it says nothing of it. A field
    /// that cannot be computed for this call stays as it is.
    Optional<JsonNode> corrected(JsonNode answer, Scope scope) {
        if (!(answer instanceof ObjectNode object)
                || saying(OverrideEntry.Verb.ANSWER).findAny().isEmpty()) {
            return Optional.empty();
        }
        ObjectNode corrected = Json.copy(object);
        saying(OverrideEntry.Verb.ANSWER).map(Declared::rule).forEach(rule -> {
            if (rule instanceof Rule.Answers(String field, Program program)) {
                JsonNode value = program.eval(scope);
                if (!value.isMissingNode() && !value.isPojo()) {
                    corrected.set(field, value);
                }
            }
        });
        return corrected.equals(object) ? Optional.empty() : Optional.of(corrected);
    }

    /// The learned rules without those that are forbidden or put right, and with those that are pinned or declared.
    ToolRules applied(ToolRules learned) {
        return new ToolRules(
                learned.tool(),
                learned.writes() || changes(),
                learned.binder(),
                guards(learned.guards()),
                learned.accepting(),
                preconditions(learned.preconditions()),
                learned.changing(),
                learned.single(),
                learned.reads(),
                pinnedAnswer(learned.answer()).or(() -> learned.answer().flatMap(this::answer)),
                effects(learned),
                learned.doubtful(),
                learned.listed());
    }

    private Set<String> forbidden() {
        return saying(OverrideEntry.Verb.FORBID).map(each -> each.rule().id()).collect(Collectors.toSet());
    }

    private Guards guards(Guards learned) {
        Set<String> forbidden = forbidden();
        List<Guard> kept = new ArrayList<>(learned.inOrder().stream()
                .filter(guard -> !forbidden.contains(new Rule.Refuses(guard).id()))
                .toList());
        Set<String> known =
                kept.stream().map(guard -> new Rule.Refuses(guard).id()).collect(Collectors.toSet());
        saying(OverrideEntry.Verb.PIN).map(Declared::rule).forEach(rule -> {
            if (rule instanceof Rule.Refuses(Guard guard) && !known.contains(rule.id())) {
                kept.add(guard);
            }
        });
        return new Guards(kept, learned.unexplained());
    }

    private List<Precondition> preconditions(List<Precondition> learned) {
        Set<String> forbidden = forbidden();
        return learned.stream()
                .filter(each -> !forbidden.contains(new Rule.Refuses(each.guard()).id()))
                .toList();
    }

    /// A forbidden field is not known, and so neither is the answer, unless a person says how it comes about.
    private Optional<ToolRules.Answer> answer(ToolRules.Answer learned) {
        Set<String> forbidden = forbidden();
        if (forbidden.contains(new Rule.Answers("", learned.program()).id())) {
            return Optional.empty();
        }
        TreeMap<String, Program> fields = new TreeMap<>(Rule.fields(learned.program()));
        fields.replaceAll((field, program) -> forbidden.contains(new Rule.Answers(field, program).id())
                ? new Program.Constant(MissingNode.getInstance())
                : program);
        Stream.concat(saying(OverrideEntry.Verb.PIN), saying(OverrideEntry.Verb.ANSWER))
                .forEach(each -> {
                    if (each.rule() instanceof Rule.Answers(String field, Program program) && !field.isEmpty()) {
                        fields.put(field, program);
                    }
                });
        Program program = withFields(learned.program(), fields);
        return Optional.of(new ToolRules.Answer(program, learned.support(), learned.against(), learned.examples()));
    }

    private static Program withFields(Program program, SortedMap<String, Program> fields) {
        return switch (program) {
            case Program.Built _ -> new Program.Built(fields);
            case Program.Changed(Program object, var _, var removed) -> new Program.Changed(object, fields, removed);
            case Program.Completed(Program object, Program rest) -> {
                SortedMap<String, Program> first = new TreeMap<>(fields);
                first.keySet().retainAll(Rule.fields(object).keySet());
                SortedMap<String, Program> then = new TreeMap<>(Rule.fields(rest));
                fields.forEach((field, rule) -> {
                    if (!first.containsKey(field)) {
                        then.put(field, rule);
                    }
                });
                yield new Program.Completed(withFields(object, first), withFields(rest, then));
            }
            case Program other -> other;
        };
    }

    /// A whole answer that is not learned any more is known to have been learned from as many logs as it takes.
    private Optional<ToolRules.Answer> pinnedAnswer(Optional<ToolRules.Answer> learned) {
        return saying(OverrideEntry.Verb.PIN)
                .flatMap(each -> each.rule() instanceof Rule.Answers(String field, Program program)
                                && field.isEmpty()
                                && learned.map(ToolRules.Answer::program).stream()
                                        .noneMatch(program::equals)
                        ? Stream.of(new ToolRules.Answer(program, LearnedAnswers.FEWEST, 0, List.of()))
                        : Stream.empty())
                .findFirst();
    }

    private List<ToolRules.Effect> effects(ToolRules learned) {
        Set<String> forbidden = forbidden();
        SortedMap<String, SortedMap<String, Program>> said = new TreeMap<>();
        declared.stream().filter(each -> !each.says(OverrideEntry.Verb.FORBID)).forEach(each -> {
            if (each.rule() instanceof Rule.Sets(String row, String field, Program program)) {
                said.computeIfAbsent(row, any -> new TreeMap<>()).put(field, program);
            }
        });
        List<ToolRules.Effect> effects = new ArrayList<>();
        for (ToolRules.Effect effect : learned.effects()) {
            SortedMap<String, Program> fields = new TreeMap<>(effect.fields());
            fields.entrySet()
                    .removeIf(field ->
                            forbidden.contains(new Rule.Sets(effect.row(), field.getKey(), field.getValue()).id()));
            SortedMap<String, Program> mine = said.getOrDefault(effect.row(), new TreeMap<>());
            fields.keySet().removeAll(mine.keySet());
            Set<String> unexplained = effect.unexplained().stream()
                    .filter(field -> !mine.containsKey(field))
                    .collect(Collectors.toSet());
            effects.add(new ToolRules.Effect(effect.row(), effect.table(), fields, unexplained, effect.support()));
        }
        said.forEach((row, fields) -> learned.binder().bindings().stream()
                .filter(binding -> binding.name().equals(row))
                .findFirst()
                .ifPresent(binding -> effects.add(new ToolRules.Effect(row, binding.table(), fields, Set.of(), 0))));
        return effects;
    }
}
