package dev.agentgym.convert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads messages that consist of parts, with what the spans of tools say of their calls. For one conversation and
/// one thread.
final class OtelParts {

    /// The spans of tools by the id of the call. An id may be used again, so that there is one for each use.
    private final Map<String, Deque<JsonNode>> tools = new LinkedHashMap<>();

    OtelParts(JsonNode spans) {
        for (JsonNode span : spans) {
            if (span.has("gen_ai.tool.call.id")) {
                tools.computeIfAbsent(span.path("gen_ai.tool.call.id").asText(""), unseen -> new ArrayDeque<>())
                        .add(span);
            }
        }
    }

    /// Writes one message, or its parts one by one where they are answers of tools.
    void add(JsonNode message, ArrayNode to) {
        List<String> texts = new ArrayList<>();
        ArrayNode calls = Json.MAPPER.createArrayNode();
        ArrayNode answers = Json.MAPPER.createArrayNode();
        for (JsonNode part : message.path("parts")) {
            switch (part.path("type").asText("")) {
                case "text" -> texts.add(part.path("content").asText(""));
                case "tool_call" -> calls.add(call(part));
                case "tool_call_response" -> answers.add(answer(part));
                case "reasoning" -> {
                    // What a model thinks is nothing that was said.
                }
                default -> texts.add("[" + part.path("type").asText("attachment") + "]");
            }
        }
        if (answers.isEmpty() || !texts.isEmpty() || !calls.isEmpty()) {
            ObjectNode row = to.addObject().put("role", message.path("role").asText(""));
            row.put("content", String.join("\n", texts));
            if (!calls.isEmpty()) {
                row.set("tool_calls", calls);
            }
        }
        to.addAll(answers);
    }

    private static ObjectNode call(JsonNode part) {
        return Json.object()
                .put("id", part.path("id").asText(""))
                .put("name", part.path("name").asText(""))
                .set("arguments", part.path("arguments"));
    }

    private ObjectNode answer(JsonNode part) {
        String id = part.path("id").asText("");
        JsonNode span = span(id);
        JsonNode response = part.has("response") ? part.get("response") : part.path("result");
        return answer(id, response, span.has("error.type"));
    }

    private JsonNode span(String call) {
        Deque<JsonNode> spans = tools.getOrDefault(call, new ArrayDeque<>());
        return spans.isEmpty() ? Json.MAPPER.missingNode() : spans.removeFirst();
    }

    private static ObjectNode answer(String call, JsonNode result, boolean error) {
        ObjectNode row = Json.object().put("role", "tool").put("tool_call_id", call);
        if (!result.isMissingNode()) {
            row.set("result", result);
        }
        return error ? row.put("is_error", true) : row;
    }

    /// Adds what the tools answered to the last message, which no later exchange with a model repeats.
    void finish(ArrayNode messages) {
        for (JsonNode call : messages.path(messages.size() - 1).path("tool_calls")) {
            JsonNode span = span(call.path("id").asText(""));
            if (span.has("gen_ai.tool.call.result")) {
                JsonNode result = OtelSpans.list(span.path("gen_ai.tool.call.result"));
                messages.add(answer(call.path("id").asText(""), result, span.has("error.type")));
            }
        }
    }
}
