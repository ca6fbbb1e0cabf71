package dev.agentgym.cli;

import dev.agentgym.llm.call.Budget;
import dev.agentgym.llm.optimize.Confirmation;
import dev.agentgym.llm.optimize.Session;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/// A search for a better prompt, for people.
final class SearchText {

    private SearchText() {}

    static void show(
            Session session,
            Optional<Confirmation> confirmation,
            Budget budget,
            String diff,
            Path handedOn,
            Console console) {
        console.print(session.candidates() + " candidates, " + session.rollouts() + " rollouts, "
                + budget.spent().calls() + " calls, " + budget.spent().tokens() + " tokens ("
                + session.reason() + ")");
        confirmation.ifPresent(each -> console.print("held-out tasks: " + each.tasks() + ", reward "
                + rounded(each.before()) + " before, " + rounded(each.after()) + " after; gain "
                + rounded(each.gain().mean()) + " (" + rounded(each.gain().low()) + " to "
                + rounded(each.gain().high()) + "), p = " + rounded(each.p())));
        console.print(
                confirmation.filter(Confirmation::isGain).isPresent()
                        ? "a gain; what changed:"
                        : "no gain that could be claimed; the prompt stays. What was tried:");
        console.print(diff.isEmpty() ? "(nothing)" : diff.stripTrailing());
        console.print("prompt: " + handedOn);
    }

    static String rounded(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
