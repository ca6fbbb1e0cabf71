package dev.agentgym.llm.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.llm.Request;
import dev.agentgym.llm.Sampling;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.ToolSchema;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Judges by what reaches the server, so that the library's part is tested too.
@Timeout(30)
class GeminiSchemaTest {

    @AutoClose
    private final GeminiServer server = new GeminiServer();

    private JsonNode declared(String parameters) {
        server.answersParts("{\"text\": \"hi\"}");
        ToolSchema tool = new ToolSchema("t", "", (ObjectNode) Json.parse(parameters));
        server.client().complete(new Request(List.of(Message.User.says("hi")), List.of(tool), Sampling.DEFAULT));
        return server.body().at("/tools/0/functionDeclarations/0/parameters");
    }

    private JsonNode property(String schema) {
        return declared("{\"type\": \"object\", \"properties\": {\"p\": " + schema + "}}")
                .at("/properties/p");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'type': 'integer'}                          | INTEGER",
                "{'type': 'number'}                           | NUMBER",
                "{'type': 'boolean'}                          | BOOLEAN",
                "{'type': 'string', 'format': 'date'}         | STRING",
                "{'type': ['integer', 'null']}                | INTEGER",
                "{'anyOf': [{'type': 'null'}, {'type': 'number'}]} | NUMBER",
                "{'enum': [1, 2]}                             | INTEGER",
                "{'properties': {'q': {'type': 'string'}}}    | OBJECT",
                "{'items': {'type': 'string'}}                | ARRAY",
                "{'$ref': '#/properties/p/x', 'x': {'type': 'boolean'}} | BOOLEAN",
                "{}                                           | STRING",
                "true                                         | STRING"
            })
    void a_schema_becomes_the_type_that_gemini_has_for_it(String schema, String type) {
        assertThat(property(schema.replace('\'', '"')).path("type").asText()).isEqualTo(type);
    }

    @Test
    void an_enum_of_texts_stays_without_its_empty_text() {
        assertThat(property("{\"type\": \"string\", \"enum\": [\"a\", \"\", \"b\"]}")
                        .path("enum"))
                .isEqualTo(Json.parse("[\"a\", \"b\"]"));
    }

    @Test
    void what_gemini_lacks_is_told_in_words() {
        JsonNode property = property("""
                {"type": "integer", "description": "How many", "minimum": 1, "maximum": 9, "enum": [1, 5, 9]}""");

        assertThat(property.path("description").asText())
                .isEqualTo("How many. One of 1, 5, 9. minimum: 1. maximum: 9.");
    }

    @Test
    void a_choice_of_types_becomes_any_of_them_under_one_description() {
        JsonNode property = property("{\"description\": \"Id.\", \"type\": [\"string\", \"integer\", \"null\"]}");

        assertThat(property.path("description").asText()).isEqualTo("Id.");
        assertThat(property.path("anyOf"))
                .extracting(any -> any.path("type").asText())
                .containsExactly("STRING", "INTEGER");
    }

    @Test
    void a_value_or_null_keeps_its_description_and_its_items() {
        JsonNode property = property("""
                {"description": "Tags.", "anyOf": [{"type": "array", "items": {"type": "number"}}, {"type": "null"}]}""");

        assertThat(property.path("type").asText()).isEqualTo("ARRAY");
        assertThat(property.path("description").asText()).isEqualTo("Tags.");
        assertThat(property.at("/items/type").asText()).isEqualTo("NUMBER");
    }

    @Test
    void all_of_is_merged_and_references_are_followed() {
        JsonNode declared = declared("""
                {"type": "object", "$defs": {"Named": {"type": "object", "properties": {"name": {"type": "string"}},
                 "required": ["name"]}}, "properties": {"p": {"allOf": [{"$ref": "#/$defs/Named"},
                 {"properties": {"age": {"type": "integer"}}}]}}}""");

        assertThat(declared.at("/properties/p/properties/name/type").asText()).isEqualTo("STRING");
        assertThat(declared.at("/properties/p/properties/age/type").asText()).isEqualTo("INTEGER");
        assertThat(declared.at("/properties/p/required")).isEqualTo(Json.parse("[\"name\"]"));
    }

    @Test
    void required_names_without_a_property_are_dropped_as_gemini_refuses_them() {
        assertThat(declared("""
                {"type": "object", "properties": {"a": {"type": "string"}}, "required": ["a", "ghost"]}""").path("required")).isEqualTo(Json.parse("[\"a\"]"));
    }

    @Test
    void a_tool_without_arguments_is_declared_without_parameters() {
        assertThat(declared("{\"type\": \"object\", \"properties\": {}}").isMissingNode())
                .isTrue();
        assertThat(declared("{}").isMissingNode()).isTrue();
    }

    @Test
    void a_schema_that_refers_to_itself_is_told_once_and_then_as_text() {
        // Following references without a bound would overflow the stack.
        JsonNode tree = declared("{\"type\": \"object\", \"properties\": {\"child\": {\"$ref\": \"#\"}}}");
        JsonNode loop = property("{\"$ref\": \"#/properties/p\"}");
        JsonNode merged = property("{\"allOf\": [{\"$ref\": \"#/properties/p\"}]}");

        assertThat(tree.at("/properties/child/type").asText()).isEqualTo("OBJECT");
        assertThat(tree.at("/properties/child/properties/child/type").asText()).isEqualTo("STRING");
        assertThat(loop.path("type").asText()).isEqualTo("STRING");
        assertThat(merged.path("type").asText()).isEqualTo("STRING");
    }

    @Test
    void references_that_multiply_come_to_an_end() {
        // Twenty definitions, each naming the next three times, name three billion elements.
        StringBuilder definitions = new StringBuilder("\"d20\": {\"type\": \"string\"}");
        for (int i = 0; i < 20; i++) {
            String next = "{\"$ref\": \"#/$defs/d" + (i + 1) + "\"}";
            definitions.append(", \"d" + i + "\": {\"properties\": {\"a\": " + next + ", \"b\": " + next + ", \"c\": "
                    + next + "}}");
        }

        assertThat(declared("{\"properties\": {\"p\": {\"$ref\": \"#/$defs/d0\"}}, \"$defs\": {" + definitions + "}}")
                        .at("/properties/p/properties/a/type")
                        .asText())
                .isEqualTo("OBJECT");
    }

    @Test
    void a_reference_that_leads_nowhere_is_text() {
        assertThat(property("{\"$ref\": \"https://elsewhere/x.json\"}")
                        .path("type")
                        .asText())
                .isEqualTo("STRING");
        assertThat(property("{\"$ref\": \"#anchor\"}").path("type").asText()).isEqualTo("STRING");
    }

    @Test
    void a_reference_keeps_the_description_beside_it() {
        JsonNode declared = declared("""
                {"properties": {"p": {"$ref": "#/$defs/Id", "description": "The order."}},
                 "$defs": {"Id": {"type": "integer", "description": "An id."}}}""");

        assertThat(declared.at("/properties/p/type").asText()).isEqualTo("INTEGER");
        assertThat(declared.at("/properties/p/description").asText()).isEqualTo("The order.");
    }
}
