package dev.agentgym.cli;

import dev.agentgym.fidelity.Proportion;
import dev.agentgym.report.Comparison;
import dev.agentgym.report.Evaluation;
import dev.agentgym.report.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Shows evaluations to a person.
final class EvaluationText {

    /// A page shows them all.
    private static final int MOST_TASKS = 10;

    private EvaluationText() {}

    /// Two agents, what got worse first.
    static void comparison(Comparison compared, Console console) {
        console.print(console.colour(compared.agent() + " against " + compared.against(), Console.Colour.BOLD));
        changes("solved less often", compared.regressions(), compared, console);
        changes("solved more often", compared.improvements(), compared, console);
        Table table = new Table("", "difference", "better", "equal", "worse", "sign test");
        table.row(
                "success",
                interval(compared.success()),
                compared.gained(),
                compared.pairs() - compared.gained() - compared.lost(),
                compared.lost(),
                chance(compared.successP()));
        table.row(
                "reward",
                interval(compared.reward()),
                compared.wins(),
                compared.ties(),
                compared.losses(),
                chance(compared.rewardP()));
        table.printTo(console);
        console.print(compared.agent() + " wins " + percent(compared.winRate()) + " of " + compared.pairs()
                + " pairs, ties counted half"
                + (compared.unpaired() == 0
                        ? ""
                        : "; " + compared.unpaired() + " rollouts have no counterpart that nobody spoiled"));
        console.print("");
    }

    private static void changes(
            String title, List<Comparison.TaskChange> changes, Comparison compared, Console console) {
        console.print(changes.size() + " tasks are " + title);
        if (changes.isEmpty()) {
            return;
        }
        Table table = new Table("task", "intent", "tries", compared.agent(), compared.against(), "reward");
        for (Comparison.TaskChange change : changes.stream().limit(MOST_TASKS).toList()) {
            table.row(
                    change.task(),
                    change.intent(),
                    change.tries(),
                    change.agent(),
                    change.against(),
                    String.format(Locale.ROOT, "%+.3f", change.reward()));
        }
        table.printTo(console);
        if (changes.size() > MOST_TASKS) {
            console.print("and " + (changes.size() - MOST_TASKS) + " more; --html shows all");
        }
    }

    /// How good agents were, a column for each.
    static void summary(List<Evaluation> evaluations, Console console) {
        List<String> head = new ArrayList<>(List.of(""));
        evaluations.forEach(evaluation -> head.add(evaluation.agent()));
        Table table = new Table(head.toArray(String[]::new));
        row(table, "success", evaluations, each -> proportion(each.success()));
        row(table, "reward", evaluations, each -> interval(each.reward()));
        int tries = evaluations.stream()
                .mapToInt(each -> each.passHat().size())
                .min()
                .orElse(0);
        for (int k = 2; k <= tries; k = 2 * k) {
            int index = k - 1;
            row(table, "pass^" + k, evaluations, each -> percent(each.passHat().get(index)));
            row(table, "pass@" + k, evaluations, each -> percent(each.passAt().get(index)));
        }
        row(table, "tasks", evaluations, Evaluation::tasks);
        row(table, "rollouts", evaluations, Evaluation::rollouts);
        row(table, "spoiled by the customer", evaluations, Evaluation::userFaults);
        row(table, "failed", evaluations, each -> counts(each.failures()));
        row(table, "over because", evaluations, each -> counts(each.endings()));
        row(table, "turns", evaluations, each -> number(each.turns()));
        row(table, "tool calls", evaluations, each -> number(each.toolCalls()));
        table.printTo(console);
    }

    private static void row(Table table, String name, List<Evaluation> evaluations, Function<Evaluation, Object> cell) {
        List<Object> cells = new ArrayList<>(List.of(name));
        evaluations.forEach(evaluation -> cells.add(cell.apply(evaluation)));
        table.row(cells.toArray());
    }

    /// Where one agent succeeds and where it fails.
    static void details(Evaluation evaluation, Console console) {
        console.print("");
        console.print(console.colour(evaluation.agent(), Console.Colour.BOLD));
        Table intents = new Table("intent", "rollouts", "success", "reward", "turns");
        evaluation
                .intents()
                .forEach((name, group) -> intents.row(
                        name,
                        group.success().all(),
                        proportion(group.success()),
                        String.format(Locale.ROOT, "%.3f", group.reward()),
                        number(group.turns())));
        intents.printTo(console);
        console.print("");
        Table tools = new Table("tool", "calls", "refused", "unknown", "rollouts", "success of these");
        evaluation
                .tools()
                .forEach((name, use) -> tools.row(
                        name,
                        use.calls(),
                        use.errors(),
                        use.unknown(),
                        use.rollouts().all(),
                        proportion(use.rollouts())));
        tools.printTo(console);
        console.print("");
        Table parts = new Table("part of the reward", "rollouts", "mean", "weight");
        evaluation
                .parts()
                .forEach((name, part) -> parts.row(
                        name,
                        part.rollouts(),
                        String.format(Locale.ROOT, "%.3f", part.mean()),
                        String.format(Locale.ROOT, "%.2f", part.weight())));
        parts.printTo(console);
    }

    private static String proportion(Proportion part) {
        return part.all() == 0
                ? "-"
                : String.format(
                        Locale.ROOT, "%.1f %% (%.1f to %.1f)", 100 * part.share(), 100 * part.low(), 100 * part.high());
    }

    private static String interval(Interval interval) {
        return String.format(Locale.ROOT, "%.3f (%.3f to %.3f)", interval.mean(), interval.low(), interval.high());
    }

    private static String chance(double p) {
        return p < 0.0001 ? "p < 0.0001" : String.format(Locale.ROOT, "p = %.4f", p);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String counts(Map<String, Integer> counts) {
        return counts.isEmpty()
                ? "0"
                : counts.entrySet().stream()
                        .map(entry -> entry.getKey().replace('_', ' ') + " " + entry.getValue())
                        .collect(Collectors.joining(", "));
    }
}
