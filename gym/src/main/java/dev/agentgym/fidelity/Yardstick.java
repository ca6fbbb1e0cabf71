package dev.agentgym.fidelity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.program.Values;
import dev.agentgym.tool.Tier;
import dev.agentgym.tool.ToolResult;
import dev.agentgym.tool.ToolSession;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Exchange;
import dev.agentgym.trace.Message;
import dev.agentgym.world.VolatilePaths;
import dev.agentgym.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/// Replays logged conversations on mocked tools and compares the answers. Immutable and safe to share.
///
/// @param volatilePaths what to overlook in the answers
/// @param writers names of the tools that change something when they accept
public record Yardstick(VolatilePaths volatilePaths, Set<String> writers) {

    /// Copies the names.
    public Yardstick {
        writers = Set.copyOf(writers);
    }

    /// Learns from the logs what to overlook and which tools write.
    public static Yardstick of(List<Conversation> traces) {
        return new Yardstick(VolatilePaths.of(traces), World.changingTools(traces));
    }

    /// Every answered call of the conversations, in order; a session each.
    public List<MeasuredCall> measure(Supplier<ToolSession> sessions, List<Conversation> unseen, Feed feed) {
        List<MeasuredCall> measured = new ArrayList<>();
        for (Conversation conversation : unseen) {
            measure(sessions.get(), conversation, feed, measured);
        }
        return measured;
    }

    private void measure(ToolSession session, Conversation conversation, Feed feed, List<MeasuredCall> measured) {
        boolean written = false;
        int position = 0;
        for (Exchange exchange : conversation.exchanges()) {
            conversation
                    .messages()
                    .get(exchange.position())
                    .details()
                    .timestamp()
                    .ifPresent(session::at);
            ToolResult got = answer(session, exchange, feed);
            if (exchange.answer().isPresent()) {
                Message.Tool truth = exchange.answer().get();
                measured.add(compare(conversation.id(), position, exchange, truth, got, written));
                written |= !truth.isError() && writers.contains(exchange.call().name());
            }
            position++;
        }
    }

    private static ToolResult answer(ToolSession session, Exchange exchange, Feed feed) {
        String tool = exchange.call().name();
        ObjectNode arguments = exchange.call().arguments();
        if (feed == Feed.OPEN_LOOP || exchange.answer().isEmpty()) {
            return session.call(tool, arguments);
        }
        ToolResult got = session.branch().call(tool, arguments);
        Message.Tool truth = exchange.answer().get();
        session.observe(tool, arguments, truth.result(), truth.isError());
        return got;
    }

    private MeasuredCall compare(
            String conversation, int position, Exchange exchange, Message.Tool truth, ToolResult got, boolean written) {
        String tool = exchange.call().name();
        JsonNode expected = volatilePaths.without(tool, truth.result());
        JsonNode found = volatilePaths.without(tool, got.result());
        boolean sameClass = got.tier() != Tier.ABSTAIN && got.isError() == truth.isError();
        boolean right = sameClass && Values.equal(expected, found);
        double f1 = right ? 1 : sameClass ? Leaves.f1(expected, found) : 0;
        return new MeasuredCall(
                conversation,
                position,
                tool,
                exchange.call().arguments(),
                truth.result(),
                truth.isError(),
                got,
                right,
                f1,
                writers.contains(tool),
                written);
    }
}
