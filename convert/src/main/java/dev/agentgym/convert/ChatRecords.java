package dev.agentgym.convert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.Outcome;
import dev.agentgym.trace.SeenIds;
import dev.agentgym.trace.ToolSchema;
import dev.agentgym.trace.TraceException;
import dev.agentgym.trace.Traces;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/// Reads records that hold one conversation as a list of chat messages: our schema, OpenAI's chat and fine-tuning
/// rows, preference rows (of which the preferred answer is taken).
final class ChatRecords {

    private static final List<String> IDS =
            List.of("conversation_id", "id", "ticket_id", "thread_id", "session_id", "chat_id", "trace_id");

    private static final List<String> SCORES = List.of("satisfaction_score", "csat", "rating", "score");

    private static final Set<String> KNOWN =
            Set.of("messages", "tools", "functions", "outcome", "resolved", "metadata", "conversation_id");

    private static final Set<String> KNOWN_OF_PREFERENCES =
            Set.of("input", "preferred_output", "prompt", "chosen", "completion", "turn");

    /// What trainers' rows say of a conversation beside the schema.
    private static final List<String> ABOUT = List.of("task_id", "reward");

    private ChatRecords() {}

    /// One record as a conversation: as it stands where it keeps our schema, else repaired.
    ///
    /// @throws Defect when it cannot be repaired
    static Conversation read(JsonNode json) {
        if (!json.isObject()) {
            throw new Defect("", json.toString(), "a record is an object that holds messages");
        }
        if (isClean(json)) {
            try {
                return Traces.fromJson(json);
            } catch (TraceException e) {
                return repaired(json);
            }
        }
        return repaired(json);
    }

    /// Whether nothing in the record asks for repair before the schema's own parser has tried.
    private static boolean isClean(JsonNode json) {
        if (!json.path("conversation_id").isTextual() || hasMask(json) || json.has("tool_errors")) {
            return false;
        }
        for (JsonNode message : json.path("messages")) {
            boolean repairs = message.has("function_call")
                    || message.has("tool_messages")
                    || (message.path("role").asText("").equals("tool") && !message.has("result"))
                    || !MessageText.stopTokens(message.path("content").asText(""))
                            .isEmpty();
            for (JsonNode call : message.path("tool_calls")) {
                repairs |= call.has("function");
            }
            if (repairs) {
                return false;
            }
        }
        return true;
    }

    private static Conversation repaired(JsonNode json) {
        ChatMessages chat = new ChatMessages();
        messages(json, chat);
        ObjectNode metadata = json.path("metadata") instanceof ObjectNode object ? object.deepCopy() : Json.object();
        List<String> used = new ArrayList<>();
        Optional<String> id = IDS.stream().filter(name -> isId(json.path(name))).findFirst();
        id.ifPresent(used::add);
        about(json, metadata, used);
        Outcome outcome = outcome(json, metadata);
        OptionalDouble score = score(json, metadata, used);
        tokens(chat, metadata);
        String own = id.map(name -> json.path(name).asText() + turn(json)).orElseGet(() -> idFor(json));
        List<ToolSchema> tools = tools(json);
        List<Message> messages = ToolErrors.in(json.path("tool_errors"), chat.messages());
        return new Conversation(own, messages, outcome, score, tools, metadata, extra(json, used));
    }

    private static void about(JsonNode json, ObjectNode metadata, List<String> used) {
        for (String field : ABOUT) {
            JsonNode value = json.path(field);
            if (value.isValueNode() && !value.isNull() && !metadata.has(field)) {
                metadata.set(field, value);
                used.add(field);
            }
        }
    }

    /// What a trainer learns of each message says nothing about the conversation.
    private static boolean hasMask(JsonNode json) {
        int messages = json.path(json.has("messages") ? "messages" : "input").size();
        return json.path("mask").isArray() && json.path("mask").size() == messages;
    }

    /// Rows that hold one turn each share their conversation's id.
    private static String turn(JsonNode json) {
        return json.has("completion") && json.path("turn").isIntegralNumber()
                ? "#" + json.path("turn").asText()
                : "";
    }

    /// An id for a record that has none: the same content has the same id wherever it stands.
    static String idFor(JsonNode json) {
        return "conv_%016x".formatted(SeenIds.hash(Json.canonical(json)));
    }

    private static boolean isId(JsonNode value) {
        return (value.isTextual() || value.isIntegralNumber())
                && !value.asText().isBlank();
    }

    private static void messages(JsonNode json, ChatMessages chat) {
        if (json.has("messages")) {
            chat.read(json.get("messages"), "/messages");
        } else if (json.has("preferred_output")) {
            chat.read(json.path("input").path("messages"), "/input/messages");
            chat.read(json.get("preferred_output"), "/preferred_output");
        } else if (json.has("chosen")) {
            if (json.has("prompt")) {
                chat.read(json.get("prompt"), "/prompt");
            }
            chat.read(json.get("chosen"), "/chosen");
        } else if (json.path("completion").isArray()) {
            chat.read(json.path("prompt"), "/prompt");
            chat.read(json.get("completion"), "/completion");
        } else if (json.path("input").isArray()) {
            chat.read(json.get("input"), "/input");
        } else {
            throw new Defect("", json.toString(), "the record has no messages");
        }
    }

    private static Outcome outcome(JsonNode json, ObjectNode metadata) {
        JsonNode label = json.hasNonNull("outcome") ? json.get("outcome") : json.path("resolved");
        if (label.isValueNode() && !label.isNull() && !label.isMissingNode()) {
            Optional<Outcome> known = Outcome.of(label.asText());
            if (known.isEmpty()) {
                metadata.set("outcome_label", label);
            }
            return OutcomeLabels.read(label.asText());
        }
        return json.path("reward").isNumber()
                ? OutcomeLabels.ofReward(json.path("reward").doubleValue(), "")
                : Outcome.UNKNOWN;
    }

    private static OptionalDouble score(JsonNode json, ObjectNode metadata, List<String> used) {
        Optional<String> field = SCORES.stream().filter(json::hasNonNull).findFirst();
        if (field.isEmpty()) {
            return OptionalDouble.empty();
        }
        JsonNode raw = json.get(field.get());
        used.add(field.get());
        if (!raw.isNumber()) {
            metadata.set("satisfaction_raw", raw);
        }
        return Rating.read(raw.asText("")).stream().mapToDouble(Rating::score).findFirst();
    }

    /// Keeps the tokens that ended the conversation.
    static void tokens(ChatMessages chat, ObjectNode metadata) {
        if (!chat.stopTokens().isEmpty()) {
            ArrayNode tokens = metadata.putArray("stop_tokens");
            chat.stopTokens().forEach(tokens::add);
        }
    }

    private static List<ToolSchema> tools(JsonNode json) {
        JsonNode declared = json.has("tools")
                ? json.get("tools")
                : json.has("functions")
                        ? json.get("functions")
                        : json.path("input").path("tools");
        JsonNode list = declared.isTextual() ? LooseJson.container(declared.textValue()) : declared;
        List<ToolSchema> tools = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            try {
                tools.add(ToolSchema.of(list.get(i)));
            } catch (TraceException e) {
                throw new Defect("/tools/" + i, list.get(i).toString(), "the tool declaration has no name");
            }
        }
        return tools;
    }

    private static Map<String, JsonNode> extra(JsonNode json, List<String> used) {
        Map<String, JsonNode> extra = new LinkedHashMap<>();
        boolean preference = !json.has("messages");
        json.properties().stream()
                .filter(field -> !KNOWN.contains(field.getKey()) && !used.contains(field.getKey()))
                .filter(field -> !preference || !KNOWN_OF_PREFERENCES.contains(field.getKey()))
                .filter(field -> !field.getValue().isNull())
                .forEach(field -> extra.put(field.getKey(), field.getValue()));
        extra.remove("satisfaction_score");
        extra.remove("tool_errors");
        if (hasMask(json)) {
            extra.remove("mask");
        }
        return extra;
    }
}
