package dev.agentgym.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Exchange;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
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

    /// Of nine mistakes one hands over, four get an argument wrong, four leave the call out.
    private static final int MISTAKES = 9;

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
            switch (message) {
                case Message.Assistant agent -> {
                    List<ToolCall> calls = new ArrayList<>();
                    if (!makes(agent.toolCalls(), calls, rate, random)) {
                        messages.add(Message.Assistant.says(HAND_OVER));
                        return Conversation.of(log.id(), messages, log.outcome());
                    }
                    if (!calls.isEmpty() || !agent.content().isBlank()) {
                        messages.add(new Message.Assistant(agent.content(), calls, agent.details()));
                    }
                }
                case Message.User customer -> messages.add(customer);
                case Message.Tool answer -> messages.add(answer);
                case Message.SystemPrompt prompt -> messages.add(prompt);
            }
        }
        return Conversation.of(log.id(), messages, log.outcome());
    }

    /// Adds the calls that are made of these; false where the customer is handed over instead.
    private boolean makes(List<ToolCall> wanted, List<ToolCall> made, double rate, Random random) {
        for (ToolCall call : wanted) {
            if (random.nextDouble() >= rate) {
                made.add(call);
            } else {
                int mistake = random.nextInt(MISTAKES);
                if (mistake == 0) {
                    return false;
                }
                if (mistake <= MISTAKES / 2) {
                    made.add(mistaken(call, random));
                }
            }
        }
        return true;
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
