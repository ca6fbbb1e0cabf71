package dev.agentgym.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.ToolCall;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// [ArgumentFilling] with the [ArgumentHabits] of some bookings: whose value goes where.
class ArgumentsTest {

    private static final List<Conversation> LOGS = Script.conversations("""
            = a success
            customer: a table in the garden please
            call: book {"place": "garden", "guests": 2, "note": "none", "window": "evening_late"}
            ok: {"booking": "B-1"}
            = b success
            customer: in the hall
            call: book {"place": "hall", "guests": 4, "note": "none", "window": "noon"}
            ok: {"booking": "B-2"}
            = c success
            customer: in the garden
            call: book {"place": "garden", "guests": 3, "note": "none", "window": "noon"}
            ok: {"booking": "B-3"}
            = d success
            customer: on the roof
            call: book {"place": "roof", "guests": 9, "note": "secret", "window": "noon"}
            refused: "Error: the roof is closed"
            """);

    private static final ArgumentHabits HABITS = ArgumentHabits.of(LOGS);

    private static final String LOGGED = """
            customer: my number is C-10, in the garden
            call: find {"id": "C-10"}
            ok: {"account": {"key": 7, "city": "Bonn"}}
            """;

    private static final String HERE = """
            customer: I am C-22
            call: find {"id": "C-22"}
            ok: {"account": {"key": 9, "city": "Kiel"}}
            customer: let us sit in the hall
            """;

    private static Optional<String> fill(String arguments, String here) {
        ToolCall call = new ToolCall("x", "book", (ObjectNode) Json.parse(arguments));
        return filling(here)
                .fill(call, "call_1")
                .map(filled -> filled.arguments().toString());
    }

    private static ArgumentFilling filling(String here) {
        List<Message> then = Script.messages(LOGGED);
        List<Message> now = Script.messages(here);
        return new ArgumentFilling(
                new Values(then), new Values(now), said(then), said(now).reversed(), HABITS);
    }

    private static List<String> said(List<Message> messages) {
        return messages.stream()
                .filter(Message.User.class::isInstance)
                .map(message -> message.text().toLowerCase(Locale.ROOT))
                .toList();
    }

    @Test
    void what_the_customer_said_comes_from_this_customer() {
        assertThat(fill("{\"id\":\"C-10\"}", HERE)).contains("{\"id\":\"C-22\"}");
    }

    @Test
    void what_a_tool_said_comes_from_the_same_field_of_the_same_tool() {
        assertThat(fill("{\"city\":\"Bonn\",\"key\":7}", HERE)).contains("{\"city\":\"Kiel\",\"key\":9}");
    }

    @Test
    void a_number_that_was_sent_as_text_is_sent_as_text() {
        assertThat(fill("{\"key\":\"7\"}", HERE)).contains("{\"key\":\"9\"}");
    }

    @Test
    void objects_and_lists_are_filled_inside() {
        assertThat(fill("{\"where\":{\"cities\":[\"Bonn\"]},\"sure\":true}", HERE))
                .contains("{\"where\":{\"cities\":[\"Kiel\"]},\"sure\":true}");
    }

    @Test
    void an_option_is_the_one_that_this_customer_named() {
        assertThat(fill("{\"place\":\"garden\"}", HERE)).contains("{\"place\":\"hall\"}");
    }

    @Test
    void an_option_of_the_logged_customer_is_not_taken_over() {
        assertThat(fill("{\"place\":\"garden\"}", "customer: a table please")).isEmpty();
    }

    @Test
    void what_many_logs_send_is_nobodys_own() {
        assertThat(fill("{\"note\":\"none\"}", HERE)).contains("{\"note\":\"none\"}");
    }

    @Test
    void what_one_log_sends_is_somebodys_own() {
        assertThat(fill("{\"guests\":4}", HERE)).isEmpty();
    }

    @Test
    void the_missing_argument_is_named() {
        ToolCall call = new ToolCall("x", "book", (ObjectNode) Json.parse("{\"note\":\"none\",\"guests\":4}"));
        assertThat(filling(HERE).missing(call)).contains("guests");
        assertThat(filling(HERE).missing(new ToolCall("x", "book", Json.object())))
                .isEmpty();
    }

    @Test
    void the_new_call_has_the_new_id_and_the_old_name() {
        ToolCall call = new ToolCall("old", "book", Json.object());
        assertThat(filling(HERE).fill(call, "call_7")).contains(new ToolCall("call_7", "book", Json.object()));
    }

    @Test
    void habits_forget_what_was_refused() {
        assertThat(HABITS.namedIn("book", "place", List.of("on the roof"))).isEmpty();
    }

    @Test
    void the_latest_words_decide_and_the_longest_name_wins() {
        assertThat(HABITS.namedIn("book", "place", List.of("the hall", "the garden")))
                .contains(Json.parse("\"hall\""));
        assertThat(HABITS.namedIn("book", "window", List.of("evening late or noon")))
                .contains(Json.parse("\"evening_late\""));
    }

    @Test
    void a_name_stands_on_its_own_not_inside_a_word() {
        assertThat(ArgumentHabits.stands("hall", "in the hall.")).isTrue();
        assertThat(ArgumentHabits.stands("hall", "a challenge")).isFalse();
        assertThat(ArgumentHabits.stands("hall", "shall we take the hall")).isTrue();
    }
}
