package dev.agentgym.world;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.agentgym.trace.Json;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NotFoundWordsTest {

    private static NotFoundWords heard(String argument, String value, String refusal) {
        NotFoundWords words = new NotFoundWords();
        words.add(
                new Observation(
                        "1",
                        0,
                        "change",
                        Json.object().put(argument, value),
                        TextNode.valueOf(refusal),
                        true,
                        Optional.empty()),
                Store.empty());
        return words;
    }

    private static String said(NotFoundWords words, String argument, String value) {
        return words.of("get", argument, value).orElseThrow().text().asText();
    }

    @Test
    void another_thing_is_not_found_in_the_same_words() {
        NotFoundWords words = heard("order_id", "O-1", "Error: Order O-1 not found");

        assertThat(said(words, "order_id", "O-7")).isEqualTo("Error: Order O-7 not found");
        assertThat(said(words, "user_id", "u7")).isEqualTo("Error: User u7 not found");
    }

    @Test
    void a_code_names_the_other_thing_too() {
        NotFoundWords words = heard("voucher_id", "V-1", "VOUCHER_NOT_FOUND: There is no voucher V-1.");

        assertThat(said(words, "slot_id", "S-7")).isEqualTo("SLOT_NOT_FOUND: There is no slot S-7.");
    }

    @Test
    void a_thing_of_two_words_gives_way_as_a_whole() {
        NotFoundWords words = heard("payment_id", "card_9", "Error: payment method card_9 not found");

        assertThat(said(words, "reservation_id", "R7")).isEqualTo("Error: reservation R7 not found");
    }

    /// `Payment method not found` may be about whose method it is: it says little of how reservations are missed.
    @Test
    void words_that_name_no_value_are_of_their_own_argument_only() {
        NotFoundWords words = heard("payment_id", "card_9", "Error: payment method not found");

        assertThat(said(words, "payment_id", "card_7")).isEqualTo("Error: payment method not found");
        assertThat(words.of("get", "reservation_id", "R7")).isEmpty();
    }
}
