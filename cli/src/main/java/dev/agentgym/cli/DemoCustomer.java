package dev.agentgym.cli;

import dev.agentgym.Gym;
import dev.agentgym.tool.ToolResult;
import dev.agentgym.tool.ToolSession;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Exchange;
import dev.agentgym.trace.Outcome;
import java.util.List;
import java.util.Optional;

/// Finds a logged customer, unknown to the gym, whose side of the conversation can be played to its agent.
///
/// @param gym the gym that will answer
record DemoCustomer(Gym gym) {

    /// The first resolved conversation with two accepted calls or more, all of which the gym's tools can answer;
    /// the first of all where there is none. What was refused was the logged agent's mistake.
    Conversation choose(List<Conversation> heldOut) {
        Optional<Conversation> lively = heldOut.stream()
                .filter(one -> one.outcome() == Outcome.SUCCESS)
                .filter(one -> accepted(one).size() >= 2)
                .filter(this::isKnown)
                .findFirst();
        return lively.orElse(heldOut.getFirst());
    }

    private boolean isKnown(Conversation conversation) {
        ToolSession session = gym.toolMocker().session();
        return accepted(conversation).stream()
                .map(exchange ->
                        session.call(exchange.call().name(), exchange.call().arguments()))
                .noneMatch(ToolResult::isError);
    }

    private static List<Exchange> accepted(Conversation conversation) {
        return conversation.exchanges().stream().filter(Exchange::isAccepted).toList();
    }
}
