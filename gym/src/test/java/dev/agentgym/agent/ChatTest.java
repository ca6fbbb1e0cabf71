package dev.agentgym.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentgym.environment.Action;
import dev.agentgym.environment.Observation;
import dev.agentgym.tool.Tier;
import dev.agentgym.tool.TierAccuracy;
import dev.agentgym.tool.ToolMocker;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.ToolCall;
import dev.agentgym.world.World;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ChatTest {

    private static final ToolMocker TOOLS = new ToolMocker(World.induce(Script.shop()), new TierAccuracy(Map.of()));

    /// An agent that always does what a function says.
    private record Scripted(Function<Observation, Action> does) implements Agent {

        @Override
        public Action next(Observation observation) {
            return does.apply(observation);
        }

        @Override
        public String name() {
            return "scripted";
        }
    }

    private static QueryAgent agent(Function<Observation, Action> does) {
        return new QueryAgent(new Scripted(does), TOOLS, List.of());
    }

    private static Action look(String order) {
        ToolCall call = new ToolCall("c1", "get_order", Json.arguments(Map.of("order_id", order)));
        return new Action.CallTools(List.of(call), "to look");
    }

    // An agent that goes round in circles would otherwise never give the shell back.
    @Test
    void an_agent_that_only_calls_tools_is_stopped() {
        Chat chat = agent(observation -> look("W-501")).chat();
        assertThatThrownBy(() -> chat.say("hello"))
                .isInstanceOf(AgentException.class)
                .hasMessageContaining("scripted made 13 tool calls without answering");
    }

    @Test
    void calls_are_answered_before_the_agent_speaks_and_are_told_with_the_reply() {
        QueryAgent agent = agent(observation -> observation.messages().getLast() instanceof Message.Tool tool
                ? new Action.Say("It costs " + tool.result().path("total"), "asked")
                : look("W-502"));
        Reply reply = agent.reply("what does it cost?");
        assertThat(reply.text()).isEqualTo("It costs 7.8");
        assertThat(reply.agent()).isEqualTo("scripted");
        assertThat(reply.because()).isEqualTo("asked");
        assertThat(reply.finished()).isFalse();
        assertThat(reply.steps()).hasSize(1);
        assertThat(reply.steps().getFirst().result().tier()).isEqualTo(Tier.REPLAYED);
        assertThat(reply.toJson().path("tool_calls").path(0).path("name").asText())
                .isEqualTo("get_order");
    }

    @Test
    void an_agent_may_end_the_conversation() {
        Reply reply = agent(observation -> new Action.Finish("Bye.", "done")).reply("thanks");
        assertThat(reply.text()).isEqualTo("Bye.");
        assertThat(reply.finished()).isTrue();
    }

    @Test
    void a_chat_remembers_and_chats_do_not_share() {
        QueryAgent agent = agent(observation ->
                new Action.Say("message " + observation.messages().size(), "counted"));
        Chat chat = agent.chat();
        chat.say("one");
        assertThat(chat.say("two").text()).isEqualTo("message 3");
        assertThat(agent.chat().say("one").text()).isEqualTo("message 1");
        assertThat(chat.messages()).map(Message::text).containsExactly("one", "message 1", "two", "message 3");
    }
}
