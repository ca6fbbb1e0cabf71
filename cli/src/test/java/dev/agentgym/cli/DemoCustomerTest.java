package dev.agentgym.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.agentgym.Gym;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Details;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.Outcome;
import dev.agentgym.trace.ToolCall;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCustomerTest {

    @TempDir
    static Path folder;

    private static Gym gym;
    private static Conversation smooth;

    @BeforeAll
    static void create() throws IOException {
        gym = Gym.load(Cancellations.gym(folder, 12, 0));
        smooth = gym.traces().getFirst();
    }

    // Good agents err now and then; where that counts, hardly a customer is left to choose from.
    @Test
    void a_refused_call_of_the_logged_agent_is_no_obstacle() {
        Conversation erred = with("cancel_order", true);
        assertThat(chosen(erred, smooth)).isEqualTo(erred);
    }

    @Test
    void a_customer_whose_accepted_calls_cannot_be_answered_is_passed_over() {
        assertThat(chosen(with("return_order", false), smooth)).isEqualTo(smooth);
    }

    @Test
    void a_customer_who_was_not_helped_is_passed_over() {
        Conversation failed = Conversation.of("failed", smooth.messages(), Outcome.FAILURE);
        assertThat(chosen(failed, smooth)).isEqualTo(smooth);
    }

    private static Conversation chosen(Conversation... heldOut) {
        return new DemoCustomer(gym).choose(List.of(heldOut));
    }

    /// The smooth conversation with one more call about an order that no log knows.
    private static Conversation with(String tool, boolean refused) {
        List<Message> messages = new ArrayList<>(smooth.messages());
        Details details = Details.NONE;
        messages.addAll(
                1,
                List.of(
                        new Message.Assistant(
                                "",
                                List.of(new ToolCall("more", tool, Json.object().put("order_id", "W-7"))),
                                details),
                        new Message.Tool("more", tool, TextNode.valueOf("There is no order W-7."), refused, details)));
        return Conversation.of(tool, messages, Outcome.SUCCESS);
    }
}
