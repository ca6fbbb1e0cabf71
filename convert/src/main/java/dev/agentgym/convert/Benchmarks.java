package dev.agentgym.convert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Outcome;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/// Reads the runs in result files of tau-bench and tau2-bench.
///
/// Full reward is success. Tokens with which the simulated customer ends a run leave the text and stay in the
/// metadata, beside task, trial, expected actions and checks.
final class Benchmarks {

    private Benchmarks() {}

    /// One run of tau-bench; its id is `tau-TASK-TRIAL`.
    static Conversation tauBench(JsonNode run) {
        ChatMessages chat = new ChatMessages();
        chat.read(run.path("traj"), "/traj");
        JsonNode task = run.path("info").path("task");
        ObjectNode metadata = Json.object();
        copy(run, "task_id", metadata, "task_id");
        copy(run, "trial", metadata, "trial");
        copy(run, "reward", metadata, "reward");
        copy(task, "actions", metadata, "expected_actions");
        copy(task, "instruction", metadata, "user_instruction");
        ChatRecords.tokens(chat, metadata);
        String id = run.has("task_id")
                ? "tau-" + run.path("task_id").asText() + "-"
                        + run.path("trial").asText("0")
                : ChatRecords.idFor(run);
        return conversation(id, chat, outcome(run.path("reward"), "", chat), metadata);
    }

    /// One simulation of tau2.
    ///
    /// @param tasks the file's tasks by id
    static Conversation tau2(JsonNode simulation, Map<String, JsonNode> tasks) {
        ChatMessages chat = new ChatMessages();
        chat.read(simulation.path("messages"), "/messages");
        JsonNode judged = simulation.path("reward_info");
        JsonNode task = tasks.getOrDefault(simulation.path("task_id").asText(""), Json.object());
        ObjectNode metadata = Json.object();
        copy(simulation, "task_id", metadata, "task_id");
        copy(simulation, "trial", metadata, "trial");
        copy(judged, "reward", metadata, "reward");
        copy(judged.path("db_check"), "db_match", metadata, "db_match");
        metadata.set("action_checks", actionChecks(judged.path("action_checks")));
        metadata.set("communicate_checks", communicateChecks(judged.path("communicate_checks")));
        copy(simulation, "termination_reason", metadata, "termination_reason");
        copy(task, "user_scenario", metadata, "user_scenario");
        copy(task, "initial_state", metadata, "initial_state");
        ChatRecords.tokens(chat, metadata);
        String id = simulation.path("id").asText("").isBlank()
                ? ChatRecords.idFor(simulation)
                : simulation.path("id").asText();
        JsonNode told = simulation.path("info").path("outcome");
        Outcome outcome = Outcome.of(told.asText(""))
                .filter(known -> told.isTextual())
                .orElseGet(() -> outcome(
                        judged.path("reward"),
                        simulation.path("termination_reason").asText(""),
                        chat));
        return conversation(id, chat, outcome, metadata);
    }

    private static ArrayNode actionChecks(JsonNode checks) {
        ArrayNode list = Json.MAPPER.createArrayNode();
        for (JsonNode check : checks) {
            ObjectNode entry = list.addObject();
            copy(check.path("action"), "name", entry, "name");
            copy(check.path("action"), "arguments", entry, "arguments");
            copy(check, "action_match", entry, "match");
        }
        return list;
    }

    private static ArrayNode communicateChecks(JsonNode checks) {
        ArrayNode list = Json.MAPPER.createArrayNode();
        for (JsonNode check : checks) {
            ObjectNode entry = list.addObject();
            copy(check, "info", entry, "info");
            copy(check, "met", entry, "met");
        }
        return list;
    }

    /// Without a reward, a hand-over is abandoned and anything else is unknown.
    private static Outcome outcome(JsonNode reward, String termination, ChatMessages chat) {
        if (reward.isNumber()) {
            return OutcomeLabels.ofReward(reward.doubleValue(), termination);
        }
        return chat.stopTokens().contains("###TRANSFER###") ? Outcome.ABANDONED : OutcomeLabels.read(termination);
    }

    private static Conversation conversation(String id, ChatMessages chat, Outcome outcome, ObjectNode metadata) {
        return new Conversation(id, chat.messages(), outcome, OptionalDouble.empty(), List.of(), metadata, Map.of());
    }

    private static void copy(JsonNode from, String field, ObjectNode to, String name) {
        if (from.has(field)) {
            to.set(name, from.get(field));
        }
    }
}
