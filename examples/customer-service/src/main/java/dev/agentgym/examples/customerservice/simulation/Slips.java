package dev.agentgym.examples.customerservice.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.examples.customerservice.Dice;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Arguments as a careless agent writes them.
final class Slips {

    private Slips() {}

    /// The arguments with one value in a form that the office refuses, where there is one that can be spoiled.
    static Optional<ObjectNode> spoiled(ObjectNode arguments, Dice dice) {
        for (Map.Entry<String, JsonNode> argument : arguments.properties()) {
            String value = argument.getValue().asText();
            ObjectNode spoiled = arguments.deepCopy();
            if (argument.getValue().isNumber()) {
                spoiled.put(argument.getKey(), value.replace('.', ',') + " EUR");
                return Optional.of(spoiled);
            }
            if (value.matches("[A-Z]{1,3}-\\d+")) {
                String bare = value.substring(value.indexOf('-') + 1);
                spoiled.put(argument.getKey(), dice.chance(0.5) ? bare : value.toLowerCase(Locale.ROOT));
                return Optional.of(spoiled);
            }
            if (value.matches("020 .*")) {
                spoiled.put(argument.getKey(), value.replace(" ", ""));
                return Optional.of(spoiled);
            }
        }
        return Optional.empty();
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
