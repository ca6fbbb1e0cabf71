package dev.agentgym.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgym.trace.Json;
import org.junit.jupiter.api.Test;

class CounterpartTest {

    private static final String LOGGED = """
            [{"plan": "Basic", "state": "ended", "price": 10}, {"plan": "Sports", "state": "active", "price": 15}]""";

    private static final String HERE = """
            [{"plan": "Film", "state": "active", "price": 12}, {"plan": "Kids", "state": "ended", "price": 7},
             {"plan": "News", "state": "ended", "price": 30}]""";

    private static int found(String heard, String said, int index) {
        return new Counterpart(heard, said).of(Json.parse(LOGGED), index, Json.parse(HERE));
    }

    @Test
    void what_the_customer_names_is_meant() {
        assertThat(found("please end kids", "you have film, kids and news", 1)).isEqualTo(1);
    }

    @Test
    void else_what_the_agent_named() {
        assertThat(found("yes", "shall i end news?", 1)).isEqualTo(2);
    }

    @Test
    void else_what_is_in_the_same_state() {
        assertThat(found("yes", "shall i?", 1)).isZero();
    }

    @Test
    void else_the_dearest_for_the_dearest() {
        String logged =
                "[{\"id\": \"A-1\", \"price\": 10}, {\"id\": \"A-2\", \"price\": 15}, {\"id\": \"A-3\", \"price\": 12}]";
        String here =
                "[{\"id\": \"B-1\", \"price\": 9}, {\"id\": \"B-2\", \"price\": 3}, {\"id\": \"B-3\", \"price\": 40}]";
        assertThat(new Counterpart("yes", "").of(Json.parse(logged), 1, Json.parse(here)))
                .isEqualTo(2);
    }

    @Test
    void else_the_item_at_the_same_place() {
        String any = "[{\"id\": \"A\"}, {\"id\": \"B\"}]";
        assertThat(new Counterpart("yes", "").of(Json.parse(any), 1, Json.parse("[{\"id\": \"X\"}, {\"id\": \"Y\"}]")))
                .isEqualTo(1);
    }
}
