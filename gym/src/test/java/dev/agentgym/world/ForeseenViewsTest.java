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
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A swimming club whose members pay half of what is left of the season when they leave, and have to accept that. The
/// fee
/// can be asked for before; who does not ask learns it from the refusal.
class ForeseenViewsTest {

    private static final int LOGS = 80;

    private final ToolSession session = new ToolMocker(World.induce(logs()), new TierAccuracy(Map.of())).session();

    private static List<Conversation> logs() {
        List<Conversation> logs = new ArrayList<>();
        for (int i = 0; i < LOGS; i++) {
            List<Message> messages = new ArrayList<>();
            say(messages, "get_member", id(i), member(i));
            if (i * 11 % 7 < 2 && fee(i) > 0) {
                ObjectNode call = i * 5 % 11 < 8 ? id(i) : id(i).put("accept_fee", false);
                say(messages, "leave", call, refusal(i));
            } else {
                say(messages, "quote", id(i), id(i).put("months", months(i)).put("fee", fee(i)));
                ObjectNode call = fee(i) > 0 ? id(i).put("accept_fee", true) : id(i);
                say(messages, "leave", call, id(i).put("paid", fee(i)));
            }
            logs.add(Conversation.of("club-" + i, messages, Outcome.UNKNOWN));
        }
        return logs;
    }

    private static JsonNode refusal(int number) {
        return TextNode.valueOf(
                String.format(Locale.ROOT, "Error: leaving costs %.2f EUR and needs accept_fee true", fee(number)));
    }

    private static int price(int number) {
        return 20 + number * 29 % 47;
    }

    private static int months(int number) {
        return number * 37 % 101 % 9;
    }

    private static double fee(int number) {
        return price(number) * months(number) / 2.0;
    }

    private static ObjectNode id(int number) {
        return Json.object().put("member_id", "M-" + (100 + number));
    }

    private static ObjectNode member(int number) {
        return id(number).put("price", price(number)).put("months_left", months(number));
    }

    private static void say(List<Message> messages, String tool, ObjectNode arguments, JsonNode answer) {
        String id = "call-" + messages.size();
        messages.add(Message.Assistant.calls(List.of(new ToolCall(id, tool, arguments))));
        messages.add(new Message.Tool(id, tool, answer, answer.isTextual(), Details.NONE));
    }

    private ToolResult leave(int number, ObjectNode arguments) {
        session.observe("get_member", id(number), member(number), false);
        return session.call("leave", arguments);
    }

    @Test
    void what_another_tool_would_have_answered_is_a_reason_and_is_said() {
        assertThat(leave(203, id(203)).result()).isEqualTo(refusal(203));
    }

    @Test
    void a_flag_that_is_left_out_is_as_good_as_one_that_is_false() {
        assertThat(leave(204, id(204).put("accept_fee", false)).result()).isEqualTo(refusal(204));
        assertThat(leave(206, id(206)).result()).isEqualTo(refusal(206));
    }

    @Test
    void where_the_other_tool_would_have_answered_otherwise_there_is_no_reason() {
        assertThat(leave(202, id(202)).isError()).isFalse();
        assertThat(leave(200, id(200).put("accept_fee", false)).isError()).isFalse();
    }

    @Test
    void a_flag_that_is_set_passes() {
        assertThat(leave(203, id(203).put("accept_fee", true)).isError()).isFalse();
    }
}
