package dev.agentgym.dataset;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.reward.Expectation;
import dev.agentgym.task.Task;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.ToolCall;
import java.util.List;

/// What a task has to bring about, for graders: the calls whose effects are the end state, other sequences that are
/// right as well, what the agent had to look up, and what it has to tell.
final class GroundTruth {

    private GroundTruth() {}

    static ObjectNode of(Task task) {
        Expectation expectation = task.expectation();
        ObjectNode truth = Json.object();
        truth.set("actions", calls(expectation.actions()));
        ArrayNode alternatives = truth.putArray("alternatives");
        expectation.alternatives().forEach(each -> alternatives.add(calls(each)));
        truth.set("lookups", calls(expectation.lookups()));
        truth.set("communications", Json.of(expectation.communications()));
        return truth;
    }

    private static ArrayNode calls(List<ToolCall> calls) {
        ArrayNode list = Json.MAPPER.createArrayNode();
        calls.forEach(call -> list.addObject().put("name", call.name()).set("arguments", call.arguments()));
        return list;
    }
}
