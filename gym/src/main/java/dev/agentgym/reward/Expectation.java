package dev.agentgym.reward;

import dev.agentgym.trace.ToolCall;
import java.util.List;

/// What an episode has to bring about, as the logs show it. Immutable.
///
/// @param actions the calls that changed something in the log and were accepted, in order; empty where inaction is
/// right or nothing is known to change
/// @param alternatives other sequences of such calls that successful conversations about the same thing show
/// @param lookups the accepted calls that only read, in order: what the agent needed to know
/// @param communications what the agent has to tell the customer: amounts, dates, names, numbers that a tool said
/// and that the logged agent passed on
public record Expectation(
        List<ToolCall> actions,
        List<List<ToolCall>> alternatives,
        List<ToolCall> lookups,
        List<String> communications) {

    /// Copies the lists.
    public Expectation {
        actions = List.copyOf(actions);
        alternatives = alternatives.stream().map(List::copyOf).toList();
        lookups = List.copyOf(lookups);
        communications = List.copyOf(communications);
    }
}
