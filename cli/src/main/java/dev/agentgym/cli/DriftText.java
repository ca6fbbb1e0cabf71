package dev.agentgym.cli;

import dev.agentgym.deploy.DriftReport;
import dev.agentgym.deploy.ToolDrift;
import dev.agentgym.fidelity.Proportion;
import dev.agentgym.fidelity.WrongAnswer;
import dev.agentgym.trace.Json;
import java.util.Locale;
import java.util.stream.Collectors;

/// Tells a person how far the mocked tools are from the real ones. Standard output is the agent's, so all of it is
/// notes.
final class DriftText {

    private static final int MOST_PLACES = 5;

    private DriftText() {}

    static void print(DriftReport report, Console console) {
        for (ToolDrift tool : report.tools()) {
            tool.declaration().forEach(difference -> console.note(tool.tool() + ": " + difference));
            if (tool.calls() > 0) {
                console.note(tool.tool() + ": " + counts(tool));
                tool.failures().forEach(reason -> console.note("  failed: " + reason));
                places(tool, console);
                tool.worst().stream().findFirst().ifPresent(wrong -> example(wrong, console));
                drift(tool, console);
            }
        }
    }

    private static String counts(ToolDrift tool) {
        StringBuilder text = new StringBuilder(times(tool.calls(), "call"));
        add(text, tool.agreeing(), "agreeing");
        add(text, tool.different(), "different");
        add(text, tool.refusedByReal(), "refused by the real tool only");
        add(text, tool.refusedByMock(), "refused by the mock only");
        add(text, tool.unknown(), "unknown to the mock");
        add(text, tool.failed(), "failed");
        return text.toString();
    }

    private static void add(StringBuilder text, long count, String what) {
        if (count > 0) {
            text.append(", ").append(count).append(' ').append(what);
        }
    }

    private static String times(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    private static void places(ToolDrift tool, Console console) {
        if (!tool.places().isEmpty()) {
            console.note("  differs in "
                    + tool.places().entrySet().stream()
                            .limit(MOST_PLACES)
                            .map(place -> place.getKey() + " (" + place.getValue() + ")")
                            .collect(Collectors.joining(", "))
                    + (tool.places().size() > MOST_PLACES ? ", …" : ""));
        }
    }

    private static void example(WrongAnswer wrong, Console console) {
        console.note("  for example " + Json.excerpt(wrong.arguments()) + ": "
                + (wrong.differences().isEmpty()
                        ? "real " + Json.excerpt(wrong.expected()) + ", mock " + Json.excerpt(wrong.got())
                        : wrong.differences().getFirst())
                + String.format(Locale.ROOT, " [%s, confidence %.2f]", wrong.tier(), wrong.confidence()));
    }

    private static void drift(ToolDrift tool, Console console) {
        if (tool.drifted()) {
            console.note("  drifted: right in " + percent(tool.agreement()) + " of what it answers, where "
                    + tool.measured().map(DriftText::percent).orElse("-")
                    + " were measured; make the gym anew from newer logs");
        }
    }

    private static String percent(Proportion part) {
        return String.format(
                Locale.ROOT, "%.0f %% (%.0f to %.0f)", 100 * part.share(), 100 * part.low(), 100 * part.high());
    }
}
