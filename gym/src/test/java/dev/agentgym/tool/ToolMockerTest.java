package dev.agentgym.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Details;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.Outcome;
import dev.agentgym.trace.SharedData;
import dev.agentgym.trace.ToolCall;
import dev.agentgym.trace.Traces;
import dev.agentgym.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ToolMockerTest {

    /// A log written as `tool {arguments} -> result`, an answer that starts with `!` being a refusal.
    private static Conversation log(String id, String... calls) {
        List<Message> messages = new ArrayList<>();
        messages.add(Message.User.says("hello"));
        for (int i = 0; i < calls.length; i++) {
            String[] parts = calls[i].split(" -> ", 2);
            String tool = parts[0].substring(0, parts[0].indexOf(' '));
            ObjectNode arguments = (ObjectNode) Json.parse(parts[0].substring(tool.length() + 1));
            boolean refused = parts[1].startsWith("!");
            messages.add(Message.Assistant.calls(List.of(new ToolCall("c" + i, tool, arguments))));
            messages.add(new Message.Tool(
                    "c" + i, tool, Json.parse(refused ? parts[1].substring(1) : parts[1]), refused, Details.NONE));
        }
        return Conversation.of(id, messages, Outcome.SUCCESS);
    }

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
        return new ToolMocker(World.induce(LOGS), TierAccuracy.measure(LOGS));
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

    @Test
    void real_airline_trials_are_answered_no_worse_than_by_replay() {
        List<Conversation> traces = Traces.read(SharedData.traces("tau1_airline_gpt4o.jsonl.gz"));
        List<Conversation> train =
                traces.stream().filter(one -> !one.id().endsWith("-3")).toList();
        List<Conversation> test =
                traces.stream().filter(one -> one.id().endsWith("-3")).toList();

        TierAccuracy measured =
                TierAccuracy.measure(new ToolMocker(World.induce(train), new TierAccuracy(Map.of())), test);

        assertThat((double) measured.right() / measured.all()).isGreaterThanOrEqualTo(0.619);
    }

    @Test
    void every_logged_call_of_a_real_log_is_replayed_exactly() {
        List<Conversation> traces = Traces.read(SharedData.traces("tau1_airline_gpt4o.jsonl.gz"));

        TierAccuracy measured =
                TierAccuracy.measure(new ToolMocker(World.induce(traces), new TierAccuracy(Map.of())), traces);

        assertThat(measured.right()).isGreaterThanOrEqualTo(measured.all() * 99 / 100);
    }
}
