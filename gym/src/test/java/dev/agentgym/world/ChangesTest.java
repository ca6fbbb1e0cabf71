package dev.agentgym.world;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
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

/// A router of which logs show only words: who changed it has to be told from who looked at it.
class ChangesTest {

    private static final int LOGS = 30;

    private static void say(List<Message> messages, String tool, String answer) {
        String id = "call-" + messages.size();
        messages.add(new Message.Assistant("", List.of(new ToolCall(id, tool, Json.object())), Details.NONE));
        messages.add(new Message.Tool(id, tool, TextNode.valueOf(answer), false, Details.NONE));
    }

    /// Looks, does something else or switches, and looks again, in different orders.
    private static Conversation log(int number, String look, String switching) {
        List<Message> messages = new ArrayList<>();
        boolean on = number % 2 == 0;
        say(messages, look, on ? "WLAN is on" : "WLAN is off");
        if (number % 3 > 0) {
            say(messages, "ping", "pong");
        }
        if (number % 5 > 0) {
            say(messages, switching, "done");
            on = !on;
        }
        say(messages, look, on ? "WLAN is on" : "WLAN is off");
        return Conversation.of("router-" + number, messages, Outcome.UNKNOWN);
    }

    private static Map<String, ToolProfile> tools(String look, String switching) {
        List<Conversation> logs = new ArrayList<>();
        for (int number = 0; number < LOGS; number++) {
            logs.add(log(number, look, switching));
        }
        return World.induce(logs).tools();
    }

    /// The look is there whenever something changed; what came in between is to blame.
    @Test
    void a_look_that_shows_a_change_did_not_make_it() {
        Map<String, ToolProfile> tools = tools("status", "press");

        assertThat(tools.get("press")).extracting(ToolProfile::kind).isEqualTo(ToolKind.CHANGE);
        assertThat(tools.get("status")).extracting(ToolProfile::kind).isNotEqualTo(ToolKind.CHANGE);
    }

    @Test
    void a_name_that_says_it_looks_is_half_as_suspect() {
        assertThat(ToolVerbs.suspicion("get_data_usage")).isEqualTo(0.5);
        assertThat(ToolVerbs.suspicion("TravelApi.listFlights")).isEqualTo(0.5);
        assertThat(ToolVerbs.suspicion("getaway_booking")).isEqualTo(1);
        assertThat(ToolVerbs.suspicion("refuel_data")).isEqualTo(1);
    }
}
