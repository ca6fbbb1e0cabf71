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
        rules.guards().inOrder().forEach(guard -> lines.add(text(guard)));
        rules.guards()
                .unexplained()
                .forEach(open -> lines.add(
                        "refuses " + open.cases().size() + " more times, it is not known when: " + open.words()));
        rules.reads().forEach(binding -> lines.add("answers with the " + binding.description()));
        rules.answer()
                .ifPresent(answer -> lines.add("answers " + answer.program().text() + " (" + answer.support()
                        + " logged answers for it, " + answer.against() + " against)"));
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

    private static String text(Guard guard) {
        return guard.text() + ", saying " + guard.says().text();
    }

    private static void addEffect(ToolRules.Effect effect, List<String> lines) {
        effect.fields()
                .forEach((field, program) -> lines.add("sets " + effect.row() + "." + field + " to " + program.text()
                        + " (" + effect.support() + " logged changes)"));
        effect.unexplained()
                .forEach(field -> lines.add("changes " + effect.row() + "." + field + ", it is not known how"));
    }
}
