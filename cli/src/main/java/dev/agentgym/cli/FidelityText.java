package dev.agentgym.cli;

import dev.agentgym.fidelity.Division;
import dev.agentgym.fidelity.FidelityCard;
import dev.agentgym.fidelity.Measurement;
import dev.agentgym.fidelity.Proportion;
import dev.agentgym.fidelity.Score;
import dev.agentgym.fidelity.WrongAnswer;
import dev.agentgym.tool.Tier;
import dev.agentgym.trace.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Shows a fidelity card to a person.
final class FidelityText {

    private FidelityText() {}

    /// The measurement that confidence comes from, by tier; with it what a gym is shown.
    static void headline(FidelityCard card, Console console) {
        card.headline()
                .ifPresentOrElse(
                        measurement -> {
                            console.print("Mocked tools on " + measurement.measured()
                                    + " conversations held out by chance, right to the last field:");
                            tiers(measurement, console);
                            console.print("95 % intervals in brackets. `agent-gym fidelity GYM` measures more.");
                        },
                        () -> console.print("The mocked tools could not be measured: "
                                + card.notMeasured().getOrDefault(Division.CONVERSATION.label(), "nothing was held out")
                                + "."));
    }

    /// A line for each tool that is not fit to train on, and what to do about them.
    static List<String> warnings(FidelityCard card) {
        List<String> lines = new ArrayList<>();
        card.weakTools().forEach((tool, score) -> lines.add(warning(tool, score)));
        if (!lines.isEmpty()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "An agent needs %.0f %% to train on: add logs that call these tools, or leave them out of what is"
                            + " trained. `agent-gym fidelity GYM` shows what they get wrong.",
                    100 * FidelityCard.FIT_TO_TRAIN));
        }
        return lines;
    }

    private static String warning(String tool, Score score) {
        return String.format(
                Locale.ROOT,
                "warning: %s is right in %s of %d held-out calls: %d wrong, %d unanswered",
                tool,
                percent(score.overall()),
                score.calls(),
                score.answered() - score.exact(),
                score.calls() - score.answered());
    }

    /// The whole card.
    static void card(FidelityCard card, Console console) {
        measurements(card, console);
        card.notMeasured().forEach((division, reason) -> console.print("not measured by " + division + ": " + reason));
        card.measurements().stream().findFirst().ifPresent(first -> details(first, console));
        card.volatilePaths()
                .forEach((tool, paths) -> console.print(
                        "not compared, since nobody can foretell it: " + String.join(", ", paths) + " of " + tool));
    }

    private static void measurements(FidelityCard card, Console console) {
        Table table = new Table(
                "divided by", "history", "calls", "right", "of answered", "answered", "field F1", "exact replay");
        for (Measurement each : card.measurements()) {
            Score score = each.all();
            table.row(
                    each.division().label(),
                    each.feed().label().replace('_', ' '),
                    score.calls(),
                    percent(score.overall()),
                    percent(score.precision()),
                    percent(score.coverage()),
                    decimal(score.f1()),
                    percent(each.exactReplay().overall()));
        }
        table.printTo(console);
    }

    private static void details(Measurement measurement, Console console) {
        console.print("");
        console.print("by " + measurement.division().label() + ", "
                + measurement.feed().label().replace('_', ' ') + ":");
        scores("kind", measurement.kinds(), console);
        console.print("");
        tiers(measurement, console);
        console.print("");
        scores("tool", measurement.tools(), console);
        console.print("");
        console.print(String.format(
                Locale.ROOT,
                "confidence is off by %.3f on average (expected calibration error)",
                measurement.calibration().expectedError()));
        measurement.worst().forEach(wrong -> spell(wrong, console));
    }

    private static void scores(String what, Map<String, Score> scores, Console console) {
        Table table = new Table(what, "calls", "right", "of answered", "answered", "field F1");
        scores.forEach((name, score) -> table.row(
                what.equals("kind") ? name.replace('_', ' ') : name,
                score.calls(),
                percent(score.overall()),
                percent(score.precision()),
                percent(score.coverage()),
                decimal(score.f1())));
        table.printTo(console);
    }

    private static void tiers(Measurement measurement, Console console) {
        Table table = new Table("tier", "calls", "as the real tool", "share");
        measurement.tiers().forEach((tier, right) -> {
            boolean silent = tier.equals(Tier.ABSTAIN.label());
            table.row(tier, right.all(), right.right(), silent ? "-" : percent(right));
        });
        Proportion all = measurement.all().overall();
        table.row("all", all.all(), all.right(), percent(all));
        table.printTo(console);
    }

    private static void spell(WrongAnswer wrong, Console console) {
        console.print("");
        console.print(
                console.colour("wrong: " + wrong.tool() + " " + Json.excerpt(wrong.arguments()), Console.Colour.BOLD));
        console.print("  " + wrong.tier() + String.format(Locale.ROOT, ", confidence %.2f: ", wrong.confidence())
                + wrong.provenance().reason() + "; call " + (wrong.position() + 1) + " of " + wrong.conversation());
        if (wrong.refused() == wrong.gotRefused() && !wrong.differences().isEmpty()) {
            wrong.differences().forEach(difference -> console.print("  " + difference));
        } else {
            console.print("  expected " + said(wrong.refused(), Json.excerpt(wrong.expected())));
            console.print("  got " + said(wrong.gotRefused(), Json.excerpt(wrong.got())));
        }
    }

    private static String said(boolean refused, String text) {
        return (refused ? "a refusal: " : "") + text;
    }

    private static String percent(Proportion part) {
        return part.all() == 0
                ? "-"
                : String.format(
                        Locale.ROOT, "%.1f %% (%.1f to %.1f)", 100 * part.share(), 100 * part.low(), 100 * part.high());
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
