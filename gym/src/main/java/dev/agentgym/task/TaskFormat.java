package dev.agentgym.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.reward.Expectation;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.Outcome;
import dev.agentgym.trace.ToolCall;
import dev.agentgym.trace.TraceException;
import dev.agentgym.trace.Traces;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// A task as JSON: known fields in one fixed order.
final class TaskFormat {

    private TaskFormat() {}

    static ObjectNode toJson(SetAside aside) {
        return Json.object().put("set_aside", aside.id()).put("reason", aside.reason());
    }

    static ObjectNode toJson(Task task) {
        ObjectNode json = Json.object().put("task_id", task.id()).put("conversation_id", task.conversation());
        json.put("start", task.start()).put("goal", task.goal());
        ArrayNode facts = json.putArray("facts");
        task.facts().forEach(fact -> facts.add(toJson(fact)));
        json.putObject("persona")
                .put("words", task.persona().words())
                .put("patience", task.persona().patience())
                .put("mood", task.persona().mood());
        json.put("intent", task.intent()).put("difficulty", task.difficulty());
        json.put("part", task.part().name().toLowerCase(Locale.ROOT));
        json.set("expectation", toJson(task.expectation()));
        task.decision().ifPresent(decision -> json.set("decision", toJson(decision)));
        return json;
    }

    private static ObjectNode toJson(Fact fact) {
        return Json.object()
                .put("name", fact.name())
                .put("value", fact.value())
                .put("message", fact.message())
                .put("volunteered", fact.volunteered());
    }

    private static ObjectNode toJson(Expectation expectation) {
        ObjectNode json = Json.object();
        json.set("actions", calls(expectation.actions()));
        ArrayNode alternatives = json.putArray("alternatives");
        expectation.alternatives().forEach(each -> alternatives.add(calls(each)));
        json.set("lookups", calls(expectation.lookups()));
        json.set("communications", Json.of(expectation.communications()));
        return json;
    }

    private static ArrayNode calls(List<ToolCall> calls) {
        ArrayNode array = Json.MAPPER.createArrayNode();
        for (ToolCall call : calls) {
            array.addObject().put("id", call.id()).put("name", call.name()).set("arguments", call.arguments());
        }
        return array;
    }

    private static JsonNode toJson(Message.Assistant decision) {
        Conversation only = Conversation.of("decision", List.of(decision), Outcome.UNKNOWN);
        return Traces.toJson(only).at("/messages/0");
    }

    /// Adds what a line holds to one of the lists.
    static void read(JsonNode json, List<Task> tasks, List<SetAside> setAside) {
        if (json.has("set_aside")) {
            setAside.add(new SetAside(text(json, "set_aside"), text(json, "reason")));
        } else {
            tasks.add(task(json));
        }
    }

    private static Task task(JsonNode json) {
        JsonNode persona = json.path("persona");
        return new Task(
                text(json, "task_id"),
                text(json, "conversation_id"),
                json.path("start").asInt(),
                text(json, "goal"),
                each(json.path("facts"), TaskFormat::fact),
                new Persona(
                        persona.path("words").asDouble(),
                        persona.path("patience").asInt(),
                        persona.path("mood").asDouble()),
                text(json, "intent"),
                json.path("difficulty").asDouble(),
                part(text(json, "part")),
                expectation(json.path("expectation")),
                json.has("decision") ? Optional.of(decision(json.get("decision"))) : Optional.empty());
    }

    private static Task.Part part(String label) {
        return switch (label) {
            case "train" -> Task.Part.TRAIN;
            case "test" -> Task.Part.TEST;
            default -> throw new TraceException("part is \"" + label + "\"; it must be train or test");
        };
    }

    private static Fact fact(JsonNode json) {
        return new Fact(
                text(json, "name"),
                text(json, "value"),
                json.path("message").asInt(),
                json.path("volunteered").asBoolean());
    }

    private static Expectation expectation(JsonNode json) {
        return new Expectation(
                each(json.path("actions"), TaskFormat::call),
                each(json.path("alternatives"), calls -> each(calls, TaskFormat::call)),
                each(json.path("lookups"), TaskFormat::call),
                each(json.path("communications"), JsonNode::asText));
    }

    private static ToolCall call(JsonNode json) {
        if (json.path("arguments") instanceof ObjectNode arguments) {
            return new ToolCall(text(json, "id"), text(json, "name"), arguments);
        }
        throw new TraceException("a call without arguments: " + Json.excerpt(json));
    }

    private static Message.Assistant decision(JsonNode json) {
        ObjectNode conversation = Json.object().put("conversation_id", "decision");
        conversation.putArray("messages").add(json);
        return switch (Traces.fromJson(conversation).messages().getFirst()) {
            case Message.Assistant decision -> decision;
            case Message.User user -> throw notAnAgent(json);
            case Message.Tool tool -> throw notAnAgent(json);
            case Message.SystemPrompt system -> throw notAnAgent(json);
        };
    }

    private static TraceException notAnAgent(JsonNode json) {
        return new TraceException("the decision must be a message of the agent: " + Json.excerpt(json));
    }

    private static <T> List<T> each(JsonNode array, Function<JsonNode, T> reader) {
        List<T> read = new ArrayList<>();
        array.forEach(element -> read.add(reader.apply(element)));
        return read;
    }

    private static String text(JsonNode json, String field) {
        JsonNode value = json.path(field);
        if (!value.isTextual()) {
            throw new TraceException("a task has no text \"" + field + "\": " + Json.excerpt(json));
        }
        return value.textValue();
    }
}
