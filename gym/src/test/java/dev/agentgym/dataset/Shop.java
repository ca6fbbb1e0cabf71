package dev.agentgym.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.reward.Expectation;
import dev.agentgym.reward.Reward;
import dev.agentgym.reward.Scored;
import dev.agentgym.rollout.Rollout;
import dev.agentgym.task.Persona;
import dev.agentgym.task.Task;
import dev.agentgym.task.Tasks;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Details;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.Outcome;
import dev.agentgym.trace.ToolCall;
import dev.agentgym.trace.ToolSchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// A shop whose customers ask where their orders are: the conversation that the reference rows were made of, and
/// what else a test needs.
final class Shop {

    static final String TASK = "order-status-7";

    private Shop() {}

    static ToolSchema tool() {
        return ToolSchema.of(Json.parse(
                "{\"name\": \"get_order\", \"description\": \"Look up an order.\", \"parameters\": {\"type\": \"object\","
                        + " \"properties\": {\"order_id\": {\"type\": \"string\", \"description\": \"The order's number.\"}},"
                        + " \"required\": [\"order_id\"]}}"));
    }

    static Message system() {
        return new Message.SystemPrompt("You help shop customers.", Details.NONE);
    }

    static Message user(String text) {
        return Message.User.says(text);
    }

    static Message says(String text) {
        return Message.Assistant.says(text);
    }

    static Message calls(ToolCall... calls) {
        return Message.Assistant.calls(List.of(calls));
    }

    static ToolCall call(String id, String order) {
        return new ToolCall(id, "get_order", Json.arguments(Map.of("order_id", order)));
    }

    static Message answers(String id, String json) {
        return answers(id, Json.parse(json), false);
    }

    static Message answers(String id, JsonNode result, boolean error) {
        return new Message.Tool(id, "get_order", result, error, Details.NONE);
    }

    /// The messages of the reference.
    static List<Message> looksUp() {
        return List.of(
                system(),
                user("Where is order 7?"),
                calls(call("c1", "7")),
                answers("c1", "{\"status\": \"shipped\"}"),
                says("It has shipped."));
    }

    static List<Message> refuses() {
        return List.of(system(), user("Where is order 7?"), says("I cannot look that up."));
    }

    static Conversation log(String id, Outcome outcome, List<Message> messages, ObjectNode metadata) {
        return new Conversation(id, messages, outcome, OptionalDouble.empty(), List.of(), metadata, Map.of());
    }

    /// A trial of a task, as metadata say it.
    static Conversation trial(String id, String task, Outcome outcome, List<Message> messages) {
        return log(id, outcome, messages, Json.object().put("task_id", task));
    }

    static Task task(String id, String conversation, int start, Task.Part part) {
        Optional<Message.Assistant> decision =
                start == 0 ? Optional.empty() : Optional.of((Message.Assistant) calls(call("c1", "7")));
        return new Task(
                id,
                conversation,
                start,
                "Where is order 7?",
                List.of(),
                new Persona(4, 3, 0),
                "order status",
                0.25,
                part,
                new Expectation(List.of(call("x", "7")), List.of(), List.of(call("y", "7")), List.of("shipped")),
                decision);
    }

    static Source logs(List<Conversation> traces, Task... tasks) {
        return Source.logs(new Source.Logs("shop", traces, new Tasks(List.of(tasks), List.of()), List.of(tool())));
    }

    /// An episode of the task.
    static Rollout played(String task, String agent, int index, double reward, List<Message> messages) {
        return played(task, agent, index, reward, messages, 0, false);
    }

    static Rollout played(
            String task, String agent, int index, double reward, List<Message> messages, int given, boolean truncated) {
        ObjectNode metadata = Json.object().put("task", task).put("from", given).put("agent", agent);
        boolean success = reward >= 0.9;
        return new Rollout(
                "0." + index,
                log(
                        task + "~" + agent + "~0." + index,
                        success ? Outcome.SUCCESS : Outcome.FAILURE,
                        messages,
                        metadata),
                task,
                "order status",
                Task.Part.TRAIN,
                agent,
                5,
                0,
                index,
                Optional.of(
                        new Reward(reward, success, List.of(new Scored("end_state", reward, 1, "so much was done")))),
                success,
                truncated ? "too_many_turns" : "customer_left",
                truncated,
                Optional.empty(),
                Optional.empty(),
                1,
                1,
                0,
                List.of());
    }

    static Source rollouts(Path folder, List<Rollout> rollouts) throws IOException {
        Path file = folder.resolve("rollouts-" + Integer.toHexString(rollouts.hashCode()) + ".jsonl");
        StringBuilder lines = new StringBuilder();
        rollouts.forEach(rollout -> lines.append(rollout.toJson()).append('\n'));
        Files.writeString(file, lines.toString(), StandardCharsets.UTF_8);
        return Source.rollouts("shop", List.of(file), Optional.empty());
    }

    /// The rows that an export gives, in one file.
    static List<JsonNode> rows(Source source, ExportSettings settings, Path folder) throws IOException {
        boolean document = settings.target() == Target.TAU2;
        Path out = folder.resolve("out-" + settings.target().label() + (document ? ".json" : ".jsonl"));
        Export.run(source, settings, out, ExportListener.SILENT);
        List<JsonNode> rows = new ArrayList<>();
        if (document) {
            Json.parse(Files.readString(out)).path("simulations").forEach(rows::add);
        } else {
            Files.readAllLines(out).forEach(line -> rows.add(Json.parse(line)));
        }
        return rows;
    }
}
