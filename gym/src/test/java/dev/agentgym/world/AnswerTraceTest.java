package dev.agentgym.world;

import static dev.agentgym.trace.Logged.log;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnswerTraceTest {

    private static final World WORLD = World.induce(logs());

    /// Orders that are sent cannot be cancelled; every third order is sent.
    private static List<Conversation> logs() {
        List<Conversation> logs = new ArrayList<>();
        for (int i = 10; i < 40; i++) {
            String status = i % 3 == 0 ? "sent" : "open";
            String order = "{\"id\":\"W" + i + "\",\"status\":\"%s\",\"total\":" + i + "}";
            String cancelled = i % 3 == 0 ? "!\"Error: order is sent\"" : order.formatted("cancelled");
            logs.add(log(
                    "c" + i,
                    "get_order {\"id\":\"W" + i + "\"} -> " + order.formatted(status),
                    "cancel {\"order\":\"W" + i + "\"} -> " + cancelled));
        }
        logs.add(log("c50", "get_order {\"id\":\"W99\"} -> !\"Error: order W99 not found\""));
        logs.add(log("c51", "list_orders {\"user\":\"U1\"} -> {\"orders\":[\"W77\"]}"));
        return logs;
    }

    private static List<String> explain(String tool, String argument, String value) {
        return WORLD.session().explain(tool, arguments(argument, value));
    }

    private static ObjectNode arguments(String argument, String value) {
        return Json.arguments(Map.of(argument, value));
    }

    private static final String IS_SENT = "refuses where id.status = \"sent\" (10 for, 0 against, 0 unknown)";

    @Test
    void a_refused_call_shows_the_row_the_guard_that_holds_and_ends_with_it() {
        assertThat(explain("cancel", "order", "W12"))
                .containsExactly(
                        "id: the id with id = args.order: found {\"id\":\"W12\",\"status\":\"sent\",\"total\":12}",
                        "holds: " + IS_SENT,
                        "so it is refused: " + IS_SENT);
    }

    @Test
    void a_computed_answer_shows_the_guards_that_do_not_hold_and_the_rule() {
        assertThat(explain("cancel", "order", "W13"))
                .contains("does not hold: " + IS_SENT)
                .last()
                .asString()
                .startsWith("so it answers {id: id.id, status: \"cancelled\"")
                .endsWith("(20 logged answers for it, 0 against)");
    }

    @Test
    void a_read_names_the_row_that_it_answers_with() {
        assertThat(explain("get_order", "id", "W13")).last().isEqualTo("so it answers with the id with this id");
    }

    /// The trap: a row of which only the name is known looks like a row that was found.
    @Test
    void a_row_known_by_name_alone_leaves_the_guard_and_the_answer_open() {
        assertThat(explain("cancel", "order", "W77"))
                .containsExactly(
                        "id: the id with id = args.order: exists, nothing more is known of it",
                        "not known: " + IS_SENT,
                        "so no rule answers: it is not known whether the tool refuses: id.status = \"sent\"");
    }

    /// The trap: a guard that holds seems to decide, but the words come from the look-up of unknown ids.
    @Test
    void an_unknown_id_is_said_to_come_before_a_guard() {
        assertThat(explain("get_order", "id", "W1234"))
                .containsExactly(
                        "id: the id with id = args.id: does not exist",
                        "holds, but unknown ids come first:" + " refuses where id = null (1 for, 0 against, 0 unknown)",
                        "so it is refused: no log knows the id W1234; get_order itself says so");
    }

    @Test
    void an_unknown_tool_has_one_line() {
        assertThat(explain("nothing", "id", "W1"))
                .containsExactly("so no rule answers: no log shows an answer of nothing");
    }

    /// The trap: an explanation that takes in what it explains changes the next one.
    @Test
    void explaining_changes_nothing_and_sees_what_the_session_saw() {
        WorldSession session = WORLD.session();
        session.explain("cancel", arguments("order", "W13"));
        assertThat(session.hasChanged()).isFalse();

        session.observe(
                "cancel",
                arguments("order", "W13"),
                Json.parse("{\"id\":\"W13\",\"status\":\"sent\",\"total\":13}"),
                false,
                false);

        assertThat(session.explain("cancel", arguments("order", "W13")))
                .last()
                .isEqualTo("so it is refused: " + IS_SENT);
    }
}
