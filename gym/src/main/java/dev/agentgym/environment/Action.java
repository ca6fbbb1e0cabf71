package dev.agentgym.environment;

import dev.agentgym.trace.ToolCall;
import java.util.List;

/// What an agent does next.
public sealed interface Action {

    /// Why, in one line for a person: the logged conversation that the action follows, or the model that chose it.
    String because();

    /// Answers the customer and waits for them.
    ///
    /// @param text what is said
    /// @param because why
    record Say(String text, String because) implements Action {}

    /// Calls tools, in order, and goes on when they have answered.
    ///
    /// @param calls at least one
    /// @param because why
    record CallTools(List<ToolCall> calls, String because) implements Action {

        /// Copies the calls.
        public CallTools {
            calls = List.copyOf(calls);
            if (calls.isEmpty()) {
                throw new IllegalArgumentException("CallTools needs at least one call");
            }
        }
    }

    /// Ends the conversation from the agent's side.
    ///
    /// @param text what is said in parting, possibly empty
    /// @param because why
    record Finish(String text, String because) implements Action {}
}
