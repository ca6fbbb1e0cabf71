package dev.agentgym.examples.customerservice.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.examples.customerservice.Dice;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Arguments as a careless agent writes them.
final class Slips {

    private Slips() {}

    /// The arguments with one value in a form that the office refuses, where there is one that can be spoiled.
    static Optional<ObjectNode> spoiled(ObjectNode arguments, Dice dice) {
        List<ObjectNode> possible = new ArrayList<>();
        for (Map.Entry<String, JsonNode> argument : arguments.properties()) {
            spoiled(argument.getValue(), dice)
                    .ifPresent(value -> possible.add(arguments.deepCopy().put(argument.getKey(), value)));
        }
        return possible.isEmpty() ? Optional.empty() : Optional.of(dice.pick(possible));
    }

    private static Optional<String> spoiled(JsonNode node, Dice dice) {
        String value = node.asText();
        if (node.isNumber()) {
            return Optional.of(value.replace('.', ',') + " EUR");
        }
        if (value.matches("[A-Z]{1,3}-\\d+")) {
            String bare = value.substring(value.indexOf('-') + 1);
            return Optional.of(dice.chance(0.5) ? bare : value.toLowerCase(Locale.ROOT));
        }
        return value.startsWith("020 ") ? Optional.of(value.replace(" ", "")) : Optional.empty();
    }

    static ObjectNode numbersAsText(ObjectNode arguments) {
        ObjectNode changed = arguments.deepCopy();
        arguments.properties().stream()
                .filter(argument -> argument.getValue().isNumber())
                .forEach(argument ->
                        changed.put(argument.getKey(), argument.getValue().asText()));
        return changed;
    }
}
