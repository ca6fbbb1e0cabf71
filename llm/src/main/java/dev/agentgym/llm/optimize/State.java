package dev.agentgym.llm.optimize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/// All that a search knows between two steps. Mutable, for one thread; equal states have equal JSON.
///
/// There is no state of a random generator in it: what a step draws comes from the seed and the step's number.
final class State {

    /// A candidate and how it came about.
    ///
    /// @param parents the numbers of those that it was made of
    /// @param origin how, for a person
    /// @param scores by trial; a trial that failed has none
    /// @param aside why it is out of the race; empty while it is in
    record Entry(
            Candidate candidate,
            List<Integer> parents,
            String origin,
            Map<String, OptionalDouble> scores,
            String aside) {

        Entry aside(String why) {
            return new Entry(candidate, parents, origin, scores, why);
        }

        private ObjectNode toJson() {
            ObjectNode json = Json.object();
            json.set("candidate", candidate.toJson());
            json.set("parents", Json.of(parents));
            json.put("origin", origin).put("aside", aside);
            ObjectNode table = json.putObject("scores");
            scores.forEach((trial, score) -> {
                if (score.isPresent()) {
                    table.put(trial, score.getAsDouble());
                } else {
                    table.putNull(trial);
                }
            });
            return json;
        }

        private static Entry fromJson(JsonNode json) {
            Map<String, OptionalDouble> scores = new LinkedHashMap<>();
            json.path("scores")
                    .properties()
                    .forEach(field -> scores.put(
                            field.getKey(),
                            field.getValue().isNull()
                                    ? OptionalDouble.empty()
                                    : OptionalDouble.of(field.getValue().doubleValue())));
            List<Integer> parents = new ArrayList<>();
            json.path("parents").forEach(parent -> parents.add(parent.intValue()));
            return new Entry(
                    Candidate.fromJson(json.path("candidate")),
                    List.copyOf(parents),
                    json.path("origin").asText(),
                    scores,
                    json.path("aside").asText());
        }
    }

    final List<Entry> entries = new ArrayList<>();
    int step;
    int rollouts;
    int failures;
    int reflections;
    boolean done;
    String reason = "";

    /// What one kind of optimiser keeps beside that.
    ObjectNode search = Json.object();

    ObjectNode toJson() {
        ObjectNode json = Json.object()
                .put("step", step)
                .put("rollouts", rollouts)
                .put("failures", failures)
                .put("reflections", reflections)
                .put("done", done)
                .put("reason", reason);
        json.set("search", search.deepCopy());
        ArrayNode list = json.putArray("candidates");
        entries.forEach(entry -> list.add(entry.toJson()));
        return json;
    }

    static State fromJson(JsonNode json) {
        State state = new State();
        state.step = json.path("step").asInt();
        state.rollouts = json.path("rollouts").asInt();
        state.failures = json.path("failures").asInt();
        state.reflections = json.path("reflections").asInt();
        state.done = json.path("done").asBoolean();
        state.reason = json.path("reason").asText();
        state.search = json.path("search") instanceof ObjectNode search ? search.deepCopy() : Json.object();
        json.path("candidates").forEach(entry -> state.entries.add(Entry.fromJson(entry)));
        return state;
    }
}
