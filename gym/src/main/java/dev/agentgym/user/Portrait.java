package dev.agentgym.user;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.fidelity.Proportion;
import dev.agentgym.trace.Json;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/// How a simulated customer did in the place of the logged ones, with the logged agents' words. Immutable.
///
/// @param visits how many conversations were replayed
/// @param facts how many facts the logged customers gave
/// @param right how many of these the simulated ones gave, as they stand in the log, to the same words of the agent
/// @param leaks how many facts that a log gave only when asked they gave earlier than it, or though it never did
/// @param inventions how many values they said that neither the log's customer nor the agent had said
/// @param premature how many visits they ended while something was still to be asked, done or told
/// @param faults how many visits the customer itself marked as spoiled
/// @param words how many words a turn has in the mean
/// @param loggedWords how many it has in the logs
/// @param acts the share of each act among their turns
/// @param loggedActs the same of the logs
public record Portrait(
        int visits,
        int facts,
        int right,
        int leaks,
        int inventions,
        int premature,
        int faults,
        double words,
        double loggedWords,
        Map<DialogueAct, Double> acts,
        Map<DialogueAct, Double> loggedActs) {

    /// Copies the maps.
    public Portrait {
        acts = Collections.unmodifiableMap(new EnumMap<>(acts));
        loggedActs = Collections.unmodifiableMap(new EnumMap<>(loggedActs));
    }

    /// The share of the facts that were right; 1 where there are none.
    public double factsRight() {
        return facts == 0 ? 1 : (double) right / facts;
    }

    /// The share of the visits that ended too early.
    public double prematureStops() {
        return visits == 0 ? 0 : (double) premature / visits;
    }

    /// How far the acts are from those of the logs: half the sum of the differences, in [0, 1].
    public double actDistance() {
        double sum = 0;
        for (DialogueAct act : DialogueAct.values()) {
            sum += Math.abs(acts.getOrDefault(act, 0.0) - loggedActs.getOrDefault(act, 0.0));
        }
        return sum / 2;
    }

    /// For the card; the bounds are those of Wilson's 95 % interval.
    public ObjectNode toJson() {
        ObjectNode json = Json.object().put("visits", visits).put("facts", facts);
        json.put("facts_right", Json.rounded(factsRight(), 4))
                .put("leaks", leaks)
                .put("inventions", inventions);
        json.set("facts_right_bounds", new Proportion(right, facts).bounds());
        json.put("premature_stops", premature).put("premature_share", Json.rounded(prematureStops(), 4));
        json.set("premature_bounds", new Proportion(premature, visits).bounds());
        json.put("faults", faults);
        json.put("words_per_turn", Json.rounded(words, 4)).put("logged_words_per_turn", Json.rounded(loggedWords, 4));
        json.put("act_distance", Json.rounded(actDistance(), 4));
        json.set("acts", shares(acts));
        json.set("logged_acts", shares(loggedActs));
        return json;
    }

    private static ObjectNode shares(Map<DialogueAct, Double> shares) {
        ObjectNode json = Json.object();
        shares.forEach((act, share) -> json.put(act.label(), Json.rounded(share, 4)));
        return json;
    }
}
