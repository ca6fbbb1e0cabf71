package dev.agentgym.llm.judge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.reward.Reward;
import dev.agentgym.reward.Scored;
import dev.agentgym.trace.Json;
import java.util.List;

/// What a chat model says of one exhibit. Immutable.
///
/// @param id of the exhibit
/// @param rank among its siblings, from 1; equal totals share a rank
/// @param siblings how many were judged together, itself included
/// @param reward the total and the rubric's parts, as a reward has them
/// @param swing how far the total differs between the two orders in which siblings were shown; 0 where it was alone
/// @param pleas what the agent said to the judge; it was withheld, and cuts the total
public record Judgement(String id, int rank, int siblings, Reward reward, double swing, List<String> pleas) {

    /// Copies the pleas.
    public Judgement {
        pleas = List.copyOf(pleas);
    }

    /// In [0, 1].
    public double total() {
        return reward.total();
    }

    /// The mark of a part in [0, 1]; NaN where it does not apply.
    double value(String part) {
        return reward.part(part).map(Scored::value).orElse(Double.NaN);
    }

    /// `{"reward", "parts", "rank", "siblings", "swing", "pleas"}`.
    public ObjectNode toJson() {
        ObjectNode json = reward.toJson();
        json.put("rank", rank).put("siblings", siblings).put("swing", Json.rounded(swing, 4));
        json.set("pleas", Json.of(pleas));
        return json;
    }
}
