package dev.agentgym.world;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.agentgym.tool.TierAccuracy;
import dev.agentgym.tool.ToolMocker;
import dev.agentgym.tool.ToolResult;
import dev.agentgym.tool.ToolSession;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Details;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.Outcome;
import dev.agentgym.trace.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A harbour that lets no ship dock while one of its fines is unpaid. Ships have several, and nobody looks at them
/// before: only when docking was refused, the officer looks at the fine that the refusal names.
class ShownRowsTest {

    private static final int LOGS = 60;

    private final ToolSession session = new ToolMocker(World.induce(logs()), new TierAccuracy(Map.of())).session();

    private static List<Conversation> logs() {
        List<Conversation> logs = new ArrayList<>();
        for (int ship = 0; ship < LOGS; ship++) {
            boolean fined = ship % 5 == 0;
            List<Message> messages = new ArrayList<>();
            ObjectNode dock = Json.object().put("ship_id", "S-" + (100 + ship)).put("pier", 1 + ship % 4);
            JsonNode answer = fined
                    ? TextNode.valueOf("Error: fine F-" + (500 + ship) + " is unpaid")
                    : Json.object().put("state", "docked").put("pier", 1 + ship % 4);
            say(messages, "dock", dock, answer);
            say(messages, "get_fine", fine(ship), fine(ship, fined ? "unpaid" : "paid"));
            ObjectNode older = Json.object().put("fine_id", "F-" + (300 + ship));
            say(messages, "get_fine", older, fine(ship, "paid").setAll(older));
            logs.add(Conversation.of("harbour-" + ship, messages, Outcome.UNKNOWN));
        }
        return logs;
    }

    private static ObjectNode fine(int ship) {
        return Json.object().put("fine_id", "F-" + (500 + ship));
    }

    private static ObjectNode fine(int ship, String status) {
        return fine(ship).put("ship_id", "S-" + (100 + ship)).put("status", status);
    }

    private static void say(List<Message> messages, String tool, ObjectNode arguments, JsonNode answer) {
        String id = "call-" + messages.size();
        messages.add(Message.Assistant.calls(List.of(new ToolCall(id, tool, arguments))));
        messages.add(new Message.Tool(id, tool, answer, answer.isTextual(), Details.NONE));
    }

    private ToolResult dock(int ship) {
        return session.call(
                "dock", Json.object().put("ship_id", "S-" + (100 + ship)).put("pier", 2));
    }

    @Test
    void a_row_that_a_session_was_shown_is_a_reason_to_refuse_if_such_rows_were_named() {
        session.observe("get_fine", fine(7), fine(7, "unpaid"), false);

        assertThat(dock(7).isError()).isTrue();
        assertThat(dock(7).result().asText()).isEqualTo("Error: fine F-507 is unpaid");
    }

    @Test
    void a_row_that_is_as_those_of_accepted_calls_is_none() {
        session.observe("get_fine", fine(7), fine(7, "paid"), false);

        assertThat(dock(7).isError()).isFalse();
    }

    @Test
    void a_row_that_belongs_to_something_else_is_none() {
        session.observe("get_fine", fine(8), fine(8, "unpaid"), false);

        assertThat(dock(7).isError()).isFalse();
    }

    @Test
    void the_rules_say_which_rows_they_may_speak_of() {
        assertThat(World.induce(logs()).toJson().at("/tools/dock/rules").toString())
                .contains("may concern any fine that was shown, as shown_fine")
                .contains("any of shown_fine has");
    }
}
