package dev.agentgym.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.ToolCall;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Takes a logged call over into another conversation: each value that the log took from somewhere is taken from
/// the same place here, or is one that the customer named; a summary is what the customer told; a value that nobody
/// named and many calls share is kept.
///
/// @param logged values of the logged conversation before the call
/// @param here values of the conversation at hand
/// @param loggedSaid what the logged customer had said, in lower case
/// @param said what the customer said in the conversation at hand, in lower case, the latest first
/// @param habits what arguments usually are
record ArgumentFilling(Values logged, Values here, List<String> loggedSaid, List<String> said, ArgumentHabits habits) {

    /// The call with values of this conversation; empty if one of them is not known here.
    ///
    /// @param id the id of the new call
    Optional<ToolCall> fill(ToolCall call, String id) {
        ObjectNode arguments = Json.object();
        for (Map.Entry<String, JsonNode> argument : call.arguments().properties()) {
            Optional<JsonNode> value = fill(call.name(), argument.getKey(), argument.getValue());
            if (value.isEmpty() && !mayBeLeftOut(call.name(), argument)) {
                return Optional.empty();
            }
            value.ifPresent(filled -> arguments.set(argument.getKey(), filled));
        }
        return Optional.of(new ToolCall(id, call.name(), arguments));
    }

    /// The first argument of a logged call for which this conversation has no value.
    Optional<String> missing(ToolCall call) {
        return call.arguments().properties().stream()
                .filter(argument -> !mayBeLeftOut(call.name(), argument)
                        && fill(call.name(), argument.getKey(), argument.getValue())
                                .isEmpty())
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /// What most calls go without, and nobody named here.
    private boolean mayBeLeftOut(String tool, Map.Entry<String, JsonNode> argument) {
        return argument.getValue().isValueNode()
                && !argument.getValue().isBoolean()
                && habits.isExtra(tool, argument.getKey());
    }

    private Optional<JsonNode> fill(String tool, String path, JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> fillObject(tool, path, value);
            case ARRAY -> fillArray(tool, path, value);
            case BOOLEAN, NULL, MISSING -> Optional.of(value);
            default -> fillLeaf(tool, path, value);
        };
    }

    private Optional<JsonNode> fillObject(String tool, String path, JsonNode value) {
        ObjectNode filled = Json.object();
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            Optional<JsonNode> inner = fill(tool, path + "." + field.getKey(), field.getValue());
            if (inner.isEmpty()) {
                return Optional.empty();
            }
            filled.set(field.getKey(), inner.get());
        }
        return Optional.of(filled);
    }

    private Optional<JsonNode> fillArray(String tool, String path, JsonNode value) {
        ArrayNode filled = Json.MAPPER.createArrayNode();
        for (JsonNode item : value) {
            Optional<JsonNode> inner = fill(tool, path + "[]", item);
            if (inner.isEmpty()) {
                return Optional.empty();
            }
            filled.add(inner.get());
        }
        return Optional.of(filled);
    }

    /// What the logged customer named must be named here; what came from a tool comes from the same tool; the rest
    /// is a constant.
    private Optional<JsonNode> fillLeaf(String tool, String path, JsonNode value) {
        List<String> places = new ArrayList<>(logged.placesOf(value));
        places.sort(Comparator.comparingInt((String place) -> habits.support(tool, path, place))
                .reversed());
        for (String place : places) {
            Optional<JsonNode> found = here.like(place, logged).flatMap(other -> like(value, other));
            if (found.isPresent()) {
                return found;
            }
        }
        if (habits.isFreeText(tool, path)) {
            return Optional.of(TextNode.valueOf(here.told()));
        }
        Optional<JsonNode> named = habits.namedIn(tool, path, said);
        boolean customersOwn =
                loggedSaid.stream().anyMatch(text -> ArgumentHabits.stands(ArgumentHabits.words(value), text));
        return named.isPresent() || customersOwn || habits.isExtra(tool, path) || !habits.isUsual(tool, path, value)
                ? named
                : habits.chosen(tool, path, said).or(() -> Optional.of(value));
    }

    /// The value in the JSON type of the logged one.
    private static Optional<JsonNode> like(JsonNode logged, JsonNode found) {
        if (logged.isTextual() && !found.isTextual()) {
            return Optional.of(TextNode.valueOf(found.asText()));
        }
        return logged.isNumber() && found.isTextual()
                ? Values.amount(found).map(amount -> Json.parse(number(amount)))
                : Optional.of(found);
    }

    private static String number(double amount) {
        return amount == Math.rint(amount) ? String.valueOf((long) amount) : String.valueOf(amount);
    }
}
