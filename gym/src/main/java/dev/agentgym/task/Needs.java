package dev.agentgym.task;

import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Exchange;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.Role;
import dev.agentgym.trace.ToolCall;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Whether an agent can come to know each value that the expected calls need.
final class Needs {

    private static final int MOST_WORDS = 3;

    /// The first conversation that used a value for an argument, or none where several did: what agents use whoever
    /// they talk to need not be told.
    private final Map<String, Optional<String>> users = new LinkedHashMap<>();

    Needs(Collection<Conversation> logs) {
        for (Conversation log : logs) {
            for (Exchange exchange : log.exchanges()) {
                for (Leaf leaf : Leaf.of(exchange.call().arguments())) {
                    users.merge(
                            key(exchange.call(), leaf),
                            Optional.of(log.id()),
                            (first, other) -> first.equals(other) ? first : Optional.empty());
                }
            }
        }
    }

    private static String key(ToolCall call, Leaf leaf) {
        return call.name() + " " + leaf.name() + " " + leaf.value();
    }

    /// The first value that neither the customer says nor a tool shows; empty where there is none.
    Optional<String> missing(Task task, Conversation log) {
        String told = Stream.concat(
                        task.facts().stream().map(Fact::value),
                        log.messages().stream().filter(Needs::isSource).map(Message::text))
                .collect(Collectors.joining("\n"));
        return Stream.concat(task.expectation().lookups().stream(), task.expectation().actions().stream())
                .flatMap(call -> Leaf.of(call.arguments()).stream()
                        .filter(leaf -> isValue(leaf)
                                && !users.getOrDefault(key(call, leaf), Optional.empty())
                                        .isEmpty())
                        .filter(leaf -> Mention.of(told, leaf.value()).isEmpty())
                        .map(leaf -> "nobody tells the agent the " + leaf.name() + " \"" + leaf.value() + "\" that "
                                + call.name() + " needs"))
                .findFirst();
    }

    private static boolean isSource(Message message) {
        return message.role() == Role.USER || message.role() == Role.TOOL || message.role() == Role.SYSTEM;
    }

    /// Ids, addresses and the like; what agents write themselves, and what they reckon, nobody has to tell.
    private static boolean isValue(Leaf leaf) {
        return leaf.isTelling()
                && leaf.value().split("\\s+", -1).length <= MOST_WORDS
                && leaf.value().chars().anyMatch(Character::isLetter);
    }
}
