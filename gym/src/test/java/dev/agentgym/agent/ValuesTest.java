package dev.agentgym.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValuesTest {

    private static Values values(String script) {
        return new Values(Script.messages(script));
    }

    @Test
    void a_result_is_addressed_by_tool_and_path() {
        Values values = values("""
                call: find {"id": "C-1"}
                ok: {"account": {"city": "Bonn"}, "orders": [{"id": "W-1"}, {"id": "W-2"}]}
                """);
        assertThat(values.at("result:find:0.account.city").map(JsonNode::asText))
                .contains("Bonn");
        assertThat(values.at("result:find:0.orders.1.id").map(JsonNode::asText)).contains("W-2");
        assertThat(values.at("argument:find:0.id").map(JsonNode::asText)).contains("C-1");
    }

    @Test
    void the_latest_answer_is_number_zero() {
        Values values = values("""
                call: find {"id": "C-1"}
                ok: {"city": "Bonn"}
                call: find {"id": "C-2"}
                ok: {"city": "Kiel"}
                """);
        assertThat(values.at("result:find:0.city").map(JsonNode::asText)).contains("Kiel");
        assertThat(values.at("result:find:1.city").map(JsonNode::asText)).contains("Bonn");
    }

    // What a tool refused was wrong: it must not be told or sent again.
    @Test
    void refused_calls_are_no_source_and_the_agents_own_words_are_only_what_it_offers() {
        Values values = values("""
                agent: is it W-9?
                call: find {"id": "W-8"}
                refused: "Error: W-7 is unknown"
                """);
        assertThat(values.all()).containsOnlyKeys("offered:W-9:0", "offered:A-9:0");
    }

    @Test
    void what_the_customer_said_is_addressed_by_its_shape_the_latest_first() {
        Values values = values("customer: W-100 I mean\ncustomer: W-2000, mail me@home.example, +49 30 1234567");
        assertThat(values.at("said:W-9:0").map(JsonNode::asText)).contains("W-2000");
        assertThat(values.at("said:W-9:1").map(JsonNode::asText)).contains("W-100");
        assertThat(values.at("said:e-mail:0").map(JsonNode::asText)).contains("me@home.example");
        assertThat(values.at("said:phone:0").map(JsonNode::asText)).contains("+49 30 1234567");
    }

    @Test
    void a_street_with_its_number_is_one_thing_said() {
        Values values = values("customer: I move to 69 Beacon Hill, EV-1940 Eskvale, on the 3rd");
        assertThat(values.at("said:number and name:0").map(JsonNode::asText)).contains("69 Beacon Hill");
        assertThat(values.at("said:EV-9:0").map(JsonNode::asText)).contains("EV-1940");
    }

    @ParameterizedTest
    @CsvSource({"W-1234, W-9", "AB1CD2, A9A9", "W-9, W-9", "C-1234, C-9", "a@b.c, e-mail", "0301234567, phone"})
    void words_of_one_kind_have_one_shape(String word, String shape) {
        assertThat(Values.shape(word)).isEqualTo(shape);
    }

    @Test
    void the_full_stop_of_a_sentence_is_not_part_of_a_code() {
        assertThat(values("customer: it is W-5.").knows("W-5")).isTrue();
    }

    @Test
    void the_parts_of_a_name_are_values_too() {
        Values values = values("call: find {}\nok: {\"name\": \"Anna Maria Lind\"}");
        assertThat(values.placesOf("maria")).containsExactly("result:find:0.name#1");
        assertThat(values.knows("Lind")).isTrue();
    }

    @Test
    void nothing_is_known_of_null() {
        assertThat(values("call: find {}\nok: {\"name\": null}").all()).isEmpty();
    }
}
