package dev.agentgym.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.Gym;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Shows to a person how far the tasks, the reward and the simulated customer of a gym can be trusted.
final class CardText {

    private static final double LEAST_SHARE = 0.005;

    private CardText() {}

    /// The tasks, the reward and the customer in a few lines.
    static void headline(Gym gym, Console console) {
        tasks(gym.taskCard(), console);
        reward(gym.rewardCard(), console);
        customer(gym.userCard(), console);
    }

    /// A line for each thing that is wrong with them or with the environment.
    static List<String> warnings(Gym gym) {
        List<String> lines = new ArrayList<>();
        for (JsonNode card : List.of(gym.taskCard(), gym.rewardCard(), gym.userCard(), gym.environmentCard())) {
            card.path("warnings").forEach(warning -> lines.add("warning: " + warning.asText()));
        }
        return lines;
    }

    private static void tasks(JsonNode card, Console console) {
        JsonNode logged = card.path("logged_actions");
        JsonNode mix = card.path("outcomes");
        if (card.path("mined").asInt() > 0) {
            console.print(String.format(
                    Locale.ROOT,
                    "%d tasks were mined and %d passed their audit, beside %d decisions; %d of %d whose log ended well"
                            + " pass with what it did.",
                    card.path("mined").asInt(),
                    card.path("kept").asInt(),
                    card.path("pivots").asInt(),
                    logged.path("passing").asInt(),
                    logged.path("resolved").asInt()));
            console.print(String.format(
                    Locale.ROOT,
                    "The tasks call %.1f %% of their logs a success, the logs %.1f %%. Doing nothing is right in %d.",
                    100 * mix.path("successes_judged").doubleValue(),
                    100 * mix.path("successes_logged").doubleValue(),
                    card.path("null_agent").path("passes").asInt()));
        }
    }

    private static void reward(JsonNode card, Console console) {
        int episodes = card.path("fitted_to_episodes").asInt();
        int fitted =
                episodes > 0 ? episodes : card.path("fitted_to_conversations").asInt();
        console.print(
                fitted == 0
                        ? "The reward has its default weights: there are too few logged outcomes of both kinds to fit"
                                + " others."
                        : "The reward's weights are fitted to " + fitted + " logged outcomes"
                                + (episodes > 0
                                        ? " and to what other conversations about the same brought about."
                                        : "."));
        weights(card.path("weights").path(episodes > 0 ? "of_episodes" : "of_conversations"), console);
        if (card.path("total").path("auc").isObject()) {
            console.print("On conversations that it did not learn from, a success gets more than another one in "
                    + percent(card.path("total").path("auc")) + ",");
            console.print(String.format(
                    Locale.ROOT,
                    "and it is off by %.3f on average (expected calibration error).",
                    card.path("total").path("calibration_error").path("value").doubleValue()));
        }
        hacks(card.path("hacks"), console);
    }

    /// The shares in the sum, the largest first; parts without a share are not named.
    private static void weights(JsonNode weights, Console console) {
        double sum = weights.valueStream().mapToDouble(JsonNode::doubleValue).sum();
        if (sum > 0) {
            console.print("It is made of "
                    + weights.propertyStream()
                            .filter(part -> part.getValue().doubleValue() / sum >= LEAST_SHARE)
                            .sorted(Comparator.comparingDouble(
                                    part -> -part.getValue().doubleValue()))
                            .map(part -> String.format(
                                    Locale.ROOT,
                                    "%s %.0f %%",
                                    part.getKey(),
                                    100 * part.getValue().doubleValue() / sum))
                            .collect(Collectors.joining(", "))
                    + ".");
        }
    }

    private static void hacks(JsonNode hacks, Console console) {
        if (hacks.isObject()) {
            console.print((hacks.path("passes").asBoolean() ? "No hack pays: " : "Hacks pay: ")
                    + hacks.path("hacks").size() + " kinds were tried on "
                    + hacks.path("honest").asInt() + " honest successes.");
        }
    }

    private static void customer(JsonNode card, Console console) {
        if (card.path("as_logged").path("visits").asInt() > 0) {
            console.print("The simulated customer, told what logged agents said: " + portrait(card.path("as_logged"))
                    + "; without its own log: " + portrait(card.path("without_own_log")) + ".");
        }
    }

    private static String portrait(JsonNode portrait) {
        return String.format(
                Locale.ROOT,
                "%.1f %% (%.1f to %.1f) of %d facts right, %d given away, %d invented, %d of %d left too early",
                100 * portrait.path("facts_right").doubleValue(),
                100 * portrait.at("/facts_right_bounds/low").doubleValue(),
                100 * portrait.at("/facts_right_bounds/high").doubleValue(),
                portrait.path("facts").asInt(),
                portrait.path("leaks").asInt(),
                portrait.path("inventions").asInt(),
                portrait.path("premature_stops").asInt(),
                portrait.path("visits").asInt());
    }

    private static String percent(JsonNode share) {
        return String.format(
                Locale.ROOT,
                "%.1f %% (%.1f to %.1f)",
                100 * share.path("value").doubleValue(),
                100 * share.path("low").doubleValue(),
                100 * share.path("high").doubleValue());
    }
}
