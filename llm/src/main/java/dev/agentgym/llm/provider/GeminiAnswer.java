package dev.agentgym.llm.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.llm.ModelException;
import dev.agentgym.trace.Json;

/// An answer of `generateContent`, made fit for the library.
///
/// The library fails on a finish reason that it does not know or misses, on missing `usageMetadata`, on an answer
/// without candidates (a prompt that was blocked), and mixes up signatures of texts and calls.
///
/// @param body the answer in the shape that the library reads
/// @param finishReason the server's own word: the candidate's finish reason, or the reason why the prompt was
/// blocked
record GeminiAnswer(ObjectNode body, String finishReason) {

    /// What the library gets to read in place of the server's own word.
    private static final String NEUTRAL = "OTHER";

    /// A whole answer.
    ///
    /// @throws ModelException when this is no answer of Gemini
    static GeminiAnswer whole(ObjectNode json, Dialect dialect) {
        GeminiAnswer answer = piece(json, dialect);
        if (json.path("candidates").path(0) instanceof ObjectNode candidate) {
            candidate.put("finishReason", NEUTRAL);
        } else {
            throw dialect.malformed("neither a candidate nor a reason why there is none: " + Json.excerpt(json));
        }
        return answer;
    }

    /// A piece of a stream, of which only the last has a finish reason.
    ///
    /// @throws ModelException when a call in it has no name
    static GeminiAnswer piece(ObjectNode json, Dialect dialect) {
        if (!json.path("usageMetadata").isObject()) {
            json.putObject("usageMetadata");
        }
        if (json.path("candidates").path(0) instanceof ObjectNode candidate) {
            return new GeminiAnswer(json, repair(candidate, json, dialect));
        }
        String blocked = json.path("promptFeedback").path("blockReason").asText("");
        if (!blocked.isEmpty()) {
            json.putArray("candidates").addObject().put("finishReason", NEUTRAL);
        }
        return new GeminiAnswer(json, blocked.isEmpty() ? "" : "prompt blocked: " + blocked);
    }

    private static String repair(ObjectNode candidate, ObjectNode json, Dialect dialect) {
        String reason = candidate.path("finishReason").asText("");
        if (!reason.isEmpty()) {
            candidate.put("finishReason", NEUTRAL);
        }
        if (candidate.path("content").path("parts") instanceof ArrayNode parts) {
            checkCalls(parts, json, dialect);
            dropSignaturesOfText(parts);
        }
        return reason;
    }

    private static void checkCalls(ArrayNode parts, ObjectNode json, Dialect dialect) {
        for (JsonNode part : parts) {
            JsonNode call = part.path("functionCall");
            if (!call.isMissingNode() && call.path("name").asText("").isBlank()) {
                throw dialect.malformed("a function call without a name: " + Json.excerpt(json));
            }
        }
    }

    /// The library joins all signatures of an answer into one; only that of the first call has to travel back.
    private static void dropSignaturesOfText(ArrayNode parts) {
        boolean kept = false;
        for (JsonNode part : parts) {
            boolean first = !kept && part.has("functionCall");
            kept |= part.has("functionCall");
            if (!first && part instanceof ObjectNode object) {
                object.remove("thoughtSignature");
            }
        }
    }
}
