package dev.agentgym.convert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads spans of OpenTelemetry's conventions for generative AI, as OTLP JSON: all spans of a request that name the
/// same conversation, or else belong to the same trace, are one conversation.
///
/// Every exchange with a model repeats what came before, so the longest one holds the conversation. What tools
/// answered to its last message comes from their own spans, and so do errors; verdicts come from evaluation events.
final class OtelSpans {

    private static final String CONVERSATION = "gen_ai.conversation.id";

    private OtelSpans() {}

    /// The conversations of a request, each an object with its spans. Attributes become plain objects.
    static List<JsonNode> parts(JsonNode request) {
        Map<String, ArrayNode> conversations = new LinkedHashMap<>();
        for (JsonNode resource : request.path("resourceSpans")) {
            for (JsonNode scope : resource.path("scopeSpans")) {
                for (JsonNode span : scope.path("spans")) {
                    ObjectNode flat = flat(span);
                    String id =
                            flat.path(CONVERSATION).asText(span.path("traceId").asText(""));
                    conversations
                            .computeIfAbsent(id, unseen -> Json.MAPPER.createArrayNode())
                            .add(flat);
                }
            }
        }
        List<JsonNode> parts = new ArrayList<>();
        conversations.forEach(
                (id, spans) -> parts.add(Json.object().put("id", id).set("spans", spans)));
        return parts;
    }

    private static ObjectNode flat(JsonNode owner) {
        ObjectNode flat = Json.object();
        for (JsonNode attribute : owner.path("attributes")) {
            flat.set(attribute.path("key").asText(""), value(attribute.path("value")));
        }
        ArrayNode events = Json.MAPPER.createArrayNode();
        owner.path("events").forEach(event -> events.add(flat(event)));
        return events.isEmpty() ? flat : flat.set("events", events);
    }

    private static JsonNode value(JsonNode typed) {
        if (typed.has("arrayValue")) {
            ArrayNode list = Json.MAPPER.createArrayNode();
            typed.path("arrayValue").path("values").forEach(each -> list.add(value(each)));
            return list;
        }
        if (typed.has("kvlistValue")) {
            ObjectNode object = Json.object();
            typed.path("kvlistValue")
                    .path("values")
                    .forEach(each -> object.set(each.path("key").asText(""), value(each.path("value"))));
            return object;
        }
        return typed.isEmpty() ? Json.MAPPER.nullNode() : typed.elements().next();
    }

    /// One of them.
    ///
    /// @throws Defect when it cannot be read
    static Conversation read(JsonNode part) {
        JsonNode chat = longest(part.path("spans"));
        if (chat.isMissingNode()) {
            throw new Defect(
                    "",
                    part.path("id").asText(""),
                    "no span of the conversation has gen_ai.input.messages; record the content of messages too");
        }
        ChatRecord record = new ChatRecord();
        for (JsonNode prompt : list(chat.path("gen_ai.system_instructions"))) {
            record.messages().addObject().put("role", "system").set("content", prompt.path("content"));
        }
        OtelParts parts = new OtelParts(part.path("spans"));
        list(chat.path("gen_ai.input.messages")).forEach(message -> parts.add(message, record.messages()));
        list(chat.path("gen_ai.output.messages")).forEach(message -> parts.add(message, record.messages()));
        parts.finish(record.messages());
        record.put("conversation_id", part.path("id")).put("tools", chat.path("gen_ai.tool.definitions"));
        part.path("spans").forEach(span -> judge(span, record));
        return record.read();
    }

    /// The exchange with the most messages; of equals the last.
    private static JsonNode longest(JsonNode spans) {
        JsonNode longest = Json.MAPPER.missingNode();
        int most = -1;
        for (JsonNode span : spans) {
            int size = list(span.path("gen_ai.input.messages")).size()
                    + list(span.path("gen_ai.output.messages")).size();
            if (span.has("gen_ai.input.messages") && size >= most) {
                most = size;
                longest = span;
            }
        }
        return longest;
    }

    private static void judge(JsonNode span, ChatRecord record) {
        record.keep("agent", span.path("gen_ai.agent.name")).keep("task_id", span.path("agent_gym.task.id"));
        for (JsonNode event : span.path("events")) {
            if (event.path("gen_ai.evaluation.name").asText("").equals("outcome")) {
                record.put("outcome", event.path("gen_ai.evaluation.score.label"))
                        .reward(event.path("gen_ai.evaluation.score.value"));
            }
        }
    }

    /// A list, or the JSON text of one.
    static JsonNode list(JsonNode value) {
        return value.isTextual() ? LooseJson.container(value.textValue()) : value;
    }
}
