package dev.agentgym.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.agentgym.tool.Faults;
import dev.agentgym.tool.Strictness;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.ToolCall;
import dev.agentgym.trace.Traces;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConversationEnvironmentTest {

    private static final Action ASK = new Action.Say("It is open. Shall I cancel it?", "asked");
    private static final Action DONE = new Action.Say("It is cancelled.", "done");

    private final Environment environment = Desk.environment();

    private static Action look(int order) {
        return new Action.CallTools(List.of(Desk.call("a", "get_order", "W-10" + order)), "to see");
    }

    private static Action cancel(int order) {
        return new Action.CallTools(List.of(Desk.call("b", "cancel_order", "W-10" + order)), "as asked");
    }

    private static Environment with(Limits limits) {
        return new ConversationEnvironment(
                Desk.setting(Desk.reading("And?", "And?", "And?"), new Rules(limits, Strictness.ABSTAIN, Faults.NONE)));
    }

    @Test
    void the_customer_speaks_first_and_the_tools_are_declared() {
        Observation first = environment.reset(Desk.task(0), 2);
        assertThat(first.messages()).extracting(Message::text).containsExactly("I want to cancel W-100");
        assertThat(first.tools()).extracting("name").containsExactly("cancel_order", "get_order");
    }

    @Test
    void the_reward_is_paid_once_when_the_customer_has_left() {
        environment.reset(Desk.task(0), 2);
        assertThat(environment.step(look(0)).reward()).isZero();
        assertThat(environment.step(ASK).reward()).isZero();
        assertThat(environment.step(cancel(0)).reward()).isZero();
        Step last = environment.step(DONE);
        assertThat(last.reward()).isEqualTo(1);
        assertThat(last.terminated()).isTrue();
        assertThat(last.truncated()).isFalse();
        assertThat(last.info().ending()).contains(new Ending.CustomerLeft());
        assertThat(last.info().verdict().orElseThrow().part("actions")).isPresent();
        assertThat(last.info())
                .extracting(EpisodeInfo::turns, EpisodeInfo::toolCalls, EpisodeInfo::toolErrors)
                .containsExactly(2, 2, 0);
    }

    @Test
    void what_a_tool_changed_later_calls_see_and_other_episodes_do_not() {
        environment.reset(Desk.task(0), 2);
        environment.step(cancel(0));
        assertThat(lastAnswer(environment.step(look(0))).path("status").asText())
                .isEqualTo("cancelled");
        environment.reset(Desk.task(0), 2);
        assertThat(lastAnswer(environment.step(look(0))).path("status").asText())
                .isEqualTo("open");
    }

    private static JsonNode lastAnswer(Step step) {
        return ((Message.Tool) step.observation().messages().getLast()).result();
    }

    @Test
    void the_agent_can_end_the_conversation_without_the_customer() {
        environment.reset(Desk.task(0), 2);
        Step step = environment.step(new Action.Finish("Goodbye.", "enough"));
        assertThat(step.terminated()).isTrue();
        assertThat(step.reward()).isZero();
        assertThat(step.info().ending()).contains(new Ending.AgentFinished());
        assertThat(step.observation().messages().getLast().text()).isEqualTo("Goodbye.");
    }

    @Test
    void a_step_after_the_end_says_why_and_what_to_do() {
        environment.reset(Desk.task(0), 2);
        environment.step(new Action.Finish("", "enough"));
        assertThatThrownBy(() -> environment.step(ASK))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("step after the end of the episode: the agent ended the conversation; "
                        + "call reset to begin another");
    }

    @Test
    void nothing_can_be_already_done_reset() {
        assertThatThrownBy(() -> environment.step(ASK)).hasMessageContaining("step before reset");
        assertThatThrownBy(environment::branch).hasMessageContaining("branch before reset");
        assertThatThrownBy(environment::conversation).hasMessageContaining("conversation before reset");
    }

    @Test
    void a_task_of_other_logs_is_refused_by_name() {
        Environment other = new ConversationEnvironment(new EpisodeSetting(
                Map.of(),
                Desk.tools(),
                List.of(),
                Desk.customer(),
                Desk::judge,
                Rules.DEFAULT,
                InstantSource.system()));
        assertThatThrownBy(() -> other.reset(Desk.task(0), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("task c0 was mined from conversation c0");
    }

    @Test
    void too_many_turns_cut_the_episode_off() {
        Environment two = with(new Limits(2, 9, Duration.ofMinutes(1)));
        two.reset(Desk.task(0), 2);
        assertThat(two.step(ASK).isLast()).isFalse();
        Step last = two.step(ASK);
        assertThat(last.truncated()).isTrue();
        assertThat(last.terminated()).isFalse();
        assertThat(last.info().ending()).contains(new Ending.TooManyTurns(2));
    }

    @Test
    void too_many_steps_of_whatever_kind_cut_the_episode_off() {
        Environment two = with(new Limits(9, 9, 2, Duration.ofMinutes(1)));
        two.reset(Desk.task(0), 2);
        assertThat(two.step(look(0)).isLast()).isFalse();
        Environment branch = two.branch();
        for (Environment each : List.of(two, branch)) {
            Step last = each.step(ASK);
            assertThat(last.truncated()).isTrue();
            assertThat(last.info().ending()).contains(new Ending.TooManySteps(2));
        }
    }

    @Test
    void an_episode_can_be_cut_off_from_outside_and_is_judged_as_it_stands() {
        environment.reset(Desk.task(0), 2);
        environment.step(look(0));
        Step last = environment.cut(new Ending.TooManyTokens(7));
        assertThat(last.truncated()).isTrue();
        assertThat(last.info().verdict()).isPresent();
        assertThat(environment.conversation().metadata().path("ending").asText())
                .isEqualTo("too_many_tokens");
        assertThatThrownBy(() -> environment.cut(new Ending.TooManyTokens(7))).hasMessageContaining("after the end");
    }

    @Test
    void calls_beyond_the_limit_are_not_made() {
        Environment one = with(new Limits(9, 1, Duration.ofMinutes(1)));
        one.reset(Desk.task(0), 2);
        Step step = one.step(new Action.CallTools(
                List.of(Desk.call("a", "get_order", "W-100"), Desk.call("b", "cancel_order", "W-100")), ""));
        assertThat(step.info().ending()).contains(new Ending.TooManyToolCalls(1));
        assertThat(step.info().toolCalls()).isEqualTo(1);
        assertThat(step.reward()).as("the cancellation was cut off").isZero();
    }

    @Test
    void an_episode_that_takes_too_long_is_cut_off() {
        Deque<Integer> seconds = new ArrayDeque<>(List.of(0, 5, 70));
        EpisodeSetting setting = Desk.setting();
        Environment slow = new ConversationEnvironment(new EpisodeSetting(
                setting.traces(),
                setting.tools(),
                setting.declarations(),
                setting.customer(),
                setting.judge(),
                new Rules(new Limits(9, 9, Duration.ofMinutes(1)), Strictness.ABSTAIN, Faults.NONE),
                () -> Desk.MORNING.plusSeconds(seconds.remove())));
        slow.reset(Desk.task(0), 2);
        assertThat(slow.step(look(0)).isLast()).isFalse();
        assertThat(slow.step(look(0)).info().ending()).contains(new Ending.OutOfTime(Duration.ofMinutes(1)));
    }

    // Nobody sleeps for a slow tool, so its delay has to be added by hand.
    @Test
    void the_delay_of_slow_tools_counts_as_time() {
        Environment slow = new ConversationEnvironment(Desk.setting(
                Desk.customer(),
                new Rules(
                        new Limits(9, 9, Duration.ofMinutes(1)),
                        Strictness.ABSTAIN,
                        new Faults(1, 0, 0, 0, 1, Duration.ofSeconds(40)))));
        slow.reset(Desk.task(0), 2);
        assertThat(slow.step(look(0)).isLast()).isFalse();
        assertThat(slow.step(look(0)).truncated()).isTrue();
    }

    @Test
    void a_decision_is_one_action_after_all_that_was_logged_before_it() {
        Observation first = environment.reset(Desk.decision(1), 2);
        assertThat(first.messages()).isEqualTo(Desk.logs().get(1).messages().subList(0, 5));
        Step step = environment.step(cancel(1));
        assertThat(step.info().ending()).contains(new Ending.DecisionTaken());
        assertThat(step.reward()).isEqualTo(1);
    }

    @Test
    void an_episode_may_begin_in_the_middle_and_go_on_to_the_end() {
        environment.reset(Desk.task(1, 5, Optional.empty()), 2);
        assertThat(environment.step(cancel(1)).isLast()).isFalse();
        assertThat(environment.step(DONE).observation().messages().getLast().text())
                .isEqualTo("Yes, please.");
    }

    // What the agent said last in the opening waits for the customer, not for the agent.
    @Test
    void where_the_agent_spoke_last_the_customer_goes_on() {
        Observation first = environment.reset(Desk.task(1, 4, Optional.empty()), 2);
        assertThat(first.messages()).hasSize(5);
        assertThat(first.messages().getLast().text()).isEqualTo("Yes, please.");
    }

    @Test
    void a_fault_of_the_customer_is_told_and_written_down() {
        Environment spoiled = new ConversationEnvironment(Desk.setting(Desk.reading("oops", "bye"), Rules.DEFAULT));
        spoiled.reset(Desk.task(0), 2);
        assertThat(spoiled.step(ASK).info().userFault()).contains("gave itself away");
        spoiled.step(DONE);
        assertThat(spoiled.conversation().metadata().path("user_fault").asText())
                .isEqualTo("gave itself away");
    }

    @Test
    void an_episode_is_a_trace_again_with_task_seed_and_the_tier_of_every_answer() {
        environment.reset(Desk.task(0), 2);
        environment.step(look(0));
        environment.step(new Action.Finish("Bye.", "enough"));
        Conversation played = environment.conversation();
        assertThat(Traces.fromJson(Traces.toJson(played))).isEqualTo(played);
        assertThat(played.metadata().path("task").asText()).isEqualTo("c0");
        assertThat(played.metadata().path("seed").asLong()).isEqualTo(2);
        assertThat(played.metadata().path("ending").asText()).isEqualTo("agent_finished");
        assertThat(played.messages().get(2).details().extra()).containsKeys("tier", "confidence", "provenance");
    }

    /// The trap: tools that look at the clock would say other things than in the log.
    @Test
    void the_time_goes_as_in_the_log() {
        environment.reset(Desk.task(2), 2);
        environment.step(look(2));
        assertThat(environment.conversation().messages())
                .extracting(message -> message.details().timestamp())
                .containsExactlyElementsOf(Desk.logs().get(2).messages().subList(0, 3).stream()
                        .map(message -> message.details().timestamp())
                        .toList());
        assertThat(environment.conversation().messages().getLast().details().extra())
                .containsEntry("tier", TextNode.valueOf("replayed"));
    }

    @Test
    void calls_under_an_id_that_is_taken_get_another() {
        environment.reset(Desk.task(0), 2);
        environment.step(look(0));
        environment.step(look(0));
        List<String> ids = environment.conversation().exchanges().stream()
                .map(exchange -> exchange.call().id())
                .toList();
        assertThat(ids).doesNotHaveDuplicates().hasSize(2);
    }

    @Test
    void a_call_that_no_tool_knows_is_answered_not_thrown() {
        environment.reset(Desk.task(0), 2);
        Step step = environment.step(new Action.CallTools(List.of(new ToolCall("", "fly", Json.object())), ""));
        assertThat(step.info().toolErrors()).isEqualTo(1);
        assertThat(step.isLast()).isFalse();
    }

    @Test
    void equal_tasks_seeds_and_actions_give_equal_bytes() {
        assertThat(bytes(Desk.environment(), 4)).isEqualTo(bytes(Desk.environment(), 4));
        assertThat(bytes(Desk.environment(), 4)).isNotEqualTo(bytes(Desk.environment(), 5));
    }

    private static String bytes(Environment environment, long seed) {
        environment.reset(Desk.task(0), seed);
        environment.step(look(5));
        environment.step(ASK);
        environment.step(cancel(0));
        environment.step(DONE);
        return Traces.toJson(environment.conversation()).toString();
    }

    @Test
    void branches_go_their_own_ways_as_often_as_one_likes() {
        environment.reset(Desk.task(0), 2);
        environment.step(ASK);
        Environment snapshot = environment.branch();
        Environment one = snapshot.branch();
        Environment other = snapshot.branch();
        one.step(cancel(0));
        assertThat(one.step(DONE).reward()).isEqualTo(1);
        assertThat(other.step(DONE).reward()).isZero();
        assertThat(environment.conversation().messages()).hasSize(3);
        assertThat(lastAnswer(snapshot.branch().step(look(0))).path("status").asText())
                .isEqualTo("open");
    }
}
