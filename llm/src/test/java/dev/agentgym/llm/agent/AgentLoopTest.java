package dev.agentgym.llm.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.agent.Agent;
import dev.agentgym.environment.Action;
import dev.agentgym.environment.Observation;
import dev.agentgym.llm.Completion;
import dev.agentgym.llm.ModelClient;
import dev.agentgym.llm.Request;
import dev.agentgym.llm.Sampling;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Details;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.Outcome;
import dev.agentgym.trace.ToolCall;
import dev.agentgym.trace.ToolSchema;
import dev.agentgym.trace.TraceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgentLoopTest {

    private static final ToolSchema REFUND = ToolSchema.of(Json.parse("""
            {"name": "refund", "parameters": {"type": "object", "properties": {
              "amount": {"type": "number"}, "order": {"type": "string"}, "express": {"type": "boolean"},
              "items": {"type": "array", "items": {"type": "string"}}, "free": {},
              "note": {"type": ["string", "null"]}, "way": {"type": "string", "enum": ["Card", "Bank", "bank"]},
              "lines": {"type": "array", "items": {"type": "object", "properties": {
                "count": {"type": "integer"}, "way": {"type": "string", "enum": ["Card", "Cash"]}}}}}}}"""));

    private final List<Request> asked = new ArrayList<>();

    private ModelClient answering(Completion completion) {
        return request -> {
            asked.add(request);
            return completion;
        };
    }

    private static Completion says(String text) {
        return new Completion(text, List.of(), Optional.empty(), "stop", "m");
    }

    private static Completion calls(ToolCall... calls) {
        return new Completion("", List.of(calls), Optional.empty(), "tool_calls", "m");
    }

    private static ToolCall call(String arguments) {
        return new ToolCall("c", "refund", (ObjectNode) Json.parse(arguments));
    }

    private static Message.Tool result(String id, String text) {
        return new Message.Tool(id, "refund", Json.of(text), false, Details.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"amount\":\"12.5\"} | {\"amount\":12.5}",
                "{\"order\":77} | {\"order\":\"77\"}",
                "{\"express\":\"true\"} | {\"express\":true}",
                "{\"items\":\"[\\\"a\\\"]\"} | {\"items\":[\"a\"]}",
                "{\"items\":\"a\"} | {\"items\":[\"a\"]}",
                "{\"amount\":\"a lot\"} | {\"amount\":\"a lot\"}",
                "{\"note\":5} | {\"note\":\"5\"}",
                "{\"note\":null} | {\"note\":null}",
                "{\"way\":\"card \"} | {\"way\":\"Card\"}",
                "{\"way\":\"BANK\"} | {\"way\":\"BANK\"}",
                "{\"lines\":[{\"count\":\"2\",\"way\":\"cash\"}]} | {\"lines\":[{\"count\":2,\"way\":\"Cash\"}]}",
                "{\"lines\":\"[{'count':'2'}]\"} | {\"lines\":\"[{'count':'2'}]\"}",
                "{\"lines\":\"[{\\\"count\\\":\\\"2\\\"}]\"} | {\"lines\":[{\"count\":2}]}",
                "{\"free\":\"5\",\"unknown\":\"5\"} | {\"free\":\"5\",\"unknown\":\"5\"}"
            })
    void arguments_are_taken_for_what_they_were_meant_to_be(String written, String meant) {
        ModelAgent agent = new ModelAgent(answering(calls(call(written))), "a", ModelAgent.Settings.DEFAULT);

        Action action = agent.next(new Observation(List.of(Message.User.says("hi")), List.of(REFUND)));

        assertThat(((Action.CallTools) action).calls().getFirst().arguments()).isEqualTo(Json.parse(meant));
    }

    @Test
    void an_agent_that_calls_one_by_one_makes_the_first_call_only() {
        ModelAgent.Settings single = new ModelAgent.Settings(SystemPrompt.STANDARD, Sampling.DEFAULT, 20, 1000, false);
        ModelAgent agent = new ModelAgent(answering(calls(call("{}"), call("{}"))), "a", single);

        Action action = agent.next(new Observation(List.of(Message.User.says("hi")), List.of(REFUND)));

        assertThat(((Action.CallTools) action).calls()).hasSize(1);
    }

    // Without a limit a model that calls the same tool again and again never answers the customer.
    @Test
    void after_so_many_steps_the_model_gets_no_tools_and_has_to_speak() {
        ModelAgent.Settings two = new ModelAgent.Settings(SystemPrompt.STANDARD, Sampling.DEFAULT, 2, 1000, true);
        ModelAgent agent = new ModelAgent(answering(says("Done.")), "a", two);
        List<Message> messages = new ArrayList<>(List.of(Message.User.says("hi")));
        IntStream.range(0, 3).forEach(n -> {
            agent.next(new Observation(messages, List.of(REFUND)));
            messages.add(Message.Assistant.calls(List.of(call("{}"))));
            messages.add(result("c", "ok"));
        });
        messages.add(Message.User.says("and now?"));
        agent.next(new Observation(messages, List.of(REFUND)));

        assertThat(asked).extracting(request -> request.tools().size()).containsExactly(1, 1, 0, 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 60, 150, 400, 1000, 3000})
    void a_window_keeps_the_beginning_and_the_end_and_never_parts_a_call_from_its_answer(int tokens) {
        List<Message> messages = new ArrayList<>();
        for (int turn = 0; turn < 12; turn++) {
            messages.add(Message.User.says("turn " + turn + " " + "x".repeat(200)));
            messages.add(Message.Assistant.calls(List.of(
                    new ToolCall("a" + turn, "t", Json.object()), new ToolCall("b" + turn, "t", Json.object()))));
            messages.add(result("a" + turn, "y".repeat(1500)));
            messages.add(result("b" + turn, "z".repeat(300)));
            messages.add(Message.Assistant.says("answer " + turn));
        }
        messages.removeLast();

        List<Message> kept = new ContextWindow(tokens).fit(messages);

        Conversation conversation = Conversation.of("c", kept, Outcome.UNKNOWN);
        assertThat(conversation.exchanges())
                .allSatisfy(exchange -> assertThat(exchange.answer()).isPresent());
        assertThat(kept.stream().filter(Message.Tool.class::isInstance))
                .hasSize(conversation.exchanges().size());
        assertThat(kept.getFirst().text()).startsWith("turn 0");
        assertThat(kept).extracting(Message::text).anyMatch(text -> text.startsWith("turn 11"));
        assertThat(kept.getLast())
                .isInstanceOfSatisfying(
                        Message.Tool.class, tool -> assertThat(tool.callId()).isEqualTo("b11"));
        int size = kept.stream().mapToInt(message -> message.text().length()).sum() / 4;
        assertThat(size).isLessThan(Math.max(tokens + 30, 400));
    }

    @Test
    void what_fits_a_window_is_left_as_it_is() {
        List<Message> messages = List.of(Message.User.says("hi"), Message.Assistant.says("hello"));

        assertThat(new ContextWindow(100).fit(messages)).isSameAs(messages);
    }

    @Test
    void a_prompt_has_sections_of_which_some_are_frozen() {
        SystemPrompt prompt =
                SystemPrompt.STANDARD.with("policy", "No refunds.").freezing(List.of("policy"));

        assertThat(prompt.text())
                .contains("You are a customer service agent.", "# Policy\nNo refunds.", SystemPrompt.END);
        assertThat(prompt.text()).doesNotContain("# Tools");
        assertThat(SystemPrompt.fromJson(prompt.toJson())).isEqualTo(prompt);
        assertThatThrownBy(() -> prompt.with("policy", "All refunds.")).hasMessageContaining("frozen");
        assertThatThrownBy(() -> prompt.with("ending", "x")).hasMessageContaining("frozen");
        assertThatThrownBy(() -> prompt.with("mood", "x")).hasMessageContaining("no section mood");
        assertThatThrownBy(() -> prompt.freezing(List.of("mood"))).hasMessageContaining("no section mood");
        assertThatThrownBy(() -> SystemPrompt.fromJson(Json.object())).isInstanceOf(TraceException.class);
    }

    @Test
    void a_policy_is_told_to_who_has_none_and_changes_nobody_elses() {
        Observation hello = new Observation(List.of(Message.User.says("hello")), List.of());
        SystemPrompt own = SystemPrompt.STANDARD.with(SystemPrompt.POLICY, "Mine.");
        SystemPrompt frozen = SystemPrompt.STANDARD.freezing(List.of(SystemPrompt.POLICY));
        for (SystemPrompt prompt : List.of(SystemPrompt.STANDARD, own, frozen)) {
            new ModelAgent(answering(says("Hi.")), "a", ModelAgent.Settings.DEFAULT.with(prompt))
                    .under("Theirs.")
                    .next(hello);
        }

        assertThat(asked)
                .extracting(request -> request.messages().getFirst().text())
                .containsExactly(
                        SystemPrompt.STANDARD
                                .with(SystemPrompt.POLICY, "Theirs.")
                                .text(),
                        own.text(),
                        frozen.text());
    }

    @Test
    void what_an_agent_is_shown_stands_behind_the_examples_of_its_prompt() {
        SystemPrompt prompt =
                SystemPrompt.STANDARD.with(SystemPrompt.EXAMPLES, "Mine.").freezing(List.of(SystemPrompt.EXAMPLES));
        List<List<Message>> seen = new ArrayList<>();
        Agent agent = new ModelAgent(answering(says("Hi.")), "a", ModelAgent.Settings.DEFAULT.with(prompt))
                .shown(messages -> {
                    seen.add(messages);
                    return seen.size() == 1 ? List.of("First.", "Second.") : List.of();
                });
        Observation hello = new Observation(List.of(Message.User.says("hello")), List.of());

        agent.next(hello);
        agent.next(hello);

        assertThat(seen).containsOnly(hello.messages());
        assertThat(asked.getFirst().messages().getFirst().text())
                .containsPattern("(?s)# Examples\nMine\\..*in situations like this one.*First\\..*---.*Second\\.$");
        assertThat(asked.getLast().messages().getFirst().text()).isEqualTo(prompt.text());
        assertThat(new SystemPrompt(List.of()).showing(List.of("One.")).text()).isEqualTo("# Examples\nOne.");
    }
}
