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
/// A text with few different values becomes an enum, one that always keeps a shape gets its `format`; an object
/// whose fields are never the same twice (a map from ids to things) gets `additionalProperties` instead of
/// thousands of properties.
final class SchemaSketch {

    /// More different texts than this are no enum.
    private static final int MAX_ENUM = 12;

    /// An enum's values must each have been seen this often on average: five of five different names are no enum.
    private static final int MIN_ENUM_SUPPORT = 5;

    /// An object with more different fields than this, none of which is usual, is a map.
    private static final int MAX_OPTIONAL_FIELDS = 16;

    private long values;
    private long objects;
    private final Map<String, Long> types = new TreeMap<>();
    private final TreeMap<String, SchemaSketch> fields = new TreeMap<>();
    private final TreeSet<String> texts = new TreeSet<>();
    private long textCount;
    private boolean manyTexts;
    private @Nullable TextFormat format;
    private @Nullable SchemaSketch items;

    /// Takes in one value.
    void add(JsonNode value) {
        values++;
        types.merge(type(value), 1L, Long::sum);
        if (value.isTextual()) {
            addText(value.textValue());
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

    private void addText(String text) {
        format = textCount == 0 ? TextFormat.of(text) : format == TextFormat.of(text) ? format : null;
        textCount++;
        if (!manyTexts) {
            texts.add(text);
            manyTexts = texts.size() > MAX_ENUM;
            if (manyTexts) {
                texts.clear();
            }
        }
    }

    /// The schema of everything taken in so far.
    ObjectNode toSchema() {
        ObjectNode schema = Json.object();
        putType(schema);
        if (textCount > 0) {
            putText(schema);
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

    private void putText(ObjectNode schema) {
        if (!manyTexts && texts.size() * (long) MIN_ENUM_SUPPORT <= textCount && textCount == values) {
            ArrayNode list = schema.putArray("enum");
            texts.forEach(list::add);
        } else if (format != null && format != TextFormat.PLAIN) {
            schema.put("format", format.label());
        }
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
        boolean first = textCount == 0;
        values += other.values;
        objects += other.objects;
        other.types.forEach((type, count) -> types.merge(type, count, Long::sum));
        other.fields.forEach((name, field) ->
                fields.computeIfAbsent(name, key -> new SchemaSketch()).absorb(field));
        if (other.textCount > 0) {
            format = first || format == other.format ? other.format : null;
            texts.addAll(other.texts);
            manyTexts |= other.manyTexts || texts.size() > MAX_ENUM;
            textCount += other.textCount;
        }
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
