package dev.agentgym;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Details;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.Outcome;
import dev.agentgym.trace.ToolCall;
import dev.agentgym.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InducedPolicyTest {

    private static Conversation refunded(int number, boolean withQuestion, boolean refused) {
        String id = "R" + number;
        List<Message> messages = new ArrayList<>(List.of(
                Message.User.says("Refund " + id),
                Message.Assistant.calls(
                        List.of(new ToolCall("1", "get_order", Json.object().put("id", id)))),
                new Message.Tool(
                        "1",
                        "get_order",
                        Json.object().put("id", id).put("status", "paid").put("total", number),
                        false,
                        Details.NONE)));
        if (withQuestion) {
            messages.add(Message.Assistant.says("Shall I refund it?"));
            messages.add(Message.User.says("Yes."));
        }
        messages.add(Message.Assistant.calls(
                List.of(new ToolCall("2", "refund_order", Json.object().put("id", id)))));
        messages.add(new Message.Tool(
                "2",
                "refund_order",
                refused
                        ? Json.of("Error: order is too old")
                        : Json.object().put("id", id).put("status", "refunded").put("total", number),
                refused,
                Details.NONE));
        messages.add(Message.Assistant.calls(
                List.of(new ToolCall("3", "get_order", Json.object().put("id", id)))));
        messages.add(new Message.Tool(
                "3",
                "get_order",
                Json.object()
                        .put("id", id)
                        .put("status", refused ? "paid" : "refunded")
                        .put("total", number),
                false,
                Details.NONE));
        return Conversation.of(id, messages, Outcome.SUCCESS);
    }

    @Test
    void confirmations_and_the_order_of_steps_become_policy_and_rare_habits_do_not() {
        List<Conversation> asking =
                IntStream.range(0, 20).mapToObj(n -> refunded(n, true, false)).toList();
        List<Conversation> hasty =
                IntStream.range(0, 20).mapToObj(n -> refunded(n, false, false)).toList();

        String policy = InducedPolicy.of(World.induce(asking), asking);
        assertThat(policy).contains("Before refund_order, say what you will do and wait", "20 of 20");
        assertThat(policy).contains("Before refund_order, call get_order.");
        assertThat(policy).doesNotContain("Before get_order");
        assertThat(InducedPolicy.of(World.induce(hasty), hasty)).doesNotContain("wait for the customer's yes");
        assertThat(InducedPolicy.of(World.induce(List.of()), List.of())).isEmpty();
    }

    @Test
    void a_gym_has_a_policy_only_where_its_logs_carry_none() {
        List<Conversation> plain =
                IntStream.range(0, 20).mapToObj(n -> refunded(n, true, false)).toList();
        List<Conversation> instructed = plain.stream()
                .map(each -> {
                    List<Message> messages = new ArrayList<>(each.messages());
                    messages.addFirst(new Message.SystemPrompt("Refund nothing.", Details.NONE));
                    return Conversation.of(each.id(), messages, Outcome.SUCCESS);
                })
                .toList();

        assertThat(AgentGym.createEnvironment(plain, Map.of()).policy()).contains("Before refund_order");
        assertThat(AgentGym.createEnvironment(instructed, Map.of()).policy()).isEmpty();
    }
}
