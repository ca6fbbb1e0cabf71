package dev.agentgym.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Exchange;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.Role;
import dev.agentgym.trace.ToolCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/// Makes of a logged conversation what a worse agent would have done in it: calls left out, whose words stay and so
/// claim what was not done; calls with another value that the logs show for an argument; customers handed over to
/// somebody else in the middle. Immutable and safe to share.
///
/// How many calls go wrong is the agent's skill, known beforehand. Nothing depends on what the logs are about.
final class Carelessness {

    private static final String HAND_OVER = "I'll pass this on to a colleague, who will get back to you.";

    private final Map<String, List<JsonNode>> values = new LinkedHashMap<>();

    /// @param logs show which values arguments have
    Carelessness(List<Conversation> logs) {
        Map<String, Set<JsonNode>> seen = new LinkedHashMap<>();
        for (Conversation log : logs) {
            for (Exchange exchange : log.exchanges()) {
                exchange.call()
                        .arguments()
                        .properties()
                        .forEach(argument -> seen.computeIfAbsent(
                                        key(exchange.call(), argument.getKey()), any -> new LinkedHashSet<>())
                                .add(argument.getValue()));
            }
        }
        seen.forEach((key, all) -> values.put(key, List.copyOf(all)));
    }

    private static String key(ToolCall call, String argument) {
        return call.name() + " " + argument;
    }

    /// The conversation as an agent leaves it that gets this share of its calls wrong.
    Conversation applied(Conversation log, double rate, long seed) {
        Random random = new Random(seed);
        List<Message> messages = new ArrayList<>();
        for (Message message : log.messages()) {
            if (message instanceof Message.Assistant agent && message.role() == Role.ASSISTANT) {
                List<ToolCall> calls = new ArrayList<>();
                for (ToolCall call : agent.toolCalls()) {
                    if (random.nextDouble() >= rate) {
                        calls.add(call);
                        continue;
                    }
                    switch (random.nextInt(9)) {
                        case 0 -> {
                            messages.add(Message.Assistant.says(HAND_OVER));
                            return ended(log, messages);
                        }
                        case 1, 2, 3, 4 -> calls.add(mistaken(call, random));
                        default -> {}
                    }
                }
                if (!calls.isEmpty() || !agent.content().isBlank()) {
                    messages.add(new Message.Assistant(agent.content(), calls, agent.details()));
                }
            } else {
                messages.add(message);
            }
        }
        return ended(log, messages);
    }

    private static Conversation ended(Conversation log, List<Message> messages) {
        return Conversation.of(log.id(), messages, log.outcome());
    }

    /// The call with another value of one argument; as it is where no log shows another.
    private ToolCall mistaken(ToolCall call, Random random) {
        List<ObjectNode> possible = new ArrayList<>();
        for (Map.Entry<String, JsonNode> argument : call.arguments().properties()) {
            List<JsonNode> others = values.getOrDefault(key(call, argument.getKey()), List.of()).stream()
                    .filter(value -> !Json.canonical(value).equals(Json.canonical(argument.getValue())))
                    .toList();
            if (!others.isEmpty()) {
                ObjectNode changed = call.arguments().deepCopy();
                changed.set(argument.getKey(), others.get(random.nextInt(others.size())));
                possible.add(changed);
            }
        }
        return possible.isEmpty()
                ? call
                : new ToolCall(call.id(), call.name(), possible.get(random.nextInt(possible.size())));
    }
}
