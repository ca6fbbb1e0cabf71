package dev.agentgym.reward;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.text.Token;
import dev.agentgym.text.Tokens;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Exchange;
import dev.agentgym.trace.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a prediction looks at in a conversation: names with numbers, most of them 1.
///
/// The customer's and the agent's words and pairs of words, those of the last turns apart; which tools were called
/// and whether they refused, with the short fields of their answers; how long it took. Numbers in words and
/// identifiers are left out: they belong to one customer.
final class Features {

    private static final int LAST = 2;
    private static final int SHORT = 24;
    private static final int MOST_FIELDS = 60;

    private final Map<String, Double> values = new TreeMap<>();

    private Features() {}

    static Map<String, Double> of(Conversation conversation) {
        Features features = new Features();
        List<String> customer = new ArrayList<>();
        List<String> agent = new ArrayList<>();
        for (Message message : conversation.messages()) {
            if (message instanceof Message.User && !message.text().isBlank()) {
                customer.add(message.text());
            } else if (message instanceof Message.Assistant && !message.text().isBlank()) {
                agent.add(message.text());
            }
        }
        features.words("customer", customer);
        features.words("agent", agent);
        features.tools(conversation.exchanges());
        features.sizes(conversation, customer, agent);
        return features.values;
    }

    private void words(String who, List<String> texts) {
        for (int i = 0; i < texts.size(); i++) {
            List<String> stems = stems(texts.get(i));
            String end = i >= texts.size() - 1 ? " last " : i >= texts.size() - LAST ? " late " : "";
            String previous = "^";
            for (String stem : stems) {
                on(who + " says " + stem);
                on(who + " says " + previous + " " + stem);
                if (!end.isEmpty()) {
                    on(who + end + stem);
                    on(who + end + previous + " " + stem);
                }
                previous = stem;
            }
        }
    }

    private static List<String> stems(String text) {
        return Tokens.of(text).stream()
                .map(Token::stem)
                .map(stem -> stem.chars().anyMatch(Character::isDigit) ? "#" : stem)
                .toList();
    }

    private void tools(List<Exchange> calls) {
        String previous = "start";
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (Exchange exchange : calls) {
            String tool = exchange.call().name();
            String event = tool + (exchange.isAccepted() ? " accepted" : " refused");
            on("tool " + event);
            on("tool " + previous + " then " + event);
            counts.merge(event, 1, Integer::sum);
            previous = event;
            exchange.answer().ifPresent(answer -> fields("answer " + tool, answer.result(), 0));
            fields("argument " + tool, exchange.call().arguments(), 0);
        }
        on("tool " + previous + " then end");
        counts.forEach((event, count) -> values.put("times " + event, Math.log1p(count)));
    }

    private void fields(String name, JsonNode value, int depth) {
        if (value.isObject() && depth < 3 && value.size() < MOST_FIELDS) {
            value.properties().forEach(field -> fields(name + "." + field.getKey(), field.getValue(), depth + 1));
        } else if (value.isArray()) {
            on(name + (value.isEmpty() ? " empty" : " some"));
        } else if (value.isBoolean() || value.isNull()) {
            on(name + "=" + value.asText());
        } else if (value.isTextual()
                && value.textValue().length() <= SHORT
                && value.textValue().chars().noneMatch(Character::isDigit)) {
            on(name + "=" + value.textValue());
        } else if (value.isTextual()) {
            Tokens.contentStems(value.textValue()).stream()
                    .filter(stem -> stem.chars().noneMatch(Character::isDigit))
                    .limit(MOST_FIELDS)
                    .forEach(stem -> on(name + "~" + stem));
        }
    }

    private void sizes(Conversation conversation, List<String> customer, List<String> agent) {
        values.put("size messages", Math.log1p(conversation.messages().size()));
        values.put("size calls", Math.log1p(conversation.exchanges().size()));
        values.put("size customer turns", Math.log1p(customer.size()));
        values.put("size agent turns", Math.log1p(agent.size()));
        values.put("size customer words", Math.log1p(length(customer)));
        values.put("size agent words", Math.log1p(length(agent)));
        boolean agentLast = conversation.messages().getLast() instanceof Message.Assistant;
        on(agentLast ? "the agent has the last word" : "the customer has the last word");
    }

    private static int length(List<String> texts) {
        return texts.stream().mapToInt(text -> Tokens.of(text).size()).sum();
    }

    private void on(String name) {
        values.put(name, 1.0);
    }
}
