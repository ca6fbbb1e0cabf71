package dev.agentgym.agent;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.tool.ToolResult;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.ToolCall;
import java.util.List;

/// What an agent said to one message of the customer, and what it did before.
///
/// @param text what it said
/// @param steps the calls that it made on the way, with their answers
/// @param agent the agent that answered
/// @param because why it said this, in one line
/// @param finished whether the agent ended the conversation
public record Reply(String text, List<Step> steps, String agent, String because, boolean finished) {

    /// Copies the steps.
    public Reply {
        steps = List.copyOf(steps);
    }

    /// A call and its answer.
    ///
    /// @param call what was called
    /// @param result what the tool answered
    public record Step(ToolCall call, ToolResult result) {}

    /// The reply as the `chat` filter writes it.
    public ObjectNode toJson() {
        ObjectNode json = Json.object().put("reply", text);
        ArrayNode calls = json.putArray("tool_calls");
        for (Step step : steps) {
            ObjectNode call = step.result().toJson();
            call.put("name", step.call().name());
            call.set("arguments", step.call().arguments());
            calls.add(call);
        }
        return json.put("agent", agent).put("because", because).put("finished", finished);
    }
}
