package dev.agentgym.llm.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
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
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A tool's JSON Schema in the library's typed elements, of which Gemini has fewer.
///
/// - Kept: `type`, `description`, `properties`, `required`, `items`, `anyOf`, `enum` of texts.
/// - Rewritten: `oneOf` and a list of types as `anyOf`; `allOf` as one merged object; `const` as an `enum` of one;
///   `$ref` into the same schema by what it names; `prefixItems` as `items` of any of them.
/// - Told in the description, since the library has no field for it: `enum` of numbers, `pattern`, `format`,
///   `default`, bounds of numbers, texts and lists.
/// - Dropped: `null` as a type, empty texts in an `enum`, `required` names without a property (Gemini refuses
///   both), `additionalProperties`, `patternProperties`, `not`, `if`, dependencies, annotations. A value of any
///   kind is declared as text, and so is what refers to itself.
final class GeminiSchema {

    /// References within references can name more than anybody could read; what is behind this many is text.
    private static final int MAX_ELEMENTS = 5000;

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
    private int elements;

    /// A schema without `$ref` and `allOf` at its top, and the references that were followed on the way to it.
    private record Opened(JsonNode schema, Set<String> references) {}

    private GeminiSchema(ObjectNode root) {
        this.root = root;
    }

    /// The schema of a tool's arguments; empty for a tool without any, as Gemini refuses an object without
    /// properties there.
    static Optional<JsonObjectSchema> parameters(ObjectNode schema) {
        GeminiSchema converter = new GeminiSchema(schema);
        return converter.element(schema, Set.of()) instanceof JsonObjectSchema object
                        && !object.properties().isEmpty()
                ? Optional.of(object)
                : Optional.empty();
    }

    private JsonSchemaElement element(JsonNode written, Set<String> references) {
        Opened opened = open(written, references);
        JsonNode schema = opened.schema();
        List<JsonNode> choices = choices(schema);
        elements++;
        if (elements > MAX_ELEMENTS || !schema.isObject()) {
            return JsonStringSchema.builder().description(description(schema)).build();
        }
        if (choices.size() > 1) {
            return JsonAnyOfSchema.builder()
                    .description(description(schema))
                    .anyOf(choices.stream()
                            .map(choice -> element(choice, opened.references()))
                            .toList())
                    .build();
        }
        return choices.isEmpty() ? single(opened) : element(described(choices.getFirst(), schema), opened.references());
    }

    /// The schema under the description of the place that refers to it, if that has one.
    private static JsonNode described(JsonNode schema, JsonNode place) {
        if (schema instanceof ObjectNode object && place.has("description")) {
            return object.deepCopy().set("description", place.get("description"));
        }
        return schema;
    }

    private JsonSchemaElement single(Opened opened) {
        JsonNode schema = opened.schema();
        String description = description(schema);
        return switch (type(schema)) {
            case "object" -> object(opened, description);
            case "array" ->
                JsonArraySchema.builder()
                        .description(description)
                        .items(items(opened))
                        .build();
            case "integer" ->
                JsonIntegerSchema.builder().description(description).build();
            case "number" -> JsonNumberSchema.builder().description(description).build();
            case "boolean" ->
                JsonBooleanSchema.builder().description(description).build();
            default -> text(schema, description);
        };
    }

    private JsonObjectSchema object(Opened opened, String description) {
        JsonObjectSchema.Builder object = JsonObjectSchema.builder().description(description);
        JsonNode properties = opened.schema().path("properties");
        properties
                .properties()
                .forEach(field -> object.addProperty(field.getKey(), element(field.getValue(), opened.references())));
        return object.required(opened.schema()
                        .path("required")
                        .valueStream()
                        .map(JsonNode::asText)
                        .filter(properties::has)
                        .toList())
                .build();
    }

    private JsonSchemaElement items(Opened opened) {
        JsonNode schema = opened.schema();
        JsonNode items = schema.path("prefixItems").isArray() ? schema.path("prefixItems") : schema.path("items");
        JsonNode any = items.isArray() ? Json.object().set("anyOf", items) : items;
        return element(any, opened.references());
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
    private static List<JsonNode> choices(JsonNode schema) {
        for (String keyword : List.of("anyOf", "oneOf")) {
            if (schema.path(keyword).isArray()) {
                return schema.path(keyword)
                        .valueStream()
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

    /// Follows `$ref` as far as it lies in the same schema and does not lead back, and merges `allOf`.
    private Opened open(JsonNode written, Set<String> references) {
        String reference = written.path("$ref").asText("");
        if (reference.isEmpty()) {
            return merged(written, references);
        }
        boolean known = reference.equals("#") || reference.startsWith("#/");
        if (!known || references.contains(reference)) {
            return new Opened(MissingNode.getInstance(), references);
        }
        Set<String> followed = new HashSet<>(references);
        followed.add(reference);
        return open(described(root.at(reference.substring(1)), written), followed);
    }

    /// `allOf` as one schema: properties and required names together, of other keywords the first.
    private Opened merged(JsonNode schema, Set<String> references) {
        if (!schema.path("allOf").isArray()) {
            return new Opened(schema, references);
        }
        ObjectNode merged = schema.deepCopy();
        merged.remove("allOf");
        Set<String> followed = new HashSet<>(references);
        for (JsonNode written : schema.path("allOf")) {
            Opened part = open(written, references);
            followed.addAll(part.references());
            part.schema().properties().forEach(field -> merge(field.getKey(), field.getValue(), merged));
        }
        return new Opened(merged, followed);
    }

    private static void merge(String keyword, JsonNode value, ObjectNode merged) {
        if (merged.get(keyword) instanceof ObjectNode known && value instanceof ObjectNode more) {
            known.setAll(more);
        } else if (merged.get(keyword) instanceof ArrayNode known && keyword.equals("required")) {
            known.addAll(value.valueStream().toList());
        } else {
            merged.putIfAbsent(keyword, value.deepCopy());
        }
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
