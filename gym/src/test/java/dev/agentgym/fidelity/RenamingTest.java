package dev.agentgym.fidelity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgym.trace.Json;
import org.junit.jupiter.api.Test;

class RenamingTest {

    private final Renaming names = new Renaming();

    @Test
    void a_new_id_of_the_same_shape_in_the_same_place_means_the_same_thing_from_then_on() {
        names.compare(
                Json.parse("{\"ticket\":{\"id\":\"TK-101\",\"owner\":\"C-7\"}}"),
                Json.parse("{\"ticket\":{\"id\":\"TK-55\",\"owner\":\"C-7\"}}"));

        assertThat(names.of(Json.parse("[{\"ticket_id\":\"TK-101\"}]")))
                .isEqualTo(Json.parse("[{\"ticket_id\":\"TK-55\"}]"));
    }

    @Test
    void an_id_that_the_conversation_had_before_is_not_renamed() {
        names.saw(Json.parse("{\"id\":\"TK-101\"}"));
        names.compare(Json.parse("{\"id\":\"TK-101\"}"), Json.parse("{\"id\":\"TK-55\"}"));

        assertThat(names.of(Json.of("TK-101"))).isEqualTo(Json.of("TK-101"));
    }

    @Test
    void words_dates_and_ids_of_another_shape_are_not_renamed() {
        names.compare(
                Json.parse("{\"status\":\"open\",\"on\":\"2026-01-02\",\"id\":\"TK-101\"}"),
                Json.parse("{\"status\":\"shut\",\"on\":\"2026-01-03\",\"id\":\"X-9\"}"));

        assertThat(names.of(Json.parse("[\"open\",\"2026-01-02\",\"TK-101\"]")))
                .isEqualTo(Json.parse("[\"open\",\"2026-01-02\",\"TK-101\"]"));
    }

    @Test
    void a_new_id_may_be_a_number_where_the_name_of_its_field_says_so() {
        names.compare(
                Json.parse("{\"paymentId\":70001,\"paid\":500}"), Json.parse("{\"paymentId\":70009,\"paid\":600}"));

        assertThat(names.of(Json.parse("{\"paymentId\":70001,\"paid\":500,\"sum\":70001}")))
                .hasToString("{\"paymentId\":70009,\"paid\":500,\"sum\":70001}");
    }

    @Test
    void two_things_never_get_one_name() {
        names.compare(Json.parse("{\"id\":\"TK-101\"}"), Json.parse("{\"id\":\"TK-55\"}"));
        names.compare(Json.parse("{\"id\":\"TK-102\"}"), Json.parse("{\"id\":\"TK-55\"}"));

        assertThat(names.of(Json.of("TK-102"))).isEqualTo(Json.of("TK-102"));
    }
}
