package dev.agentgym.dataset;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.reward.Expectation;
import dev.agentgym.task.Task;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.ToolCall;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A task as tau2-bench has it.
final class Tau2Task {

    private Tau2Task() {}

    /// @param domain what tau2 calls the gym
    static ObjectNode of(String id, Optional<Task> known, String domain) {
        ObjectNode row = Json.object().put("id", id);
        ObjectNode scenario = row.putObject("user_scenario");
        if (known.isEmpty()) {
            scenario.put("instructions", "What this customer came for stands in the gym that the task is of.");
            return row;
        }
        Task task = known.get();
        scenario.putObject("instructions")
                .put("domain", domain)
                .put("reason_for_call", task.goal())
                .put("known_info", facts(task))
                .put("task_instructions", "Say only what you know. End the conversation when you have what you want.");
        criteria(task.expectation(), row.putObject("evaluation_criteria"));
        return row;
    }

    private static String facts(Task task) {
        return task.facts().stream()
                .map(fact -> fact.name() + ": " + fact.value())
                .collect(Collectors.joining("\n"));
    }

    private static void criteria(Expectation expectation, ObjectNode criteria) {
        ArrayNode actions = criteria.putArray("actions");
        List<ToolCall> calls = expectation.actions();
        for (int i = 0; i < calls.size(); i++) {
            actions.addObject()
                    .put("action_id", calls.get(i).name() + "_" + (i + 1))
                    .put("requestor", "assistant")
                    .put("name", calls.get(i).name())
                    .set("arguments", calls.get(i).arguments());
        }
        criteria.set("communicate_info", Json.of(expectation.communications()));
        criteria.putArray("reward_basis").add("DB").add("COMMUNICATE");
    }
}
