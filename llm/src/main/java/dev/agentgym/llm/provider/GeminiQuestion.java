package dev.agentgym.llm.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import java.util.List;

/// A request of the library, put into the shape that Gemini asks for.
///
/// Gemini wants as many answers in one turn as the turn before has calls, and each answer as a JSON object under
/// `output` or `error`; the library sends each answer as a turn of its own and packs it into a string.
final class GeminiQuestion {

    private GeminiQuestion() {}

    static ObjectNode of(ObjectNode json) {
        if (!(json.path("contents") instanceof ArrayNode turns)) {
            return json;
        }
        ArrayNode merged = Json.MAPPER.createArrayNode();
        for (JsonNode turn : turns) {
            unpack(turn);
            if (isAnswers(turn) && !merged.isEmpty() && isAnswers(merged.get(merged.size() - 1))) {
                ((ArrayNode) merged.get(merged.size() - 1).path("parts"))
                        .addAll(turn.path("parts").valueStream().toList());
            } else {
                merged.add(turn);
            }
        }
        return json.set("contents", merged);
    }

    private static boolean isAnswers(JsonNode turn) {
        List<JsonNode> parts = turn.path("parts").valueStream().toList();
        return !parts.isEmpty() && parts.stream().allMatch(part -> part.has("functionResponse"));
    }

    /// [LibraryMessages] writes each answer as the text of a JSON object.
    private static void unpack(JsonNode turn) {
        for (JsonNode part : turn.path("parts")) {
            if (part.path("functionResponse") instanceof ObjectNode answer) {
                answer.set(
                        "response",
                        Json.parse(answer.path("response").path("response").asText()));
            }
        }
    }
}
