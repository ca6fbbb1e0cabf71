package dev.agentgym.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class WordingTest {

    private static final CommonWords COMMON = CommonWords.of(Script.shop());

    private static final String LOGGED = """
            customer: it is W-501
            call: get_order {"order_id": "W-501"}
            ok: {"order_id": "W-501", "owner": "Anna Lind", "total": 12.5, "points": 1250, "due": "2026-03-05", \
            "status": "no_show", "credit": -3.4}
            """;

    private static final String HERE = """
            customer: it is W-777
            call: get_order {"order_id": "W-777"}
            ok: {"order_id": "W-777", "owner": "Nora Quist", "total": 8, "points": 34000, "due": "2026-11-21", \
            "status": "in_transit", "credit": -20}
            """;

    private static Optional<String> here(String reply) {
        return fill(reply, HERE);
    }

    private static Optional<String> fill(String reply, String here) {
        return new Wording(new Values(Script.messages(LOGGED)), new Values(Script.messages(here)), COMMON).fill(reply);
    }

    @Test
    void a_code_becomes_the_code_of_this_customer() {
        assertThat(here("your order W-501 is here")).contains("your order W-777 is here");
    }

    @Test
    void a_name_is_replaced_in_whole_and_in_part() {
        assertThat(here("thank you, Anna Lind")).contains("thank you, Nora Quist");
        assertThat(here("thank you, Anna")).contains("thank you, Nora");
    }

    @Test
    void amounts_keep_their_two_decimals() {
        assertThat(here("it cost 12.50 EUR")).contains("it cost 8.00 EUR");
    }

    @Test
    void a_negative_amount_is_told_without_its_sign() {
        assertThat(here("a credit of 3.40 EUR")).contains("a credit of 20.00 EUR");
    }

    @Test
    void thousands_keep_their_comma() {
        assertThat(here("you have 1,250 points")).contains("you have 34,000 points");
    }

    @Test
    void dates_keep_their_spelling() {
        assertThat(here("due on 2026-03-05")).contains("due on 2026-11-21");
        assertThat(here("due on March 5, 2026")).contains("due on November 21, 2026");
        assertThat(here("due on 5 March")).contains("due on 21 November");
        assertThat(here("due on Thursday 5 March")).contains("due on Saturday 21 November");
    }

    @Test
    void a_word_of_a_tool_is_told_in_words() {
        assertThat(here("it was a no show")).contains("it was a in transit");
    }

    @Test
    void a_value_that_is_not_known_here_is_not_told() {
        assertThat(fill("your order W-501 is here", "customer: hello")).isEmpty();
    }

    // It comes from nowhere in the log, so it may be anybody's.
    @Test
    void a_number_or_name_of_unknown_origin_is_not_told() {
        assertThat(here("call me at 4711-22")).isEmpty();
        assertThat(here("ask for Wilhelmina")).isEmpty();
    }

    @Test
    void a_reply_without_values_stays_as_it_is() {
        assertThat(here("Welcome to Fern Books. What is your order number?"))
                .contains("Welcome to Fern Books. What is your order number?");
    }

    // `W-501` inside `W-5012` is another code, and must not be half replaced.
    @Test
    void a_value_inside_a_longer_one_is_not_touched() {
        assertThat(here("your order W-5012")).isEmpty();
    }
}
