package dev.agentgym.dataset;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.ToolCall;

/// Rows that agents of NeMo Gym begin with. A decision has the action that its log shows, as NeMo Gym's comparison
/// of single steps reads it.
///
/// @param context what all rows share
record NemoPrompts(RowContext context) implements RowFormat.OfPrompt {

    @Override
    public ObjectNode row(Prompt prompt, int index) {
        ObjectNode row = Json.object();
        ObjectNode parameters = row.putObject("responses_create_params");
        parameters.set("input", ResponseItems.of(context.instructed(prompt.lines()), 0));
        parameters.set("tools", ResponseItems.tools(context.tools()));
        row.put("task_id", prompt.task());
        prompt.mined()
                .flatMap(task -> task.decision())
                .ifPresent(decision -> row.set("expected_action", action(decision)));
        context.describe(prompt, false, row);
        row.putObject("agent_ref").put("type", "responses_api_agents").put("name", "agent_gym");
        return row;
    }

    private static ObjectNode action(Message.Assistant decision) {
        if (decision.toolCalls().isEmpty()) {
            return Json.object().put("type", "message").put("content", decision.content());
        }
        if (decision.toolCalls().size() == 1) {
            return call(decision.toolCalls().getFirst());
        }
        ObjectNode batch = Json.object().put("type", "function_call_batch");
        ArrayNode calls = batch.putArray("calls");
        decision.toolCalls().forEach(call -> calls.add(call(call)));
        return batch;
    }

    private static ObjectNode call(ToolCall call) {
        return Json.object()
                .put("type", "function_call")
                .put("name", call.name())
                .put("arguments", call.arguments().toString());
    }
}
