package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Sums up many JSON values into the JSON Schema that they all keep. Mutable, for one thread.
///
/// A text with few different values becomes an enum, one that always keeps a shape gets its `format` or `pattern`;
/// numbers get the range in which they were seen; an object whose fields are never the same twice (a map from ids
/// to things) gets `additionalProperties` instead of thousands of properties. Values of several types get the list
/// of all of them.
final class SchemaSketch {

    /// Marks a place where some calls have numbers in quotes that mean the numbers.
    static final String NUMBER_IN_QUOTES = "x-number-in-quotes";

    /// An object with more different fields than this, none of which is usual, is a map.
    private static final int MAX_OPTIONAL_FIELDS = 16;

    private long values;
    private long objects;
    private final Map<String, Long> types = new TreeMap<>();
    private final TreeMap<String, SchemaSketch> fields = new TreeMap<>();
    private final TextSketch texts = new TextSketch();
    private final NumberRange range = new NumberRange();
    private long textCount;
    private @Nullable SchemaSketch items;

    /// Takes in one value.
    void add(JsonNode value) {
        values++;
        types.merge(type(value), 1L, Long::sum);
        if (value.isTextual()) {
            textCount++;
            texts.add(value.textValue());
        } else if (value.isNumber()) {
            range.add(value);
        } else if (value.isObject()) {
            objects++;
            value.properties()
                    .forEach(field -> fields.computeIfAbsent(field.getKey(), name -> new SchemaSketch())
                            .add(field.getValue()));
        } else if (value.isArray()) {
            items = items == null ? new SchemaSketch() : items;
            value.forEach(items::add);
        }
    }

    /// The schema of everything taken in so far.
    ObjectNode toSchema() {
        ObjectNode schema = Json.object();
        putType(schema);
        texts.describe(schema, textCount == values);
        range.describe(schema);
        if (isNumberInQuotes()) {
            schema.put(NUMBER_IN_QUOTES, true);
        }
        if (objects > 0) {
            putFields(schema);
        }
        if (items != null && items.values > 0) {
            schema.set("items", items.toSchema());
        }
        return schema;
    }

    /// Names of the fields that every object had.
    SortedSet<String> required() {
        TreeSet<String> required = new TreeSet<>();
        fields.forEach((name, field) -> {
            if (field.values == objects) {
                required.add(name);
            }
        });
        return required;
    }

    private void putType(ObjectNode schema) {
        TreeMap<String, Long> named = new TreeMap<>(types);
        if (named.containsKey("number")) {
            named.remove("integer");
        }
        if (named.size() == 1) {
            schema.put("type", named.firstKey());
        } else if (!named.isEmpty()) {
            ArrayNode list = schema.putArray("type");
            named.keySet().forEach(list::add);
        }
    }

    /// Mostly numbers, and the texts are numbers too: somebody's spelling, no type of their own.
    private boolean isNumberInQuotes() {
        long plain = types.getOrDefault("number", 0L) + types.getOrDefault("integer", 0L);
        return texts.areNumbers() && plain > textCount;
    }

    private void putFields(ObjectNode schema) {
        if (isMap()) {
            SchemaSketch any = new SchemaSketch();
            fields.values().forEach(any::absorb);
            schema.set("additionalProperties", any.toSchema());
            return;
        }
        ObjectNode properties = schema.putObject("properties");
        fields.forEach((name, field) -> properties.set(name, field.toSchema()));
        ArrayNode required = schema.putArray("required");
        required().forEach(required::add);
    }

    private boolean isMap() {
        return fields.size() > MAX_OPTIONAL_FIELDS
                && fields.values().stream().noneMatch(field -> field.values * 2 > objects);
    }

    /// Adds all that another sketch has seen.
    private void absorb(SchemaSketch other) {
        values += other.values;
        objects += other.objects;
        other.types.forEach((type, count) -> types.merge(type, count, Long::sum));
        other.fields.forEach((name, field) ->
                fields.computeIfAbsent(name, key -> new SchemaSketch()).absorb(field));
        textCount += other.textCount;
        texts.absorb(other.texts);
        range.absorb(other.range);
        if (other.items != null) {
            items = items == null ? new SchemaSketch() : items;
            items.absorb(other.items);
        }
    }

    private static String type(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT, POJO -> "object";
            case ARRAY -> "array";
            case STRING, BINARY -> "string";
            case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
            case BOOLEAN -> "boolean";
            case NULL, MISSING -> "null";
        };
    }
}
