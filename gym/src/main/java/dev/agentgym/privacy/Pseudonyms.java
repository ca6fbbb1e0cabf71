package dev.agentgym.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Details;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.ToolCall;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Replaces the personal values of conversations, one after the other, and counts them. For one thread.
public final class Pseudonyms {

    private final Optional<byte[]> key;
    private final Map<String, Long> replaced = new TreeMap<>();

    Pseudonyms(Optional<byte[]> key) {
        this.key = key;
    }

    /// How many values were replaced so far, by their kind; a value counts once for each conversation it occurs in.
    public Map<String, Long> replaced() {
        return new LinkedHashMap<>(replaced);
    }

    /// The conversation with every personal value replaced, in messages, arguments, results, metadata and unknown
    /// fields alike; a value has the same replacement everywhere, so what belonged together still does.
    public Conversation apply(Conversation conversation) {
        Findings findings = Findings.in(conversation);
        Substitution substitution = new Substitution(findings, key, conversation.id());
        substitution.counts().forEach((kind, count) -> replaced.merge(kind.label(), count, Long::sum));
        List<Message> messages = conversation.messages().stream()
                .map(message -> message(message, substitution))
                .toList();
        return new Conversation(
                substitution.text(conversation.id()),
                messages,
                conversation.outcome(),
                conversation.satisfaction(),
                conversation.tools(),
                (ObjectNode) tree(conversation.metadata(), substitution),
                fields(conversation.extra(), substitution));
    }

    private static Message message(Message message, Substitution substitution) {
        Details details = new Details(
                message.details().timestamp(), fields(message.details().extra(), substitution));
        return switch (message) {
            case Message.SystemPrompt system -> new Message.SystemPrompt(substitution.text(system.content()), details);
            case Message.User user ->
                new Message.User(substitution.text(user.content()), calls(user.toolCalls(), substitution), details);
            case Message.Assistant assistant ->
                new Message.Assistant(
                        substitution.text(assistant.content()), calls(assistant.toolCalls(), substitution), details);
            case Message.Tool tool ->
                new Message.Tool(
                        tool.callId(), tool.name(), tree(tool.result(), substitution), tool.isError(), details);
        };
    }

    private static List<ToolCall> calls(List<ToolCall> calls, Substitution substitution) {
        return calls.stream()
                .map(call -> new ToolCall(
                        call.id(),
                        call.name(),
                        (ObjectNode) tree(call.arguments(), substitution),
                        fields(call.extra(), substitution)))
                .toList();
    }

    private static Map<String, JsonNode> fields(Map<String, JsonNode> fields, Substitution substitution) {
        Map<String, JsonNode> changed = new LinkedHashMap<>();
        fields.forEach((name, value) -> changed.put(substitution.text(name), tree(value, substitution)));
        return changed;
    }

    private static JsonNode tree(JsonNode value, Substitution substitution) {
        return switch (value) {
            case ObjectNode object -> {
                ObjectNode changed = Json.object();
                object.properties()
                        .forEach(field ->
                                changed.set(substitution.text(field.getKey()), tree(field.getValue(), substitution)));
                yield changed;
            }
            case ArrayNode array -> {
                ArrayNode changed = JsonNodeFactory.instance.arrayNode();
                array.forEach(element -> changed.add(tree(element, substitution)));
                yield changed;
            }
            default -> leaf(value, substitution);
        };
    }

    /// Text with its values replaced; a number only where the whole of it is one, so that it stays a number.
    private static JsonNode leaf(JsonNode value, Substitution substitution) {
        if (value.isTextual()) {
            return JsonNodeFactory.instance.textNode(substitution.text(value.textValue()));
        }
        if (!value.isIntegralNumber()) {
            return value;
        }
        String changed = substitution.whole(value.asText());
        return changed.equals(value.asText()) ? value : Json.parse(changed);
    }
}
