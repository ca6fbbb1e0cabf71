package dev.agentgym.world;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorldTest {

    private static ObjectNode schema(String... values) {
        SchemaSketch sketch = new SchemaSketch();
        for (String value : values) {
            sketch.add(Json.parse(value));
        }
        return sketch.toSchema();
    }

    @Test
    void a_schema_says_which_fields_are_always_there() {
        JsonNode schema = schema("{\"a\":1,\"b\":\"x\"}", "{\"a\":2.5}");

        assertThat(schema)
                .isEqualTo(
                        Json.parse(
                                "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"number\"},\"b\":{\"type\":\"string\"}},\"required\":[\"a\"]}"));
    }

    @Test
    void few_texts_seen_often_are_an_enum_and_a_common_shape_is_a_format() {
        String[] often = new String[10];
        Arrays.setAll(often, i -> i % 2 == 0 ? "\"open\"" : "\"sent\"");

        assertThat(schema(often).get("enum")).isEqualTo(Json.parse("[\"open\",\"sent\"]"));
        assertThat(schema("\"open\"", "\"sent\"").has("enum")).isFalse();
        assertThat(schema("\"2026-01-01\"", "\"2026-01-02\"").path("format").asText())
                .isEqualTo("date");
        assertThat(schema("\"2026-01-01\"", "\"soon\"").has("format")).isFalse();
    }

    @Test
    void an_object_whose_fields_are_ids_is_a_map() {
        String[] maps = new String[20];
        Arrays.setAll(maps, i -> "{\"card_" + i + "\":{\"id\":" + i + "}}");

        assertThat(schema(maps).at("/additionalProperties/properties/id/type").asText())
                .isEqualTo("integer");
    }

    @Test
    void an_array_of_mixed_types_names_them_all() {
        assertThat(schema("[1,\"x\",null]").at("/items/type"))
                .isEqualTo(Json.parse("[\"integer\",\"null\",\"string\"]"));
    }

    @Test
    void a_refusal_keeps_its_words_and_takes_this_calls_values() {
        ObjectNode logged = Json.arguments(Map.of("id", "W\"1", "n", 1));
        Refusal refusal = new Refusal(Refusal.template(Json.of("Error 1: no order W\"1 found"), logged), 1);

        JsonNode filled = refusal.fill(Json.arguments(Map.of("id", "W\\2", "n", 5)));

        assertThat(filled.textValue()).isEqualTo("Error 1: no order W\\2 found");
        assertThat(refusal.saysNotFound()).isTrue();
    }

    @Test
    void real_airline_logs_show_by_what_each_tool_reads() {
        World world = RealAirline.world();

        assertThat(world.tools()).hasSize(14);
        assertThat(world.tool("get_reservation_details").orElseThrow().reads())
                .containsExactly("reservation by reservation_id");
        assertThat(world.tool("update_reservation_flights").orElseThrow().reads())
                .isEmpty();
        assertThat(world.tool("update_reservation_flights").orElseThrow().changes())
                .isTrue();
        assertThat(world.tool("get_user_details").orElseThrow().changes()).isFalse();
    }
}
