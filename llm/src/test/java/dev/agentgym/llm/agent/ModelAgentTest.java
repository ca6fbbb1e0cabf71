package dev.agentgym.llm.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.agent.Agent;
import dev.agentgym.agent.AgentException;
import dev.agentgym.agent.Chat;
import dev.agentgym.agent.QueryAgent;
import dev.agentgym.agent.Reply;
import dev.agentgym.environment.Action;
import dev.agentgym.environment.Observation;
import dev.agentgym.llm.Completion;
import dev.agentgym.llm.ModelClient;
import dev.agentgym.llm.call.Retries;
import dev.agentgym.llm.provider.GeminiServer;
import dev.agentgym.tool.Tier;
import dev.agentgym.tool.TierAccuracy;
import dev.agentgym.tool.ToolMocker;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Details;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.Outcome;
import dev.agentgym.trace.ToolCall;
import dev.agentgym.trace.ToolSchema;
import dev.agentgym.world.World;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ModelAgentTest {

    private static final String QUOTA =
            "{\"error\": {\"code\": 429, \"status\": \"RESOURCE_EXHAUSTED\", \"message\": \"Quota\"}}";

    private static final ToolSchema GET_ORDER = ToolSchema.of(Json.parse("""
            {"name": "get_order", "description": "Finds an order.", "parameters": {"type": "object",
             "properties": {"id": {"type": "string"}}, "required": ["id"]}}"""));

    @AutoClose
    private final GeminiServer server = new GeminiServer();

    private Agent agent() {
        Retries retries = new Retries(
                server.client(), Retries.Schedule.DEFAULT, InstantSource.fixed(GeminiServer.NOW), pause -> {}, () -> 0);
        return new ModelAgent(retries, "gemini (gemini-test)", ModelAgent.Settings.DEFAULT);
    }

    private static Observation observation(Message... messages) {
        return new Observation(List.of(messages), List.of(GET_ORDER));
    }

    private static Conversation log(String order, String status) {
        ToolCall call = new ToolCall("c1", "get_order", Json.object().put("id", order));
        JsonNode result = Json.object().put("id", order).put("status", status);
        return Conversation.of(
                order,
                List.of(
                        Message.User.says("Where is " + order + "?"),
                        Message.Assistant.calls(List.of(call)),
                        new Message.Tool("c1", "get_order", result, false, Details.NONE),
                        Message.Assistant.says("It is " + status + ".")),
                Outcome.SUCCESS);
    }

    @Test
    void a_customer_is_answered_over_mocked_tools_from_first_word_to_last() {
        List<Conversation> logs = List.of(log("W1", "sent"), log("W2", "open"));
        ToolMocker tools = new ToolMocker(World.induce(logs), new TierAccuracy(Map.of()));
        server.answersParts("{\"functionCall\": {\"name\": \"get_order\", \"args\": {\"id\": \"W2\"}}}")
                .answersParts("{\"text\": \"Order W2 is still open.\"}")
                .answersParts("{\"text\": \"You are welcome. Goodbye! " + SystemPrompt.END + "\"}");

        Chat chat = new QueryAgent(agent(), tools, List.of(GET_ORDER)).chat();
        Reply first = chat.say("Where is my order W2?");
        Reply last = chat.say("Thanks, bye.");

        assertThat(first.text()).isEqualTo("Order W2 is still open.");
        assertThat(first.agent()).isEqualTo("gemini (gemini-test)");
        assertThat(first.because()).isEqualTo("gemini-test-001, STOP");
        assertThat(first.steps()).singleElement().satisfies(step -> {
            assertThat(step.result().tier()).isEqualTo(Tier.REPLAYED);
            assertThat(step.result().result().path("status").asText()).isEqualTo("open");
        });
        assertThat(first.finished()).isFalse();
        assertThat(last.finished()).isTrue();
        assertThat(last.text()).isEqualTo("You are welcome. Goodbye!");
        // The world's answer, and no other, was what the model saw.
        assertThat(server.asked().get(1).body().at("/contents/2/parts/0/functionResponse/response/output/status"))
                .isEqualTo(Json.of("open"));
    }

    @Test
    void the_policy_of_the_conversation_reaches_the_model_behind_the_role() {
        server.answersParts("{\"text\": \"Hi.\"}");

        agent().next(observation(
                new Message.SystemPrompt("Refunds above 50 EUR need a manager.", Details.NONE),
                Message.User.says("hello")));

        String instruction = server.body().at("/systemInstruction/parts/0/text").asText();
        assertThat(instruction).contains("customer service agent", "Refunds above 50 EUR need a manager.");
        assertThat(server.body().at("/systemInstruction/parts")).hasSize(1);
    }

    @Test
    void calls_become_an_action_and_text_beside_them_is_left_aside() {
        server.answersParts(
                "{\"text\": \"Let me look.\"}", "{\"functionCall\": {\"name\": \"get_order\", \"args\": {}}}");

        Action action = agent().next(observation(Message.User.says("hello")));

        assertThat(action)
                .isInstanceOfSatisfying(
                        Action.CallTools.class,
                        calls -> assertThat(calls.calls())
                                .extracting(ToolCall::name)
                                .containsExactly("get_order"));
    }

    @Test
    void an_empty_answer_is_an_error_that_says_so() {
        server.answers("{\"candidates\": [{\"content\": {\"parts\": []}, \"finishReason\": \"MAX_TOKENS\"}]}");

        assertThatThrownBy(() -> agent().next(observation(Message.User.says("hello"))))
                .isInstanceOf(AgentException.class)
                .hasMessageContaining("answered nothing")
                .hasMessageContaining("MAX_TOKENS");
    }

    @Test
    void a_model_that_fails_is_reported_and_never_replaced() {
        for (int i = 0; i < 4; i++) {
            server.answers(429, QUOTA, Map.of());
        }

        assertThatThrownBy(() -> agent().next(observation(Message.User.says("hello"))))
                .isInstanceOf(AgentException.class)
                .hasMessage("gemini (gemini-test) did not answer: 429 RESOURCE_EXHAUSTED from gemini-test: Quota"
                        + " after 4 attempts over 0 s; wait, or raise the quota, or use --agent grounded");
        assertThat(server.asked()).hasSize(4);
    }

    @Test
    void a_failure_that_passes_is_never_seen_by_the_customer() {
        server.answers(503, "", Map.of())
                .cutsTheConnection()
                .answers(429, QUOTA, Map.of("Retry-After", "3"))
                .answersParts("{\"text\": \"Hi.\"}");

        assertThat(agent().next(observation(Message.User.says("hello"))))
                .isEqualTo(new Action.Say("Hi.", "gemini-test-001, STOP"));
    }

    @Test
    void a_completion_without_a_finish_reason_is_named_as_such() {
        ModelClient silentServer = request -> new Completion("Hi.", List.of(), Optional.empty(), "", "m");

        assertThat(new ModelAgent(silentServer, "a", ModelAgent.Settings.DEFAULT)
                        .next(observation(Message.User.says("hello")))
                        .because())
                .isEqualTo("m, no finish reason");
    }
}
