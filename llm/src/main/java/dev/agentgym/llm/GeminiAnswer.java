package dev.agentgym.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.TraceException;
import java.nio.charset.StandardCharsets;

/// An answer of `generateContent`, made fit for the library.
///
/// The library fails on a finish reason that it does not know or misses, on missing `usageMetadata`, on an answer
/// without candidates (a prompt that was blocked), and mixes up signatures of texts and calls.
///
/// @param body the answer in the shape that the library reads
/// @param finishReason the server's own word: the candidate's finish reason, or the reason why the prompt was
/// blocked
record GeminiAnswer(String body, String finishReason) {

    /// What the library gets to read in place of the server's own word.
    private static final String NEUTRAL = "OTHER";

    /// @throws ModelException when this is no answer of Gemini
    static GeminiAnswer of(byte[] bytes) {
        ObjectNode json = parse(new String(bytes, StandardCharsets.UTF_8));
        if (!json.path("usageMetadata").isObject()) {
            json.putObject("usageMetadata");
        }
        if (json.path("candidates").path(0) instanceof ObjectNode candidate) {
            String reason = repair(candidate, json);
            return new GeminiAnswer(json.toString(), reason);
        }
        String blocked = json.path("promptFeedback").path("blockReason").asText("");
        if (blocked.isEmpty()) {
            throw malformed("neither a candidate nor a reason why there is none: " + Json.excerpt(json));
        }
        json.putArray("candidates").addObject().put("finishReason", NEUTRAL);
        return new GeminiAnswer(json.toString(), "prompt blocked: " + blocked);
    }

    private static ObjectNode parse(String text) {
        try {
            if (Json.parse(text) instanceof ObjectNode object) {
                return object;
            }
        } catch (TraceException e) {
            throw new ModelException("the answer cannot be read: " + e.getMessage(), new Failure.Malformed(), e);
        }
        throw malformed("no JSON object: " + Json.shorten(text));
    }

    private static String repair(ObjectNode candidate, ObjectNode json) {
        String reason = candidate.path("finishReason").asText("");
        candidate.put("finishReason", NEUTRAL);
        if (candidate.path("content").path("parts") instanceof ArrayNode parts) {
            checkCalls(parts, json);
            dropSignaturesOfText(parts);
        }
        return reason;
    }

    private static void checkCalls(ArrayNode parts, ObjectNode json) {
        for (JsonNode part : parts) {
            JsonNode call = part.path("functionCall");
            if (!call.isMissingNode() && call.path("name").asText("").isBlank()) {
                throw malformed("a function call without a name: " + Json.excerpt(json));
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

    private static ModelException malformed(String what) {
        return new ModelException("the answer cannot be read: " + what, new Failure.Malformed());
    }
}
