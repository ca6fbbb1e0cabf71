package dev.agentgym.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import dev.langchain4j.model.chat.request.json.JsonAnyOfSchema;
import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonBooleanSchema;
import dev.langchain4j.model.chat.request.json.JsonEnumSchema;
import dev.langchain4j.model.chat.request.json.JsonIntegerSchema;
import dev.langchain4j.model.chat.request.json.JsonNumberSchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchemaElement;
import dev.langchain4j.model.chat.request.json.JsonStringSchema;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A tool's JSON Schema in the library's typed elements, of which Gemini has fewer.
///
/// - Kept: `type`, `description`, `properties`, `required`, `items`, `anyOf`, `enum` of texts.
/// - Rewritten: `oneOf` and a list of types as `anyOf`; `allOf` as one merged object; `const` as an `enum` of one;
///   `$ref` into the same schema by what it names, to a bounded depth; `prefixItems` as `items` of any of them.
/// - Told in the description, since the library has no field for it: `enum` of numbers, `pattern`, `format`,
///   `default`, bounds of numbers, texts and lists.
/// - Dropped: `null` as a type, empty texts in an `enum`, `required` names without a property (Gemini refuses
///   both), `additionalProperties`, `patternProperties`, `not`, `if`, dependencies, annotations. A value of any
///   kind is declared as text.
final class GeminiSchema {

    /// Deeper nesting, such as that of a schema that refers to itself, ends in text.
    private static final int MAX_DEPTH = 12;

    private static final List<String> TOLD = List.of(
            "format",
            "pattern",
            "default",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
            "minLength",
            "maxLength",
            "minItems",
            "maxItems",
            "uniqueItems");

    private final ObjectNode root;

    private GeminiSchema(ObjectNode root) {
        this.root = root;
    }

    /// The schema of a tool's arguments; empty for a tool without any, as Gemini refuses an object without
    /// properties there.
    static Optional<JsonObjectSchema> parameters(ObjectNode schema) {
        GeminiSchema converter = new GeminiSchema(schema);
        return converter.element(schema, 0) instanceof JsonObjectSchema object
                        && !object.properties().isEmpty()
                ? Optional.of(object)
                : Optional.empty();
    }

    private JsonSchemaElement element(JsonNode written, int depth) {
        JsonNode schema = merged(resolved(written, 0));
        if (depth > MAX_DEPTH || !schema.isObject()) {
            return JsonStringSchema.builder().description(description(schema)).build();
        }
        List<JsonNode> choices = choices(schema);
        if (choices.size() > 1) {
            return JsonAnyOfSchema.builder()
                    .description(description(schema))
                    .anyOf(choices.stream()
                            .map(choice -> element(choice, depth + 1))
                            .toList())
                    .build();
        }
        return choices.isEmpty() ? single(schema, depth) : element(only(choices.getFirst(), schema), depth + 1);
    }

    /// The one choice of a schema, such as what is left of "a text or null".
    private static JsonNode only(JsonNode choice, JsonNode schema) {
        if (choice instanceof ObjectNode object && schema.has("description")) {
            return object.deepCopy().set("description", schema.get("description"));
        }
        return choice;
    }

    private JsonSchemaElement single(JsonNode schema, int depth) {
        String description = description(schema);
        return switch (type(schema)) {
            case "object" -> object(schema, description, depth);
            case "array" ->
                JsonArraySchema.builder()
                        .description(description)
                        .items(items(schema, depth))
                        .build();
            case "integer" ->
                JsonIntegerSchema.builder().description(description).build();
            case "number" -> JsonNumberSchema.builder().description(description).build();
            case "boolean" ->
                JsonBooleanSchema.builder().description(description).build();
            default -> text(schema, description);
        };
    }

    private JsonObjectSchema object(JsonNode schema, String description, int depth) {
        JsonObjectSchema.Builder object = JsonObjectSchema.builder().description(description);
        JsonNode properties = schema.path("properties");
        properties
                .properties()
                .forEach(field -> object.addProperty(field.getKey(), element(field.getValue(), depth + 1)));
        return object.required(schema.path("required")
                        .valueStream()
                        .map(JsonNode::asText)
                        .filter(properties::has)
                        .toList())
                .build();
    }

    private JsonSchemaElement items(JsonNode schema, int depth) {
        JsonNode tuple = schema.path("prefixItems").isArray() ? schema.path("prefixItems") : schema.path("items");
        if (tuple.isArray()) {
            JsonNode any = Json.object().set("anyOf", tuple);
            return element(any, depth + 1);
        }
        return element(tuple, depth + 1);
    }

    private static JsonSchemaElement text(JsonNode schema, String description) {
        List<String> words = values(schema)
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .filter(word -> !word.isEmpty())
                .distinct()
                .toList();
        return words.isEmpty()
                ? JsonStringSchema.builder().description(description).build()
                : JsonEnumSchema.builder()
                        .description(description)
                        .enumValues(words)
                        .build();
    }

    private static Stream<JsonNode> values(JsonNode schema) {
        return schema.has("const")
                ? Stream.of(schema.path("const"))
                : schema.path("enum").valueStream();
    }

    /// The schemas of which one has to hold; one or none where there is no choice.
    private List<JsonNode> choices(JsonNode schema) {
        for (String keyword : List.of("anyOf", "oneOf")) {
            if (schema.path(keyword).isArray()) {
                return schema.path(keyword)
                        .valueStream()
                        .map(choice -> resolved(choice, 0))
                        .filter(choice -> !choice.path("type").asText("").equals("null"))
                        .toList();
            }
        }
        return schema.path("type")
                .valueStream()
                .filter(type -> !type.asText("").equals("null"))
                .map(type -> ofType(schema, type))
                .toList();
    }

    private static JsonNode ofType(JsonNode schema, JsonNode type) {
        ObjectNode choice = schema.deepCopy();
        choice.remove("description");
        return choice.set("type", type);
    }

    /// The declared type, or else what the other keywords and the allowed values let guess.
    private static String type(JsonNode schema) {
        if (schema.path("type").isTextual()) {
            return schema.path("type").textValue();
        }
        if (schema.has("properties")) {
            return "object";
        }
        if (schema.has("items") || schema.has("prefixItems")) {
            return "array";
        }
        return values(schema)
                .findFirst()
                .map(value -> value.isIntegralNumber()
                        ? "integer"
                        : value.isNumber() ? "number" : value.isBoolean() ? "boolean" : "string")
                .orElse("string");
    }

    /// What `$ref` names, as far as it lies in the same schema.
    private JsonNode resolved(JsonNode schema, int depth) {
        String reference = schema.path("$ref").asText("");
        if (!reference.startsWith("#") || depth > MAX_DEPTH) {
            return schema;
        }
        return resolved(reference.equals("#") ? root : root.at(reference.substring(1)), depth + 1);
    }

    /// `allOf` as one schema: properties and required names together, of other keywords the first.
    private JsonNode merged(JsonNode schema) {
        if (!schema.path("allOf").isArray()) {
            return schema;
        }
        ObjectNode merged = schema.deepCopy();
        merged.remove("allOf");
        for (JsonNode written : schema.path("allOf")) {
            JsonNode part = merged(resolved(written, 0));
            part.properties().forEach(field -> {
                switch (field.getKey()) {
                    case "properties" -> merged.withObjectProperty("properties").setAll((ObjectNode) field.getValue());
                    case "required" ->
                        merged.withArrayProperty("required")
                                .addAll(field.getValue().valueStream().toList());
                    default -> merged.putIfAbsent(field.getKey(), field.getValue());
                }
            });
        }
        return merged;
    }

    private static String description(JsonNode schema) {
        Stream<String> said =
                Stream.of(schema.path("description").asText(schema.path("title").asText("")));
        Stream<String> allowed = Stream.of(values(schema).toList())
                .filter(values -> values.stream().anyMatch(value -> !value.isTextual() && !value.isNull()))
                .map(values ->
                        "One of " + values.stream().map(JsonNode::toString).collect(Collectors.joining(", ")));
        Stream<String> told = TOLD.stream()
                .filter(schema::has)
                .map(keyword -> keyword + ": " + schema.path(keyword).asText());
        return Stream.of(said, allowed, told)
                .flatMap(part -> part)
                .filter(part -> !part.isEmpty())
                .map(part -> part.endsWith(".") ? part : part + ".")
                .collect(Collectors.joining(" "));
    }
}
