package dev.agentgym.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.JsonPaths;
import dev.agentgym.trace.PythonLiteral;
import dev.agentgym.trace.TraceException;
import dev.agentgym.world.Signature;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Takes arguments for what they were meant to be: a list or an object that was written as text (JSON, or what
/// Python prints), a number or truth value in quotes, a number where the tool takes text. For one call.
///
/// A value is only touched where its type is none that the tool is declared to take, or was seen to take; what fits
/// stays as it is, and so does what nothing is known of. Where refused calls had the type and accepted ones never,
/// the real tool minds it, and nothing is repaired.
///
/// This is what a mocked tool takes of any agent, as the real one would, by what logs show of it; what a chat
/// model meant by the declaration it was shown is put right in the agent, before any tool gets the call.
final class ArgumentRepair {

    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d{0,17})(\\.\\d{1,17})?");

    private final List<String> changes = new ArrayList<>();

    private ArgumentRepair() {}

    /// The arguments that a call was taken to have.
    ///
    /// @param arguments the arguments themselves where nothing had to be repaired
    /// @param changes what was repaired, for people
    record Repaired(ObjectNode arguments, List<String> changes) {

        /// The answer, which says what was repaired to find it.
        ToolResult note(ToolResult answer) {
            if (changes.isEmpty()) {
                return answer;
            }
            return new ToolResult(
                    answer.result(),
                    answer.isError(),
                    answer.tier(),
                    answer.confidence(),
                    answer.provenance().reworded(why -> why + "; repaired: " + String.join(", ", changes)),
                    answer.delay());
        }
    }

    /// What a place in the arguments may hold.
    ///
    /// @param taken what the tool takes
    /// @param refused what calls had there that the tool refused
    private record Place(ArgumentTypes taken, ArgumentTypes refused) {

        private Place field(String name) {
            return new Place(taken.field(name), refused.field(name));
        }

        private Place element() {
            return new Place(taken.element(), refused.element());
        }

        private boolean leaves(JsonNode value, Set<ValueType> types) {
            ValueType type = ValueType.of(value);
            boolean quoted = value.isTextual()
                    && taken.haveNumbersInQuotes()
                    && NUMBER.matcher(value.textValue()).matches();
            return !quoted && leaves(type, types);
        }

        private boolean leaves(ValueType type, Set<ValueType> types) {
            return types.isEmpty() || types.contains(type) || refused.named().contains(type);
        }
    }

    /// The arguments as this tool would have taken them. Changes nothing in place.
    static Repaired of(Signature tool, ObjectNode arguments) {
        if (fit(tool, arguments)) {
            return new Repaired(arguments, List.of());
        }
        ArgumentRepair repair = new ArgumentRepair();
        Place place = new Place(
                new ArgumentTypes(List.of(
                        tool.declaration().parameters(), tool.arguments().accepted())),
                new ArgumentTypes(List.of(tool.arguments().refused())));
        ObjectNode fresh = repair.fields("", arguments, place);
        return repair.changes.isEmpty()
                ? new Repaired(arguments, List.of())
                : new Repaired(fresh, List.copyOf(repair.changes));
    }

    /// Whether every argument plainly has the one type that accepted calls had, as nearly all do.
    private static boolean fit(Signature tool, ObjectNode arguments) {
        JsonNode declared = tool.declaration().parameters().path("properties");
        JsonNode accepted = tool.arguments().accepted().path("properties");
        for (Map.Entry<String, JsonNode> argument : arguments.properties()) {
            if (!fits(argument.getValue(), declared.path(argument.getKey()), accepted.path(argument.getKey()))) {
                return false;
            }
        }
        return true;
    }

    private static boolean fits(JsonNode value, JsonNode declared, JsonNode accepted) {
        return declared.isObject()
                && !value.isContainerNode()
                && ValueType.of(value).isTaken(accepted.path("type"))
                && !ArgumentTypes.hasNumbersInQuotes(declared)
                && !ArgumentTypes.hasNumbersInQuotes(accepted);
    }

    private ObjectNode fields(String path, ObjectNode object, Place place) {
        ObjectNode fresh = Json.object();
        object.properties()
                .forEach(field -> fresh.set(
                        field.getKey(),
                        value(JsonPaths.below(path, field.getKey()), field.getValue(), place.field(field.getKey()))));
        return fresh;
    }

    private JsonNode value(String path, JsonNode value, Place place) {
        Set<ValueType> types = place.taken().named();
        ValueType type = ValueType.of(value);
        JsonNode meant = place.leaves(value, types)
                ? value
                : meant(value, types).map(fresh -> noted(path, type, fresh)).orElse(value);
        if (meant instanceof ObjectNode object) {
            return fields(path, object, place);
        }
        if (meant.isArray()) {
            ArrayNode list = Json.MAPPER.createArrayNode();
            meant.forEach(element -> list.add(value(path + JsonPaths.ELEMENT, element, place.element())));
            return list;
        }
        return meant;
    }

    private JsonNode noted(String path, ValueType from, JsonNode fresh) {
        String was = from == ValueType.STRING ? "text" : "a number";
        changes.add("`" + path + "` was " + was + " and is taken as the " + word(ValueType.of(fresh)));
        return fresh;
    }

    private static String word(ValueType type) {
        return switch (type) {
            case OBJECT -> "object in it";
            case ARRAY -> "list in it";
            case STRING -> "text of it";
            case NUMBER, INTEGER -> "number in it";
            case BOOLEAN -> "truth value in it";
            case NULL -> "nothing in it";
        };
    }

    private static Optional<JsonNode> meant(JsonNode value, Set<ValueType> types) {
        if (value.isTextual()) {
            return meant(value.textValue().strip(), types);
        }
        return value.isNumber() && types.contains(ValueType.STRING)
                ? Optional.of(TextNode.valueOf(Json.canonical(value)))
                : Optional.empty();
    }

    private static Optional<JsonNode> meant(String text, Set<ValueType> types) {
        Optional<JsonNode> found = switch (text) {
            case "true", "True" -> Optional.of(BooleanNode.TRUE);
            case "false", "False" -> Optional.of(BooleanNode.FALSE);
            case "null", "None" -> Optional.of(Json.MAPPER.nullNode());
            default -> NUMBER.matcher(text).matches() ? Optional.of(number(text)) : container(text);
        };
        return found.filter(value -> types.contains(ValueType.of(value)));
    }

    private static JsonNode number(String text) {
        BigDecimal number = new BigDecimal(text);
        return number.scale() > 0 ? Json.MAPPER.getNodeFactory().numberNode(number.doubleValue()) : Json.parse(text);
    }

    private static Optional<JsonNode> container(String text) {
        if (!text.startsWith("[") && !text.startsWith("{") && !text.startsWith("(")) {
            return Optional.empty();
        }
        return json(text).or(() -> PythonLiteral.parse(text));
    }

    private static Optional<JsonNode> json(String text) {
        try {
            return Optional.of(Json.parse(text));
        } catch (TraceException e) {
            return Optional.empty();
        }
    }
}
