package dev.agentgym.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.Gym;
import dev.agentgym.environment.Rules;
import dev.agentgym.llm.call.Budget;
import dev.agentgym.llm.call.Spending;
import dev.agentgym.llm.optimize.Confirmation;
import dev.agentgym.llm.optimize.GymSearch;
import dev.agentgym.llm.optimize.Optimizer;
import dev.agentgym.llm.optimize.Problem;
import dev.agentgym.llm.optimize.SearchSettings;
import dev.agentgym.llm.optimize.SearchStopped;
import dev.agentgym.llm.optimize.Session;
import dev.agentgym.report.Evaluation;
import java.util.Optional;

/// Plays a search for a better prompt to its end, and keeps each step. For one thread.
///
/// @param search the tasks
/// @param budget what models may cost, of which something is kept back to confirm what is found
/// @param tries of each held-out task
/// @param files where the search is kept
record SearchRun(
        Gym gym,
        GymSearch search,
        Problem problem,
        Optimizer optimizer,
        Budget budget,
        int tries,
        SearchFolder files,
        Console console) {

    Session begun() {
        return Session.begin(problem, optimizer, budget, this::heard);
    }

    Session resumed() {
        return Session.resume(problem, optimizer, budget, this::heard, files.state());
    }

    SearchResult played(Session session) {
        // From here on a search that is killed can be taken up again.
        files.save(session.state());
        boolean more = true;
        while (more) {
            keepBack(session);
            more = session.step();
            files.save(session.state());
            Interruption.endIfAsked();
        }
        budget.keepBack(Spending.NOTHING);
        Optional<Confirmation> confirmation = confirmed(session);
        SearchSettings settings = problem.settings();
        Evaluation grounded =
                search.baseline(gym, Rules.DEFAULT, "grounded", tries, settings.threads(), settings.seed());
        return new SearchResult(session, confirmation, grounded, budget);
    }

    /// Once rollouts were played it is known what they cost.
    private void keepBack(Session session) {
        if (session.rollouts() > 0) {
            Spending rollout = budget.spent().times(1.0 / session.rollouts());
            budget.keepBack(Confirmation.cost(rollout, search.heldOut().size(), tries));
        }
    }

    private Optional<Confirmation> confirmed(Session session) {
        try {
            Confirmation confirmation = Confirmation.of(problem, session.best(), search.heldOut(), tries);
            files.save(session.state());
            return Optional.of(confirmation);
        } catch (SearchStopped e) {
            console.error("agent-gym: nothing is claimed, for the gain could not be confirmed: " + e.getMessage());
            return Optional.empty();
        }
    }

    private void heard(ObjectNode event) {
        files.event(event);
        switch (event.path("event").asText()) {
            case "scored" ->
                console.note("candidate " + event.path("number") + ": "
                        + SearchResult.rounded(event.path("mean").asDouble()) + " after " + event.path("rollouts")
                        + " rollouts");
            case "stopped" -> console.note("stopped: " + event.path("why").asText());
            default -> {
                // The rest stands in events.jsonl.
            }
        }
    }
}
