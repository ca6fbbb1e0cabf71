package dev.agentgym.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgym.reward.Expectation;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Outcome;
import dev.agentgym.trace.ToolCall;
import dev.agentgym.world.World;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TaskMinerTest {

    private static Tasks mined(Conversation... more) {
        List<Conversation> logs = new ArrayList<>(Desk.logs());
        logs.addAll(List.of(more));
        return TaskMiner.mine(logs, World.induce(logs));
    }

    private static Task task(Tasks tasks, String id) {
        return tasks.find(id).orElseThrow();
    }

    @Test
    void a_goal_is_the_sentence_that_says_what_the_customer_wants_without_the_greeting() {
        Tasks tasks = mined();

        assertThat(task(tasks, "cancel-1").goal()).isEqualTo("I want to cancel my order.");
        assertThat(task(tasks, "ask-13").goal()).isEqualTo("When does my parcel arrive?");
    }

    @Test
    void facts_that_the_agent_asked_for_are_told_from_those_that_were_volunteered() {
        Tasks tasks = mined();

        assertThat(task(tasks, "cancel-1").facts())
                .startsWith(new Fact("order_id", "W-100", 2, false), new Fact("postcode", "AB-17", 6, false));
        assertThat(task(tasks, "ask-13").facts()).contains(new Fact("order_id", "W-1300", 0, true));
    }

    @Test
    void what_other_customers_give_and_the_tools_show_of_this_one_they_know_too() {
        assertThat(task(mined(), "ask-13").facts()).contains(new Fact("postcode", "AB-137", -1, false));
    }

    @Test
    void an_expectation_holds_the_changes_the_lookups_and_what_was_told() {
        Task task = task(mined(), "cancel-3");

        assertThat(task.expectation().actions()).extracting(ToolCall::name).containsExactly("cancel_order");
        assertThat(task.expectation().lookups()).extracting(ToolCall::name).containsExactly("get_order");
        assertThat(task.expectation().communications()).containsExactly("RF-355", "€3.50");
    }

    @Test
    void where_a_successful_log_changed_nothing_inaction_is_right() {
        Task task = task(mined(Desk.keeping(21)), "keep-21");

        assertThat(task.expectation().actions()).isEmpty();
        assertThat(task.expectation().communications()).isEmpty();
    }

    @Test
    void a_failed_log_is_set_aside_with_the_reason() {
        Tasks tasks = mined(Desk.failing(22, Map.of("customer_id", "C-22")));

        assertThat(tasks.find("fail-22")).isEmpty();
        assertThat(tasks.setAside()).singleElement().satisfies(aside -> {
            assertThat(aside.id()).isEqualTo("fail-22");
            assertThat(aside.reason()).contains("failure", "no successful log");
        });
    }

    @Test
    void a_failed_trial_of_a_task_is_expected_to_do_what_a_successful_trial_did() {
        Conversation success = Desk.cancel(23, new Desk()).ended("trial-1", Outcome.SUCCESS, Map.of("task_id", 7));
        Tasks tasks = mined(success, Desk.failing(23, Map.of("task_id", 7)));

        assertThat(task(tasks, "fail-23").expectation().actions())
                .isEqualTo(task(tasks, "trial-1").expectation().actions())
                .hasSize(1);
    }

    // A log that shows itself what was right would make every reward look good on it.
    @Test
    void what_a_conversation_had_to_bring_about_is_shown_by_others_alone() {
        Conversation one = Desk.cancel(23, new Desk()).ended("trial-1", Outcome.SUCCESS, Map.of("task_id", 7));
        Conversation other = Desk.open(23, new Desk())
                .agent("It is better to keep it, I think.")
                .ended("trial-2", Outcome.SUCCESS, Map.of("task_id", 7));
        List<Conversation> logs = new ArrayList<>(Desk.logs());
        logs.addAll(List.of(one, other, Desk.failing(23, Map.of("task_id", 7))));
        Map<String, Expectation> byOthers =
                TaskMiner.of(logs, World.induce(logs)).byOthers();

        assertThat(byOthers)
                .containsOnlyKeys("trial-1", "trial-2", "fail-23")
                .hasEntrySatisfying(
                        "trial-1", shown -> assertThat(shown.actions()).isEmpty())
                .hasEntrySatisfying(
                        "trial-1", shown -> assertThat(shown.alternatives()).isEmpty())
                .hasEntrySatisfying(
                        "trial-2", shown -> assertThat(shown.actions()).hasSize(1))
                .hasEntrySatisfying(
                        "fail-23", shown -> assertThat(shown.alternatives()).hasSize(1));
    }

    @Test
    void what_a_successful_trial_left_untold_did_not_have_to_be_told() {
        Conversation one = Desk.cancel(23, new Desk()).ended("trial-1", Outcome.SUCCESS, Map.of("task_id", 7));
        Conversation other = Desk.cancel(23, new Desk())
                .agent("The order W-2300 is gone.")
                .ended("trial-2", Outcome.SUCCESS, Map.of("task_id", 7));
        Conversation silent =
                Desk.open(23, new Desk()).agent("It is done.").ended("trial-3", Outcome.SUCCESS, Map.of("task_id", 7));

        assertThat(task(mined(one, other), "trial-1").expectation().communications())
                .contains("RF-2355");
        assertThat(task(mined(one, other, silent), "trial-1").expectation().communications())
                .isEmpty();
    }

    // One account for all conversations would put all of them on one side of the split.
    @Test
    void a_customer_whom_most_conversations_are_about_keeps_nothing_together() {
        List<Conversation> logs = new ArrayList<>();
        for (int n = 1; n <= 30; n++) {
            logs.add(Desk.cancel(n, new Desk()).ended("cancel-" + n, Outcome.SUCCESS, Map.of("customer_id", "C-1")));
        }

        assertThat(TaskMiner.keys(logs).of(logs.getFirst())).isEmpty();
        assertThat(TaskMiner.keys(logs.subList(0, 5)).of(logs.getFirst())).containsExactly("C-1");
        assertThat(TaskMiner.mine(logs, World.induce(logs)).all())
                .extracting(Task::part)
                .contains(Task.Part.TRAIN, Task.Part.TEST);
    }

    @Test
    void what_another_successful_trial_did_is_an_alternative() {
        Conversation done = Desk.cancel(23, new Desk()).ended("trial-1", Outcome.SUCCESS, Map.of("task_id", 7));
        Conversation left = Desk.open(23, new Desk())
                .agent("It is better to keep it, I think.")
                .ended("trial-2", Outcome.SUCCESS, Map.of("task_id", 7));

        assertThat(task(mined(done, left), "trial-1").expectation().alternatives())
                .containsExactly(List.of());
    }

    @Test
    void a_pivot_is_the_decision_in_the_middle_and_expects_nothing_else() {
        Task pivot = task(mined(), "cancel-1#9");

        assertThat(pivot.start()).isEqualTo(9);
        assertThat(pivot.decision().orElseThrow().toolCalls()).hasSize(1);
        assertThat(pivot.expectation().lookups()).isEmpty();
        assertThat(pivot.expectation().actions()).hasSize(1);
        assertThat(pivot.expectation().communications()).isEmpty();
    }

    @Test
    void where_nothing_was_changed_the_pivot_is_the_message_that_tells_what_was_looked_up() {
        Task pivot = task(mined(), "ask-13#3");

        assertThat(pivot.decision().orElseThrow().content()).isEqualTo("It arrives on 5 March 2026.");
        assertThat(pivot.expectation().communications()).containsExactly("5 March 2026");
    }

    @Test
    void customers_and_trials_stand_on_one_side_of_the_split() {
        List<Conversation> logs = new ArrayList<>(Desk.logs());
        for (int n = 1; n <= 12; n++) {
            logs.add(Desk.asking(n));
        }
        Tasks tasks = TaskMiner.mine(logs, World.induce(logs), 0.5, 3);

        for (int n = 1; n <= 12; n++) {
            assertThat(task(tasks, "cancel-" + n).part())
                    .as("customer %d", n)
                    .isEqualTo(task(tasks, "ask-" + n).part());
        }
        assertThat(tasks.of(Task.Part.TEST)).isNotEmpty();
        assertThat(tasks.of(Task.Part.TRAIN)).isNotEmpty();
    }

    @Test
    void the_order_of_the_logs_changes_no_task() {
        List<Conversation> logs = new ArrayList<>(Desk.logs());
        World world = World.induce(logs);
        List<Task> before = TaskMiner.mine(logs, world).all();
        Collections.reverse(logs);

        assertThat(TaskMiner.mine(logs, world).all()).containsExactlyInAnyOrderElementsOf(before);
    }

    @Test
    void intents_tell_what_is_cancelled_from_what_is_asked() {
        Map<String, Set<String>> intents = mined().whole().stream()
                .collect(Collectors.groupingBy(
                        task -> task.id().replaceFirst("-.*", ""),
                        Collectors.mapping(Task::intent, Collectors.toSet())));

        assertThat(intents.get("cancel")).doesNotContainAnyElementsOf(intents.get("ask"));
        assertThat(intents.get("cancel")).allMatch(name -> name.startsWith("cancel order"));
    }
}
