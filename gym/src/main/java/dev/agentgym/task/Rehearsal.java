package dev.agentgym.task;

import dev.agentgym.reward.Expectation;
import dev.agentgym.tool.Tier;
import dev.agentgym.tool.ToolMocker;
import dev.agentgym.tool.ToolResult;
import dev.agentgym.tool.ToolSession;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Exchange;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Role;
import dev.agentgym.trace.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Does in a mocked session what the log did.
final class Rehearsal {

    private final ToolMocker mocker;

    Rehearsal(ToolMocker mocker) {
        this.mocker = mocker;
    }

    /// Which of the expected changes the mocked tools do not accept, and what they say; empty where they accept
    /// all.
    Optional<String> refusal(Task task, Conversation log) {
        List<String> open = new ArrayList<>(Deeds.keys(task.expectation().actions()));
        boolean own = Deeds.keys(accepted(log, task.start())).containsAll(open);
        ToolSession session = mocker.session(log, task.start());
        Optional<String> refusal = own
                ? replay(task, log, session, open)
                : attempt(task.expectation().actions(), session, open);
        return refusal.or(() -> open.isEmpty()
                ? Optional.empty()
                : Optional.of("its log does not show the call " + Json.shorten(open.getFirst())));
    }

    private static List<ToolCall> accepted(Conversation log, int start) {
        return log.exchanges().stream()
                .filter(each -> each.position() >= start && each.caller() == Role.ASSISTANT)
                .filter(Exchange::isAccepted)
                .map(Exchange::call)
                .toList();
    }

    /// Whether a log changed what is expected and nothing else, in one of the ways that count.
    ///
    /// @param changing the tools that change something
    static boolean fulfils(Conversation log, Expectation expectation, Set<String> changing) {
        List<String> done = Deeds.keys(accepted(log, 0).stream()
                .filter(call -> changing.contains(call.name()))
                .toList());
        List<List<ToolCall>> ways = new ArrayList<>(expectation.alternatives());
        ways.add(expectation.actions());
        return ways.stream().anyMatch(way -> done.equals(Deeds.keys(way)));
    }

    /// The accepted calls of the log in their order and at their times.
    private static Optional<String> replay(Task task, Conversation log, ToolSession session, List<String> open) {
        for (Exchange exchange : log.exchanges()) {
            if (exchange.position() >= task.start() && exchange.isAccepted()) {
                log.messages().get(exchange.position()).details().timestamp().ifPresent(session::at);
                ToolResult result =
                        session.call(exchange.call().name(), exchange.call().arguments());
                if (open.remove(Deeds.key(exchange.call())) && !isAccepted(result)) {
                    return Optional.of(sentence(exchange.call(), result));
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> attempt(List<ToolCall> actions, ToolSession session, List<String> open) {
        for (ToolCall call : actions) {
            ToolResult result = session.call(call.name(), call.arguments());
            open.remove(Deeds.key(call));
            if (!isAccepted(result)) {
                return Optional.of(sentence(call, result));
            }
        }
        return Optional.empty();
    }

    private static boolean isAccepted(ToolResult result) {
        return !result.isError() && result.tier() != Tier.ABSTAIN;
    }

    private static String sentence(ToolCall call, ToolResult result) {
        return "the mocked tools do not accept " + call.name() + Json.excerpt(call.arguments()) + ": "
                + Json.excerpt(result.result());
    }
}
