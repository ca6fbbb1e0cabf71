package dev.agentgym.fidelity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.function.ToIntFunction;

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
        return measure(sessions, unseen, feed, _ -> 0);
    }

    /// The same, where the first calls of each conversation are told to its session with their true answers.
    ///
    /// @param told how many calls; these are not among the measured ones
    public List<MeasuredCall> measure(
            Supplier<ToolSession> sessions, List<Conversation> unseen, Feed feed, ToIntFunction<Conversation> told) {
        List<MeasuredCall> measured = new ArrayList<>();
        for (Conversation conversation : unseen) {
            List<MeasuredCall> all = new ArrayList<>();
            int given = told.applyAsInt(conversation);
            measure(sessions.get(), conversation, feed, given, all);
            all.stream().filter(call -> call.position() >= given).forEach(measured::add);
        }
        return measured;
    }

    private void measure(
            ToolSession session, Conversation conversation, Feed feed, int told, List<MeasuredCall> measured) {
        boolean written = false;
        int position = 0;
        Renaming names = new Renaming();
        for (Exchange exchange : conversation.exchanges()) {
            conversation
                    .messages()
                    .get(exchange.position())
                    .details()
                    .timestamp()
                    .ifPresent(session::at);
            boolean open = feed == Feed.OPEN_LOOP && position >= told;
            ToolResult got = answer(session, exchange, open, names);
            if (exchange.answer().isPresent()) {
                Message.Tool truth = exchange.answer().get();
                Renaming here = open ? names : new Renaming();
                measured.add(compare(conversation.id(), position, exchange, truth, got, here, written));
                names.saw(truth.result());
                written |= !truth.isError() && writers.contains(exchange.call().name());
            }
            position++;
        }
    }

    private static ToolResult answer(ToolSession session, Exchange exchange, boolean open, Renaming names) {
        String tool = exchange.call().name();
        ObjectNode arguments = exchange.call().arguments();
        names.saw(arguments);
        if (open || exchange.answer().isEmpty()) {
            return session.call(tool, (ObjectNode) names.of(arguments));
        }
        ToolResult got = session.branch().call(tool, arguments);
        Message.Tool truth = exchange.answer().get();
        session.observe(tool, arguments, truth.result(), truth.isError());
        return got;
    }

    /// Puts a mocked answer beside the true one.
    ///
    /// @param refused whether the real tool refused
    /// @param names what the mocked tools call the things that the real ones made; new ones are added
    public Comparison compare(String tool, JsonNode truth, boolean refused, ToolResult got, Renaming names) {
        if (!refused && !got.isError() && writers.contains(tool)) {
            names.compare(truth, got.result());
        }
        boolean sameClass = got.tier() != Tier.ABSTAIN && got.isError() == refused;
        return Comparison.of(
                volatilePaths.without(tool, names.of(truth)), volatilePaths.without(tool, got.result()), sameClass);
    }

    private MeasuredCall compare(
            String conversation,
            int position,
            Exchange exchange,
            Message.Tool truth,
            ToolResult got,
            Renaming names,
            boolean written) {
        String tool = exchange.call().name();
        Comparison compared = compare(tool, truth.result(), truth.isError(), got, names);
        return new MeasuredCall(
                conversation,
                position,
                tool,
                exchange.call().arguments(),
                truth.result(),
                truth.isError(),
                got,
                compared.right(),
                compared.f1(),
                writers.contains(tool),
                written);
    }
}
