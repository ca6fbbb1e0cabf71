package dev.agentgym.reward;

import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Exchange;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Role;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// How cleanly the agent used its tools in a whole conversation: the share of its calls that were answered, not
/// refused, and not made with the same arguments directly before.
final class ToolUse {

    static final String NAME = "tool_use";

    private ToolUse() {}

    /// The finding; empty when the agent called no tool.
    static Optional<Finding> examine(Conversation conversation) {
        List<Exchange> calls = conversation.exchanges().stream()
                .filter(exchange -> exchange.caller() == Role.ASSISTANT)
                .filter(exchange -> !isCutOff(exchange, conversation))
                .toList();
        return calls.isEmpty() ? Optional.empty() : Optional.of(judge(calls));
    }

    /// Whether the conversation ends before a tool could answer.
    static boolean isCutOff(Exchange call, Conversation conversation) {
        return call.answer().isEmpty()
                && call.position() == conversation.messages().size() - 1;
    }

    private static Finding judge(List<Exchange> calls) {
        long refused = calls.stream().filter(Exchange::isRefused).count();
        long unanswered = calls.stream().filter(call -> call.answer().isEmpty()).count();
        Set<Exchange> bad = new LinkedHashSet<>(repeated(calls));
        int repeated = bad.size();
        calls.stream().filter(call -> !call.isAccepted()).forEach(bad::add);
        String evidence = calls.size() + " calls: " + refused + " refused, " + unanswered + " unanswered, " + repeated
                + " repeated.";
        return Finding.of(1 - (double) bad.size() / calls.size(), evidence);
    }

    /// Calls that say again what the call before them said.
    static List<Exchange> repeated(List<Exchange> calls) {
        List<Exchange> repeated = new ArrayList<>();
        for (int i = 1; i < calls.size(); i++) {
            if (signature(calls.get(i)).equals(signature(calls.get(i - 1)))) {
                repeated.add(calls.get(i));
            }
        }
        return repeated;
    }

    private static String signature(Exchange exchange) {
        return exchange.call().name() + Json.canonical(exchange.call().arguments());
    }
}
