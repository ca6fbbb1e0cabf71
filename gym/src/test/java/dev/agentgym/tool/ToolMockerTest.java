package dev.agentgym.tool;

import static dev.agentgym.trace.Logged.log;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Json;
import dev.agentgym.world.World;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ToolMockerTest {

    private static final List<Conversation> LOGS = List.of(
            log("1", "get_order {\"id\":\"W1\"} -> {\"id\":\"W1\",\"status\":\"open\",\"total\":10}"),
            log("2", "get_order {\"id\":\"W2\"} -> {\"id\":\"W2\",\"status\":\"sent\",\"total\":7}"),
            log(
                    "3",
                    "get_order {\"id\":\"W3\"} -> {\"id\":\"W3\",\"status\":\"open\",\"total\":5}",
                    "cancel {\"order\":\"W3\"} -> {\"id\":\"W3\",\"status\":\"cancelled\",\"total\":5}",
                    "get_order {\"id\":\"W3\"} -> {\"id\":\"W3\",\"status\":\"cancelled\",\"total\":5}"),
            log("4", "get_order {\"id\":\"W99\"} -> !\"Error: order W99 not found\""),
            log("5", "list_orders {\"user\":\"U1\"} -> [{\"id\":\"W7\",\"status\":\"open\",\"total\":3}]"));

    private static ToolMocker mocker() {
        return new ToolMocker(World.induce(LOGS), new TierAccuracy(Map.of()));
    }

    @Test
    void a_logged_call_gets_its_logged_answer_with_the_conversation_that_shows_it() {
        ToolResult got = mocker().call("get_order", Map.of("id", "W2"));

        assertThat(got.result()).isEqualTo(Json.parse("{\"id\":\"W2\",\"status\":\"sent\",\"total\":7}"));
        assertThat(got.tier()).isEqualTo(Tier.REPLAYED);
        assertThat(got.provenance().conversations()).containsExactly("2");
    }

    @Test
    void another_spelling_of_a_logged_call_is_recognised() {
        assertThat(mocker().call("get_order", Map.of("id", " w2 ")).tier()).isEqualTo(Tier.CANONICAL);
    }

    @Test
    void an_entity_that_only_another_tool_showed_is_read() {
        ToolResult got = mocker().call("get_order", Map.of("id", "W7"));

        assertThat(got.tier()).isEqualTo(Tier.ENTITY);
        assertThat(got.result().path("total").asInt()).isEqualTo(3);
        assertThat(got.provenance().conversations()).containsExactly("5");
    }

    @Test
    void a_read_after_a_logged_write_sees_it_whatever_was_called_between() {
        ToolSession session = mocker().session();
        session.call("get_order", Json.arguments(Map.of("id", "W1")));
        session.call("cancel", Json.arguments(Map.of("order", "W3")));

        ToolResult got = session.call("get_order", Json.arguments(Map.of("id", "W3")));

        assertThat(got.result().path("status").asText()).isEqualTo("cancelled");
    }

    @Test
    void one_session_does_not_see_what_another_did() {
        ToolMocker mocker = mocker();
        mocker.session().call("cancel", Json.arguments(Map.of("order", "W3")));

        assertThat(mocker.call("get_order", Map.of("id", "W3"))
                        .result()
                        .path("status")
                        .asText())
                .isEqualTo("open");
    }

    /// The trap: a session that only counts what it answered itself goes on from a state that never was.
    @Test
    void a_session_goes_on_from_what_the_real_tool_said() {
        ToolSession session = mocker().session();
        JsonNode truth = Json.parse("{\"id\":\"W1\",\"status\":\"lost\",\"total\":10}");
        session.observe("mark", Json.arguments(Map.of("order", "W1")), truth, false);

        assertThat(session.call("get_order", Json.arguments(Map.of("id", "W1"))).result())
                .isEqualTo(truth);
    }

    @Test
    void a_branch_starts_where_its_session_stands_and_goes_its_own_way() {
        ToolSession session = mocker().session();
        session.call("cancel", Json.arguments(Map.of("order", "W3")));
        ToolSession branch = session.branch();
        JsonNode lost = Json.parse("{\"id\":\"W1\",\"status\":\"lost\",\"total\":10}");
        branch.observe("mark", Json.arguments(Map.of("order", "W1")), lost, false);

        assertThat(status(branch, "W3")).isEqualTo("cancelled");
        assertThat(status(branch, "W1")).isEqualTo("lost");
        assertThat(status(session, "W1")).isEqualTo("open");
    }

    private static String status(ToolSession session, String order) {
        return session.call("get_order", Json.arguments(Map.of("id", order)))
                .result()
                .path("status")
                .asText();
    }

    /// The trap: to take in the answer that the message itself is, or to leave out the one just before it.
    @Test
    void a_session_starts_from_any_turn_of_a_conversation() {
        Conversation log = LOGS.get(2);

        assertThat(statusFrom(log, 0)).isEqualTo("open");
        assertThat(statusFrom(log, 4)).isEqualTo("open");
        assertThat(statusFrom(log, 5)).isEqualTo("cancelled");
        assertThat(statusFrom(log, log.messages().size())).isEqualTo("cancelled");
        assertThat(mocker().session().observe(log, 5)).isEqualTo(2);
        assertThatThrownBy(() -> mocker().session(log, 8))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("turn 8 of conversation 3: it has messages 0 to 6");
    }

    private static String statusFrom(Conversation log, int turn) {
        return status(mocker().session(log, turn), "W3");
    }

    @Test
    void an_unknown_id_is_refused_in_the_tools_own_words() {
        ToolResult got = mocker().call("get_order", Map.of("id", "W1234"));

        assertThat(got.isError()).isTrue();
        assertThat(got.tier()).isEqualTo(Tier.NOT_FOUND);
        assertThat(got.result().textValue()).isEqualTo("Error: order W1234 not found");
    }

    /// The trap: a known id in a call that no log shows must not be refused as unknown, nor answered with another's
    /// record.
    @Test
    void what_the_logs_cannot_tell_is_said_to_be_unknown() {
        assertThat(mocker().call("cancel", Map.of("order", "W1")).tier()).isEqualTo(Tier.ABSTAIN);
        assertThat(mocker().call("no_such_tool", Map.of()).tier()).isEqualTo(Tier.ABSTAIN);
        assertThat(mocker().call("get_order", Map.of()).tier()).isEqualTo(Tier.ABSTAIN);
    }
}
