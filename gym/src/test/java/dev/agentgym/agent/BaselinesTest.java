package dev.agentgym.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentgym.environment.Action;
import dev.agentgym.environment.Desk;
import dev.agentgym.environment.Observation;
import dev.agentgym.reward.Expectation;
import dev.agentgym.task.Persona;
import dev.agentgym.task.Task;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BaselinesTest {

    private static Conversation log(String script) {
        return Conversation.of("log", Script.messages(script), Outcome.SUCCESS);
    }

    private static Task task(int start) {
        return new Task(
                "log",
                "log",
                start,
                "help",
                List.of(),
                new Persona(3, 3, 0),
                "help",
                0,
                Task.Part.TRAIN,
                new Expectation(List.of(), List.of(), List.of(), List.of()),
                Optional.empty());
    }

    /// What the agent does when the customer says nothing worth hearing.
    private static List<Action> actions(Agent agent, List<Message> opening) {
        List<Message> messages = new ArrayList<>(opening);
        List<Action> actions = new ArrayList<>();
        while (actions.isEmpty() || !(actions.getLast() instanceof Action.Finish)) {
            actions.add(agent.next(new Observation(messages, List.of())));
            messages.add(Message.Assistant.says("done"));
        }
        return actions;
    }

    private static String text(Action action) {
        return switch (action) {
            case Action.Say say -> "say " + say.text();
            case Action.CallTools calls -> "call " + calls.calls().getFirst().name();
            case Action.Finish finish -> "finish " + finish.text();
        };
    }

    @Test
    void the_logged_agent_does_what_was_logged_and_ends_after_it() {
        Conversation logged = log("""
                customer: help
                agent: What is your order number?
                customer: W-1
                call: get_order {"order_id": "W-1"}
                ok: {"total": 10}
                agent: It is $10.
                customer: thanks
                """);
        assertThat(actions(LoggedAgent.of(logged, task(0)), List.of(Message.User.says("help"))))
                .map(BaselinesTest::text)
                .containsExactly("say What is your order number?", "call get_order", "say It is $10.", "finish ");
    }

    // An action speaks or calls: words before a call would be lost, and with them what the customer had to be told.
    @Test
    void words_before_a_call_go_in_front_of_the_next_ones_and_last_words_end_the_conversation() {
        Conversation logged = log("""
                customer: help
                agent: One moment.
                call: get_order {"order_id": "W-1"}
                ok: {"total": 10}
                agent: It is $10.
                agent: Goodbye.
                """);
        assertThat(actions(LoggedAgent.of(logged, task(0)), List.of(Message.User.says("help"))))
                .map(BaselinesTest::text)
                .containsExactly("call get_order", "finish One moment.\nIt is $10.\nGoodbye.");
    }

    @Test
    void the_logged_agent_goes_on_from_where_the_task_begins() {
        Conversation logged = log("""
                agent: Hello!
                customer: help
                agent: How?
                customer: W-1
                agent: Done.
                customer: thanks
                """);
        assertThat(actions(LoggedAgent.of(logged, task(4)), logged.messages().subList(0, 4)))
                .map(BaselinesTest::text)
                .containsExactly("say Done.", "finish ");
        assertThatThrownBy(() -> LoggedAgent.of(logged, task(4)).next(new Observation(List.of(), List.of())))
                .isInstanceOf(AgentException.class)
                .hasMessageContaining("the agent of log log was asked in another conversation");
    }

    @Test
    void the_null_agent_ends_at_once_without_a_word() {
        assertThat(actions(new NullAgent(), List.of())).map(BaselinesTest::text).containsExactly("finish ");
    }

    @Test
    void the_apologetic_agent_apologises_and_calls_nothing() {
        assertThat(actions(new ApologeticAgent(), List.of()))
                .hasSize(4)
                .noneMatch(Action.CallTools.class::isInstance)
                .allMatch(action -> text(action).matches(".*(sorry|apolog).*"));
    }

    @Test
    void the_random_agent_draws_by_its_seed_and_fills_what_tools_declare() {
        Observation seen = Desk.environment().reset(Desk.tasks().getFirst(), 1);
        List<Action> drawn = new ArrayList<>();
        for (int seed = 0; seed < 60; seed++) {
            assertThat(new RandomAgent(seed).next(seen)).isEqualTo(new RandomAgent(seed).next(seen));
            drawn.add(new RandomAgent(seed).next(seen));
        }
        assertThat(drawn).hasAtLeastOneElementOfType(Action.Say.class).hasAtLeastOneElementOfType(Action.Finish.class);
        assertThat(drawn)
                .filteredOn(Action.CallTools.class::isInstance)
                .isNotEmpty()
                .allMatch(action -> ((Action.CallTools) action)
                        .calls()
                        .getFirst()
                        .arguments()
                        .path("order_id")
                        .isTextual());
    }
}
