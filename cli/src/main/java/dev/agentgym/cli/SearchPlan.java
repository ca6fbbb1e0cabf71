package dev.agentgym.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.llm.ModelName;
import dev.agentgym.llm.call.Limits;
import dev.agentgym.llm.call.Prices;
import dev.agentgym.llm.call.Spending;
import dev.agentgym.llm.optimize.Confirmation;
import dev.agentgym.llm.optimize.GymSearch;
import dev.agentgym.llm.optimize.Optimizer;
import dev.agentgym.llm.optimize.RolloutCost;
import dev.agentgym.trace.Json;
import java.util.Locale;
import java.util.Optional;

/// What a search for a better prompt would do and about cost, before anybody is asked. Immutable.
///
/// @param optimizer who searches
/// @param fewest what it needs for three candidates
/// @param search the tasks
/// @param promptTokens of the prompt to begin with
/// @param rollouts the most to search with
/// @param tries of each held-out task
/// @param rollout about what one costs
/// @param model whom the agent asks
/// @param price of that model; empty where nobody knows it
record SearchPlan(
        Optimizer optimizer,
        Optimizer.Plan fewest,
        GymSearch search,
        int promptTokens,
        int rollouts,
        int tries,
        RolloutCost rollout,
        ModelName model,
        Optional<Prices.Price> price) {

    private static final double MILLION = 1e6;

    private int confirming() {
        return 2 * tries * search.heldOut().size();
    }

    private Spending least() {
        return rollout.times(fewest.rollouts() + confirming()).at(price);
    }

    private Spending most() {
        return rollout.times(rollouts + confirming()).at(price);
    }

    /// What has to be left to confirm with, before it is known what a rollout really costs.
    Spending confirmation() {
        return Confirmation.cost(rollout.times(1).at(price), search.heldOut().size(), tries);
    }

    ObjectNode toJson() {
        ObjectNode json = Json.object()
                .put("optimizer", optimizer.name())
                .put("does", optimizer.summary())
                .put("model", model.label())
                .put("learn_from", search.learn().size())
                .put("compare_on", search.validate().size())
                .put("confirm_on", search.heldOut().size())
                .put("prompt_tokens", promptTokens)
                .put("rollouts_for_three_candidates", fewest.rollouts())
                .put("reflections_for_three_candidates", fewest.reflections())
                .put("rollouts_at_most", rollouts)
                .put("rollouts_to_confirm", confirming());
        json.set("cost_of_three_candidates_about", cost(least()));
        json.set("cost_at_most_about", cost(most()));
        return json;
    }

    /// Without a price there are no dollars, for nobody would know.
    private ObjectNode cost(Spending spending) {
        ObjectNode cost = Json.object().put("calls", spending.calls()).put("tokens", spending.tokens());
        price.ifPresent(
                each -> cost.put("dollars", Json.rounded(spending.dollars(), 2)).put("prices_as_of", each.asOf()));
        return cost;
    }

    void print(Console console) {
        console.print(optimizer.name() + " " + optimizer.summary() + ".");
        console.print("tasks: " + search.learn().size() + " to learn from, "
                + search.validate().size() + " to compare candidates on, "
                + search.heldOut().size() + " held out to confirm the gain");
        console.print("prompt to begin with: " + promptTokens + " tokens");
        console.print("rollouts: at most " + rollouts + " to search, " + confirming() + " to confirm; "
                + fewest.rollouts() + " let it try three candidates"
                + (fewest.reflections() == 0
                        ? ""
                        : ", for which prompts are rewritten " + fewest.reflections() + " times"));
        console.print("cost with " + model.label() + ", judged by the logs, both with the confirmation:");
        console.print("  three candidates  " + words(least()));
        console.print("  at most           " + words(most()));
        priced().ifPresent(console::print);
    }

    private Optional<String> priced() {
        if (price.isEmpty()) {
            return Optional.of("no price: AGENT_GYM_PRICES may name a file that has one");
        }
        return price.map(Prices.Price::asOf)
                .filter(date -> !date.isEmpty())
                .map(date -> "at the list price of " + date + "; AGENT_GYM_PRICES may name a file of newer ones");
    }

    private String words(Spending spending) {
        String dollars = price.isEmpty() ? "" : String.format(Locale.ROOT, ", %.2f dollars", spending.dollars());
        return String.format(
                Locale.ROOT,
                "about %,d calls, %.2f million tokens%s",
                spending.calls(),
                spending.tokens() / MILLION,
                dollars);
    }

    /// Says where a budget is too small to find anything, or to confirm it.
    void warn(Limits limits, Console console) {
        Spending least = least();
        Spending last = confirmation();
        if (price.isEmpty()) {
            console.error(unpriced(limits));
        }
        if (rollouts < fewest.rollouts() || isBeyond(least, limits)) {
            console.error("warning: this may be too little for three candidates, which need about " + fewest.rollouts()
                    + " rollouts, and with the confirmation " + words(least)
                    + "; one candidate that happens to score well is no result");
        }
        if (isBeyond(last, limits)) {
            console.error("warning: the budget may not even pay for the confirmation, for which " + words(last)
                    + " are kept back; without it no gain is claimed");
        }
    }

    private String unpriced(Limits limits) {
        String limit =
                limits.nanos() < Long.MAX_VALUE ? ", no limit of money can be kept, and no search begins with one" : "";
        return "warning: nobody knows what " + model.label() + " costs, so its dollars are not counted" + limit;
    }

    private static boolean isBeyond(Spending spending, Limits limits) {
        return spending.calls() > limits.calls()
                || spending.tokens() > limits.tokens()
                || spending.nanos() > limits.nanos();
    }
}
