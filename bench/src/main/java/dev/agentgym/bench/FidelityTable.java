package dev.agentgym.bench;

import dev.agentgym.fidelity.Feed;
import dev.agentgym.fidelity.MeasuredCall;
import dev.agentgym.fidelity.Proportion;
import dev.agentgym.fidelity.Score;
import dev.agentgym.tool.Tier;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;

/// Prints measured calls as a table, and the wrong ones spelled out.
final class FidelityTable {

    private final PrintStream out;
    private final FidelityOptions options;

    FidelityTable(PrintStream out, FidelityOptions options) {
        this.out = out;
        this.options = options;
    }

    void print(
            Feed feed,
            Map<String, Predicate<MeasuredCall>> groups,
            List<MeasuredCall> mocked,
            List<MeasuredCall> replayed) {
        out.printf("-- %s%n", feed.label());
        out.printf(
                "%-42s %6s  %-22s %-22s %-22s %-22s %-8s %s%n",
                "", "calls", "exact of all", "with guesses", "exact of answered", "answered", "class", "field F1");
        Predicate<MeasuredCall> wanted =
                call -> options.tool().isEmpty() || call.tool().equals(options.tool());
        List<MeasuredCall> ours = mocked.stream().filter(wanted).toList();
        List<MeasuredCall> theirs = replayed.stream().filter(wanted).toList();
        line("mocked tools", ours);
        line("exact replay", theirs);
        groups.forEach((name, group) -> {
            line(name, ours.stream().filter(group).toList());
            line("  by exact replay", theirs.stream().filter(group).toList());
        });
        for (Tier tier : Tier.values()) {
            tierLine(
                    tier,
                    ours.stream().filter(call -> call.got().tier() == tier).toList());
        }
        TreeSet<String> tools =
                new TreeSet<>(ours.stream().map(MeasuredCall::tool).toList());
        for (String tool : tools) {
            line(tool, ours.stream().filter(call -> call.tool().equals(tool)).toList());
        }
        ours.stream().filter(call -> !call.right()).limit(options.wrong()).forEach(this::spell);
    }

    private void line(String name, List<MeasuredCall> calls) {
        if (calls.isEmpty()) {
            return;
        }
        Score score = Score.of(calls);
        out.printf(
                Locale.ROOT,
                "%-42s %6d  %-22s %-22s %-22s %-22s %-8s %.3f%n",
                name.length() > 42 ? name.substring(0, 42) : name,
                score.calls(),
                percent(score.overall()),
                percent(new Proportion(
                        calls.stream().filter(MeasuredCall::right).count(), calls.size())),
                percent(score.precision()),
                percent(score.coverage()),
                score.answered() == 0
                        ? "-"
                        : String.format(
                                Locale.ROOT, "%.1f", 100 * score.classes().share()),
                score.f1());
    }

    private void tierLine(Tier tier, List<MeasuredCall> calls) {
        if (!calls.isEmpty()) {
            long right = calls.stream().filter(MeasuredCall::right).count();
            out.printf(
                    "  tier %-35s %6d  %s%n", tier.label(), calls.size(), percent(new Proportion(right, calls.size())));
        }
    }

    private static String percent(Proportion part) {
        return part.all() == 0
                ? "-"
                : String.format(
                        Locale.ROOT, "%.1f (%.1f to %.1f)", 100 * part.share(), 100 * part.low(), 100 * part.high());
    }

    private void spell(MeasuredCall call) {
        out.printf("%n%s call %d: %s %s%n", call.conversation(), call.position(), call.tool(), call.arguments());
        out.printf("  expected%s %s%n", call.refused() ? " (refused)" : "", call.expected());
        if (call.sameClass()) {
            call.differences().stream().limit(6).forEach(difference -> out.printf("  %s%n", difference));
        } else {
            out.printf(
                    "  got%s %s%n",
                    call.got().isError() ? " (refused)" : "", call.got().result());
        }
        out.printf(
                "  %s: %s %s%n",
                call.got().tier().label(),
                call.got().provenance().reason(),
                call.got().provenance().conversations());
    }
}
