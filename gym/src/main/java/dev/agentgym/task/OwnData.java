package dev.agentgym.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.trace.Exchange;
import dev.agentgym.trace.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What customers know of themselves although their log never asks: another agent may ask for the postcode of one
/// who only ever gave a phone number. It is what many customers give before anybody told it to them, and what
/// stands in the same answer of a tool as something that this customer gave.
final class OwnData {

    private static final double COMMON = 0.05;
    private static final int FEWEST = 3;

    private final Set<String> names = new LinkedHashSet<>();

    OwnData(List<MinedLog> logs) {
        Map<String, Integer> counts = new TreeMap<>();
        for (MinedLog log : logs) {
            Set<String> given = new LinkedHashSet<>();
            log.facts().stream()
                    .filter(fact -> !isTold(log, fact))
                    .map(Fact::name)
                    .forEach(given::add);
            given.forEach(name -> counts.merge(name, 1, Integer::sum));
        }
        counts.forEach((name, count) -> {
            if (count >= Math.max(FEWEST, COMMON * logs.size())) {
                names.add(name);
            }
        });
    }

    /// Whether the agent, or a tool, had said it before.
    private static boolean isTold(MinedLog log, Fact fact) {
        return log.conversation().messages().subList(0, fact.message()).stream().anyMatch(message -> switch (message) {
            case Message.Assistant agent ->
                Mention.of(agent.content(), fact.value()).isPresent();
            case Message.Tool tool -> false;
            case Message.User user -> false;
            case Message.SystemPrompt system -> false;
        });
    }

    /// The log with what its customer knows beyond what they said.
    MinedLog complete(MinedLog log) {
        Map<String, Set<String>> values = new LinkedHashMap<>();
        for (Exchange exchange : log.conversation().exchanges()) {
            if (exchange.isAccepted()) {
                exchange.answer().ifPresent(answer -> collect(answer.result(), log.facts(), values));
            }
        }
        List<Fact> more = new ArrayList<>();
        log.facts().forEach(fact -> values.remove(fact.name()));
        values.forEach((name, known) -> {
            if (known.size() == 1) {
                more.add(new Fact(name, known.iterator().next(), -1, false));
            }
        });
        return more.isEmpty() ? log : log.knowing(more);
    }

    /// The customer's record: an object whose own fields hold something that the customer gave.
    private void collect(JsonNode answer, List<Fact> facts, Map<String, Set<String>> values) {
        if (!answer.isObject() || !isTheirs(answer, facts)) {
            return;
        }
        for (Leaf leaf : Leaf.of(answer)) {
            if (names.contains(leaf.name()) && leaf.isTelling()) {
                values.computeIfAbsent(leaf.name(), unseen -> new LinkedHashSet<>())
                        .add(leaf.value());
            }
        }
    }

    private boolean isTheirs(JsonNode record, List<Fact> facts) {
        return record.properties().stream()
                .filter(field -> field.getValue().isTextual() && names.contains(field.getKey()))
                .anyMatch(field -> facts.stream().anyMatch(fact -> isSame(fact, field)));
    }

    private static boolean isSame(Fact fact, Map.Entry<String, JsonNode> field) {
        return fact.name().equals(field.getKey())
                && Mention.of(field.getValue().textValue(), fact.value()).isPresent();
    }
}
