package dev.agentgym.fidelity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// What the mocked tools call the things that real tools made in one conversation. Mutable, for one thread.
///
/// Nobody can know which id a real system gives to a new ticket. Where the real tool shows an id that the
/// conversation never had before, and the mocked one an id of the same shape in the same place, both mean the same
/// thing from then on.
public final class Renaming {

    private static final Pattern ID = Pattern.compile("(.*[_.-])?(id|number|no|ref)|.*[a-z](Id|ID|Number|No|Ref)");

    private final Map<String, String> mocked = new HashMap<>();
    private final Set<String> real = new HashSet<>();

    /// Nothing has another name yet.
    public Renaming() {}

    /// Takes in values that the conversation has from now on; they are no new ids.
    public void saw(JsonNode value) {
        if (value.isTextual() || value.isIntegralNumber()) {
            real.add(value.asText());
        }
        value.forEach(this::saw);
    }

    /// Looks for new ids in the answers to one call.
    public void compare(JsonNode expected, JsonNode got) {
        if (expected instanceof ObjectNode object) {
            object.properties().forEach(field -> {
                JsonNode other = got.path(field.getKey());
                boolean numbers = isNumber(field.getKey(), field.getValue()) && isNumber(field.getKey(), other);
                compare(numbers ? text(field.getValue()) : field.getValue(), numbers ? text(other) : other);
            });
        } else if (expected instanceof ArrayNode list && list.size() == got.size()) {
            for (int i = 0; i < list.size(); i++) {
                compare(list.get(i), got.path(i));
            }
        } else if (expected.isTextual() && got.isTextual()) {
            compare(expected.textValue(), got.textValue());
        }
    }

    /// Whether a number is an id, as the name of its field says.
    private static boolean isNumber(String field, JsonNode value) {
        return value.isIntegralNumber() && ID.matcher(field).matches();
    }

    private static JsonNode text(JsonNode number) {
        return TextNode.valueOf(number.asText());
    }

    private void compare(String expected, String got) {
        boolean fresh = !real.contains(expected) && !real.contains(got) && !mocked.containsValue(got);
        if (fresh && !expected.equals(got) && isId(expected) && shape(expected).equals(shape(got))) {
            mocked.putIfAbsent(expected, got);
        }
    }

    /// One word with a number in it, which is no date.
    private static boolean isId(String text) {
        return text.matches("[A-Za-z]*[-_#]?[A-Z0-9]*[0-9][A-Z0-9]*");
    }

    private static String shape(String text) {
        return text.replaceAll("[A-Z]", "A").replaceAll("[a-z]", "a").replaceAll("[0-9]+", "0");
    }

    /// The same with the mocked tools' names.
    public JsonNode of(JsonNode value) {
        return mocked.isEmpty() ? value : renamed(value);
    }

    private JsonNode renamed(String field, JsonNode value) {
        String other = isNumber(field, value) ? mocked.get(value.asText()) : null;
        return other == null ? renamed(value) : new BigIntegerNode(new BigInteger(other));
    }

    private JsonNode renamed(JsonNode value) {
        return switch (value) {
            case ObjectNode object -> {
                ObjectNode copy = object.objectNode();
                object.properties()
                        .forEach(field -> copy.set(field.getKey(), renamed(field.getKey(), field.getValue())));
                yield copy;
            }
            case ArrayNode list -> {
                ArrayNode copy = list.arrayNode();
                list.forEach(element -> copy.add(renamed(element)));
                yield copy;
            }
            case TextNode text -> TextNode.valueOf(mocked.getOrDefault(text.textValue(), text.textValue()));
            default -> value;
        };
    }
}
