package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Pattern;

/// A call as a key: the tool and its arguments in canonical text. Immutable.
///
/// @param tool the tool's name
/// @param arguments canonical text of the arguments
public record CallKey(String tool, String arguments) {

    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d{0,14})(\\.\\d{1,10})?");

    /// Calls with equal keys have the same JSON arguments.
    public static CallKey exact(String tool, ObjectNode arguments) {
        return new CallKey(tool, Json.canonical(arguments));
    }

    /// Calls with equal keys differ at most in spelling: letter case, outer blanks, a number written as text, an
    /// argument that is null or empty instead of absent.
    public static CallKey lenient(String tool, ObjectNode arguments) {
        return new CallKey(tool, Json.canonical(plain(arguments)));
    }

    long hash() {
        long hash = 0xcbf29ce484222325L;
        for (String part : new String[] {tool, arguments}) {
            for (int i = 0; i < part.length(); i++) {
                hash = (hash ^ part.charAt(i)) * 0x100000001b3L;
            }
            hash = (hash ^ 0x1f) * 0x100000001b3L;
        }
        return hash;
    }

    private static JsonNode plain(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> plainObject(value);
            case ARRAY -> {
                var list = Json.MAPPER.createArrayNode();
                value.forEach(item -> list.add(plain(item)));
                yield list;
            }
            case STRING -> plainText(value.textValue());
            default -> value;
        };
    }

    private static ObjectNode plainObject(JsonNode value) {
        ObjectNode object = Json.object();
        value.properties().forEach(field -> {
            JsonNode plain = plain(field.getValue());
            boolean empty =
                    plain.isNull() || (plain.isTextual() && plain.textValue().isEmpty());
            if (!empty) {
                object.set(field.getKey(), plain);
            }
        });
        return object;
    }

    private static JsonNode plainText(String text) {
        String stripped = text.strip();
        if (NUMBER.matcher(stripped).matches()) {
            return Json.MAPPER.getNodeFactory().numberNode(new BigDecimal(stripped));
        }
        return Json.MAPPER.getNodeFactory().textNode(stripped.toLowerCase(Locale.ROOT));
    }
}
