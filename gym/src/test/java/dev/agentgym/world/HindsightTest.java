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

/// A library that lends nothing to members with an overdue loan. Its clerks look at the loans of a member before
/// they lend, or after the system has refused to: never before a refusal.
class HindsightTest {

    private static final int LOGS = 60;

    private final ToolSession session = new ToolMocker(World.induce(logs()), new TierAccuracy(Map.of())).session();

    private static List<Conversation> logs() {
        List<Conversation> logs = new ArrayList<>();
        for (int member = 0; member < LOGS; member++) {
            boolean overdue = member % 3 == 0;
            List<Message> messages = new ArrayList<>();
            if (!overdue) {
                say(messages, "list_loans", member(member), loans(member, "running"));
            }
            ObjectNode lend = member(member).put("days", 7 + member % 2 * 7);
            JsonNode answer = overdue
                    ? TextNode.valueOf("Error: loan L-" + (500 + member) + " is overdue")
                    : Json.object()
                            .put("loan_id", "L-" + (800 + member))
                            .put("member_id", "M-" + (100 + member))
                            .put("status", "running");
            say(messages, "lend", lend, answer);
            if (overdue) {
                say(messages, "list_loans", member(member), loans(member, "overdue"));
            }
            logs.add(Conversation.of("desk-" + member, messages, Outcome.UNKNOWN));
        }
        return logs;
    }

    private static ObjectNode member(int number) {
        return Json.object().put("member_id", "M-" + (100 + number));
    }

    private static ObjectNode loans(int member, String status) {
        ObjectNode loans = member(member);
        loans.putArray("loans")
                .addObject()
                .put("loan_id", "L-" + (500 + member))
                .put("member_id", "M-" + (100 + member))
                .put("status", status);
        return loans;
    }

    private static void say(List<Message> messages, String tool, ObjectNode arguments, JsonNode answer) {
        String id = "call-" + messages.size();
        messages.add(Message.Assistant.calls(List.of(new ToolCall(id, tool, arguments))));
        messages.add(new Message.Tool(id, tool, answer, answer.isTextual(), Details.NONE));
    }

    private ToolResult lend(int member) {
        return session.call("lend", member(member).put("days", 21));
    }

    @Test
    void what_was_found_after_a_refusal_is_its_reason() {
        session.observe("list_loans", member(1), loans(1, "overdue"), false);

        assertThat(lend(1).isError()).isTrue();
        assertThat(lend(1).result().asText()).isEqualTo("Error: loan L-501 is overdue");
    }

    @Test
    void what_was_found_before_an_accepted_call_is_no_reason() {
        session.observe("list_loans", member(3), loans(3, "running"), false);

        assertThat(lend(3).isError()).isFalse();
    }
}
