package dev.agentgym.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Details;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.Outcome;
import dev.agentgym.trace.ToolCall;
import dev.agentgym.trace.Traces;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;

/// Logs to measure a reward on.
///
/// @param description what is measured, in words
/// @param traces with their outcomes
/// @param group what a reward must not have learned from when it judges a conversation: the task, the customer
/// @param fold names the part that a conversation is measured in; what is in no other part is learned from
/// @param intent what a conversation is about
/// @param references whether other conversations about the same task show what is right, and where they may come
/// from
record RewardData(
        String description,
        List<Conversation> traces,
        Function<Conversation, String> group,
        Function<Conversation, Integer> fold,
        Function<Conversation, String> intent,
        References references) {

    static final int FOLDS = 5;

    /// Where the conversations come from that show what is right.
    enum References {
        /// From all conversations of the same task, the judged one left out.
        SIBLINGS,
        /// There are none: only quality can be judged.
        NONE
    }

    static List<String> names() {
        return List.of(
                "airline-siblings",
                "airline-by-task",
                "airline-unreferenced",
                "airline2-by-task",
                "telecom-by-task",
                "telecom-unreferenced",
                "samples",
                "star",
                "taskmaster3",
                "taskmaster4");
    }

    static RewardData named(String name) throws IOException {
        return switch (name) {
            case "airline-siblings" ->
                new RewardData(
                        "tau1 airline, each trial judged by the other three",
                        shared("tau1_airline_gpt4o"),
                        RewardData::task,
                        each -> each.metadata().path("trial").asInt(),
                        RewardData::task,
                        References.SIBLINGS);
            case "airline-by-task" -> byTask("tau1 airline", "tau1_airline_gpt4o", References.SIBLINGS);
            case "airline-unreferenced" -> byTask("tau1 airline", "tau1_airline_gpt4o", References.NONE);
            case "airline2-by-task" -> byTask("tau2 airline", "tau2_airline", References.SIBLINGS);
            case "telecom-by-task" -> byTask("tau2 telecom", "tau2_telecom", References.SIBLINGS);
            case "telecom-unreferenced" -> byTask("tau2 telecom", "tau2_telecom", References.NONE);
            case "samples" -> plain("sample logs by customer", FidelityMeasure.samples(), "customer_id");
            case "star" -> plain("STAR", known(shared("star")), "");
            case "taskmaster3" -> plain("Taskmaster-3, next step", steps("TM-3-2020"), "conversation");
            case "taskmaster4" -> plain("Taskmaster-4, next step", steps("TM-4-2024"), "conversation");
            default -> throw new IllegalArgumentException("no logs " + name + "; there are " + names());
        };
    }

    private static String task(Conversation conversation) {
        return conversation.metadata().path("task_id").asText();
    }

    private static RewardData byTask(String what, String file, References references) {
        return new RewardData(
                what + ", " + FOLDS + " folds by task"
                        + (references == References.NONE ? ", no conversation of the same task known" : ""),
                shared(file),
                RewardData::task,
                each -> fold(task(each)),
                each -> "",
                references);
    }

    private static RewardData plain(String what, List<Conversation> traces, String groupField) {
        Function<Conversation, String> group = each -> {
            String named =
                    groupField.isEmpty() ? "" : each.metadata().path(groupField).asText();
            return named.isEmpty() ? each.id() : named;
        };
        return new RewardData(
                what + ", " + FOLDS + " folds",
                traces,
                group,
                each -> fold(group.apply(each)),
                each -> each.metadata().path("tasks").path(0).asText(),
                References.NONE);
    }

    /// The same in every run, and evenly spread.
    private static int fold(String group) {
        return Math.floorMod((group.hashCode() * 0x9e3779b9) >>> 7, FOLDS);
    }

    private static List<Conversation> known(List<Conversation> traces) {
        return traces.stream().filter(each -> each.outcome() != Outcome.UNKNOWN).toList();
    }

    private static List<Conversation> shared(String name) {
        return Traces.read(FidelityMeasure.shared("traces/" + name + ".jsonl.gz"), bad -> {});
    }

    /// Each judged step as a conversation that ends with it.
    private static List<Conversation> steps(String name) throws IOException {
        Path file = FidelityMeasure.shared("rewards/" + name + ".reward.jsonl.gz");
        List<Conversation> steps = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                steps.add(step(Json.parse(line), steps.size()));
            }
        }
        return steps;
    }

    private static Conversation step(JsonNode json, int number) {
        List<Message> messages = new ArrayList<>();
        json.path("context").forEach(turn -> add(turn, messages));
        add(json.path("generation"), messages);
        ObjectNode metadata =
                Json.object().put("conversation", json.path("conversation_id").asText());
        Conversation plain = Conversation.of(
                "step-" + number, messages, json.path("reward").asDouble() > 0.5 ? Outcome.SUCCESS : Outcome.FAILURE);
        return new Conversation(
                plain.id(), messages, plain.outcome(), plain.satisfaction(), List.of(), metadata, plain.extra());
    }

    private static void add(JsonNode turn, List<Message> messages) {
        String text = turn.path("text").asText();
        switch (turn.path("role").asText()) {
            case "user" -> messages.add(Message.User.says(text));
            case "api", "tool" -> answer(turn.path("response"), messages);
            default -> {
                List<ToolCall> calls = new ArrayList<>();
                turn.path("api")
                        .properties()
                        .forEach(call -> calls.add(new ToolCall(
                                "call-" + messages.size(),
                                call.getKey(),
                                call.getValue().isObject() ? (ObjectNode) call.getValue() : Json.object())));
                messages.add(new Message.Assistant(text, calls, Details.NONE));
                if (turn.has("response")) {
                    answer(turn.path("response"), messages);
                }
            }
        }
    }

    private static void answer(JsonNode response, List<Message> messages) {
        List<ToolCall> calls =
                messages.isEmpty() ? List.of() : messages.getLast().toolCalls();
        if (!calls.isEmpty()) {
            messages.add(new Message.Tool(
                    calls.getLast().id(),
                    calls.getLast().name(),
                    response.isMissingNode() ? TextNode.valueOf("") : response,
                    false,
                    Details.NONE));
        }
    }
}
