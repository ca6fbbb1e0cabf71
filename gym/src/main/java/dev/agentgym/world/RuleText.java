package dev.agentgym.world;

import dev.agentgym.program.Guard;
import dev.agentgym.program.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The rules of a tool for people.
final class RuleText {

    private RuleText() {}

    static List<String> lines(ToolRules rules) {
        List<String> lines = new ArrayList<>();
        lines.add(rules.writes() ? "changes something" : "changes nothing that the logs would show");
        rules.binder().bindings().forEach(binding -> lines.add("concerns " + text(binding)));
        rules.binder()
                .enrichments()
                .forEach(each -> lines.add("each of " + String.join(".", each.list()) + " concerns the "
                        + each.table().name() + " with its " + String.join(", ", each.key())));
        rules.binder()
                .shown()
                .forEach(table -> lines.add(
                        "may concern any " + table.name() + " that was shown, as " + Binder.shownName(table)));
        rules.guards().inOrder().forEach(guard -> lines.add(text(guard)));
        rules.preconditions()
                .forEach(each ->
                        lines.add("is not known to accept: " + each.text() + id(new Rule.Refuses(each.guard()))));
        if (rules.changing() > 0) {
            lines.add(
                    "is not known to accept a call that changes nothing: " + rules.changing() + " accepted calls did");
        }
        if (rules.single() > 0) {
            lines.add("is not known to accept a call twice: none of " + rules.single()
                    + " accepted calls was made twice");
        }
        rules.guards()
                .unexplained()
                .forEach(open -> lines.add(
                        "refuses " + open.cases().size() + " more times, it is not known when: " + open.words()));
        rules.reads().forEach(binding -> lines.add("answers with the " + binding.description()));
        rules.listed().ifPresent(listed -> {
            lines.add("lists " + listed.listing().text());
            listed.beside().ifPresent(answer -> addAnswer(answer, lines));
        });
        rules.answer().ifPresent(answer -> addAnswer(answer, lines));
        rules.effects().forEach(effect -> addEffect(effect, lines));
        rules.doubtful().forEach(row -> lines.add("may change the " + row + ": the logs do not show it afterwards"));
        return List.copyOf(lines);
    }

    static String text(Binding binding) {
        String by =
                binding.field().isEmpty() ? String.join(", ", binding.table().key()) : binding.field();
        String from = binding.key().stream().map(Program::text).collect(Collectors.joining(", "));
        return binding.name() + ": the " + binding.table().name() + " with " + by + " = " + from;
    }

    /// What a person says, for people.
    static String text(ToolOverrides.Declared said) {
        return said.place() + " says " + said.entry().verb().label() + ": "
                + said.rule().text();
    }

    private static String id(Rule rule) {
        return " [" + rule.id() + "]";
    }

    private static void addAnswer(ToolRules.Answer answer, List<String> lines) {
        lines.add("answers " + answer.program().text() + " (" + answer.support() + " logged answers for it, "
                + answer.against() + " against)" + id(new Rule.Answers("", answer.program())));
        Rule.fields(answer.program())
                .forEach((field, program) ->
                        lines.add("  its " + field + ": " + program.text() + id(new Rule.Answers(field, program))));
    }

    private static String text(Guard guard) {
        return guard.text() + ", saying " + guard.says().text() + id(new Rule.Refuses(guard));
    }

    private static void addEffect(ToolRules.Effect effect, List<String> lines) {
        effect.fields().forEach((field, program) -> {
            String sets = effect.isMade()
                    ? "makes the " + effect.table().name() + " that it answers with; its " + field + ": "
                            + program.text()
                    : "sets " + effect.row() + "." + field + " to " + program.text();
            lines.add(sets + " (" + effect.support() + " logged changes)"
                    + id(new Rule.Sets(effect.row(), field, program)));
        });
        effect.unexplained()
                .forEach(field -> lines.add("changes " + effect.row() + "." + field + ", it is not known how"));
    }
}
