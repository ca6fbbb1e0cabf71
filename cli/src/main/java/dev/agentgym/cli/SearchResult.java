package dev.agentgym.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.llm.call.Budget;
import dev.agentgym.llm.optimize.Confirmation;
import dev.agentgym.llm.optimize.Session;
import dev.agentgym.report.Evaluation;
import dev.agentgym.trace.Json;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/// What a search for a better prompt came to.
///
/// @param session the search
/// @param confirmation of its gain; empty where it could not be made
/// @param grounded the agent that needs no model, on the same held-out tasks
/// @param budget that was spent
record SearchResult(Session session, Optional<Confirmation> confirmation, Evaluation grounded, Budget budget) {

    private static final double SMALLEST = 0.001;

    /// Whether a gain may be claimed.
    boolean isGain() {
        return confirmation.filter(Confirmation::isGain).isPresent();
    }

    ObjectNode toJson(String optimizer) {
        ObjectNode result = Json.object()
                .put("optimizer", optimizer)
                .put("why_it_ended", session.reason())
                .put("candidates", session.candidates())
                .put("rollouts", session.rollouts())
                .put("gain_claimed", isGain());
        confirmation.ifPresent(each -> result.set("confirmation", each.toJson()));
        ObjectNode baseline = result.putObject("baseline").put("agent", grounded.agent());
        baseline.set("reward", Json.of(grounded.reward()));
        baseline.set("success", Json.of(grounded.success()));
        result.set("spent", budget.toJson());
        return result;
    }

    void print(String diff, Path handedOn, Console console) {
        console.print(session.candidates() + " candidates, " + session.rollouts() + " rollouts, "
                + budget.spent().calls() + " calls, " + budget.spent().tokens() + " tokens ("
                + session.reason() + ")");
        Table table = new Table("on the held-out tasks", "reward", "95 % interval");
        confirmation.ifPresent(each -> {
            table.row("the prompt before", rounded(each.before()), "");
            table.row("the prompt found", rounded(each.after()), "");
            table.row(
                    "gain, p " + (each.p() < SMALLEST ? "< " + SMALLEST : "= " + rounded(each.p())),
                    rounded(each.gain().mean()),
                    interval(each.gain().low(), each.gain().high()));
        });
        table.row(
                "grounded (no model)",
                rounded(grounded.reward().mean()),
                interval(grounded.reward().low(), grounded.reward().high()));
        table.printTo(console);
        console.print(
                isGain()
                        ? "a gain; what changed:"
                        : "no gain that could be claimed; the prompt stays. What was tried:");
        console.print(diff.isEmpty() ? "(nothing)" : diff.stripTrailing());
        console.print("prompt: " + handedOn);
    }

    private static String interval(double low, double high) {
        return rounded(low) + " to " + rounded(high);
    }

    static String rounded(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
