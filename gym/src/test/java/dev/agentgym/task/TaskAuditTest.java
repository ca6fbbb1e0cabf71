package dev.agentgym.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgym.fidelity.Proportion;
import dev.agentgym.reward.Expectation;
import dev.agentgym.reward.RewardFunction;
import dev.agentgym.reward.RewardLearning;
import dev.agentgym.tool.TierAccuracy;
import dev.agentgym.tool.ToolMocker;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Outcome;
import dev.agentgym.trace.ToolCall;
import dev.agentgym.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TaskAuditTest {

    private static final List<Conversation> LOGS = Desk.logs();
    private static final World WORLD = World.induce(LOGS);
    private static final Tasks MINED = TaskMiner.mine(LOGS, WORLD);

    private static TaskAudit audit(Tasks tasks) {
        return audit(tasks, LOGS, WORLD);
    }

    private static TaskAudit audit(Tasks tasks, List<Conversation> logs, World world) {
        RewardFunction rule = RewardLearning.claims(RewardFunction.standard(), logs, world.changing());
        return TaskAudit.of(tasks, logs, new ToolMocker(world, new TierAccuracy(Map.of())), rule);
    }

    private static Task with(Task task, String id, Task.Part part, Expectation expectation) {
        return new Task(
                id,
                task.conversation(),
                task.start(),
                task.goal(),
                task.facts(),
                task.persona(),
                task.intent(),
                task.difficulty(),
                part,
                expectation,
                task.decision());
    }

    private static Task with(Task task, Expectation expectation) {
        return with(task, task.id(), task.part(), expectation);
    }

    private static Task task(String id) {
        return MINED.find(id).orElseThrow();
    }

    private static String reason(Task broken) {
        return audit(new Tasks(List.of(broken), List.of()))
                .tasks()
                .setAside()
                .getFirst()
                .reason();
    }

    @Test
    void tasks_of_resolved_logs_pass_with_what_the_log_did() {
        TaskAudit audit = audit(MINED);

        assertThat(audit.tasks().all()).isEqualTo(MINED.all());
        assertThat(audit.card().resolvedShare()).isEqualTo(1);
        assertThat(audit.card().rightInaction()).isEmpty();
    }

    @Test
    void a_change_that_the_mocked_tools_do_not_accept_sets_a_task_aside() {
        ToolCall unheard = new ToolCall("x", "cancel_order", Json.arguments(Map.of("order_id", "W-999999")));

        assertThat(reason(with(task("cancel-1"), new Expectation(List.of(unheard), List.of(), List.of(), List.of()))))
                .contains("do not accept cancel_order");
    }

    // The accepted calls alone would ask the tools for the first time, and they refuse.
    @Test
    void what_was_refused_before_it_was_accepted_is_asked_for_twice() {
        List<Conversation> logs = new ArrayList<>(LOGS);
        logs.add(Desk.insisting(21));
        World world = World.induce(logs);
        TaskAudit audit = audit(TaskMiner.mine(logs, world), logs, world);

        assertThat(audit.tasks().find("insist-21")).isPresent();
        assertThat(audit.card().resolvedShare()).isEqualTo(1);
    }

    @Test
    void a_task_that_nothing_has_to_be_done_for_is_vacuous() {
        assertThat(reason(with(task("ask-13"), new Expectation(List.of(), List.of(), List.of(), List.of()))))
                .contains("nothing has to be done");
    }

    @Test
    void a_value_that_neither_customer_nor_tool_tells_makes_a_task_unanswerable() {
        ToolCall secret = new ToolCall("x", "get_order", Json.arguments(Map.of("order_id", "W-1200")));
        Expectation needing = new Expectation(List.of(), List.of(), List.of(secret), List.of("5 March 2026"));

        assertThat(reason(with(task("ask-13"), needing))).contains("order_id", "W-1200");
    }

    @Test
    void of_two_tasks_that_are_the_same_the_second_is_set_aside() {
        Task task = task("cancel-1");
        Task twin = with(task, "twin", task.part(), task.expectation());
        TaskAudit audit = audit(new Tasks(List.of(task, twin), List.of()));

        assertThat(audit.tasks().all()).containsExactly(task);
        assertThat(audit.tasks().setAside().getFirst().reason()).contains("the same as cancel-1");
    }

    @Test
    void a_test_task_that_a_train_task_nearly_gives_away_is_set_aside() {
        Task task = with(
                task("cancel-1"), "cancel-1", Task.Part.TEST, task("cancel-1").expectation());
        Task near = new Task(
                "near",
                "cancel-1",
                0,
                "Please, I want to cancel my order",
                task.facts(),
                task.persona(),
                task.intent(),
                task.difficulty(),
                Task.Part.TRAIN,
                task.expectation(),
                task.decision());
        TaskAudit audit = audit(new Tasks(List.of(near, task), List.of()));

        assertThat(audit.tasks().all()).containsExactly(near);
        assertThat(audit.card().defects()).containsEntry(TaskCard.Check.LEAK, 1);
    }

    @Test
    void who_does_nothing_passes_only_where_nothing_was_to_be_done() {
        List<Conversation> logs = new ArrayList<>(LOGS);
        logs.add(Desk.keeping(21));
        Tasks tasks = TaskMiner.mine(logs, World.induce(logs));
        TaskAudit audit = audit(tasks, logs, World.induce(logs));

        assertThat(audit.card().rightInaction()).containsExactly("keep-21");
    }

    // Would let an agent be measured by what not even the logged one told.
    @Test
    void a_task_that_its_own_successful_log_fails_is_set_aside() {
        Expectation more =
                new Expectation(task("cancel-1").expectation().actions(), List.of(), List.of(), List.of("€77.00"));
        TaskAudit audit = audit(new Tasks(List.of(with(task("cancel-1"), more)), List.of()));

        assertThat(audit.tasks().setAside().getFirst().reason()).contains("its own log ended well");
        assertThat(audit.card().resolvedPassing()).isZero();
        assertThat(audit.card().warnings())
                .anySatisfy(warning -> assertThat(warning).startsWith("only 0.0 % of the tasks"));
    }

    @Test
    void what_was_done_and_undone_again_is_no_task_as_doing_nothing_passes_it() {
        List<Conversation> logs = new ArrayList<>(LOGS);
        for (int n = 21; n <= 32; n++) {
            logs.add(Desk.regretting(n));
        }
        World world = World.induce(logs);
        Tasks mined = TaskMiner.mine(logs, world);
        assertThat(mined.find("regret-21").orElseThrow().expectation().actions())
                .hasSize(2);
        TaskAudit audit = audit(mined, logs, world);

        assertThat(audit.tasks().find("regret-21")).isEmpty();
        assertThat(audit.card().defects()).containsEntry(TaskCard.Check.UNEARNED, 12);
    }

    @Test
    void the_card_says_how_many_successes_the_tasks_see_where_the_logs_see_them() {
        List<Conversation> logs = new ArrayList<>(LOGS);
        Map<String, Integer> trial = Map.of("task_id", 7);
        logs.add(Desk.cancel(23, new Desk()).ended("trial-1", Outcome.SUCCESS, trial));
        logs.add(Desk.failing(23, trial));
        logs.add(Desk.cancel(23, new Desk()).ended("trial-3", Outcome.FAILURE, trial));
        World world = World.induce(logs);
        TaskCard card = audit(TaskMiner.mine(logs, world), logs, world).card();

        assertThat(card.judged())
                .containsEntry(Outcome.SUCCESS, new Proportion(21, 21))
                .containsEntry(Outcome.FAILURE, new Proportion(1, 2));
        assertThat(card.successesLogged()).isEqualTo(21 / 23.0);
        assertThat(card.successesJudged()).isEqualTo(22 / 23.0);
        assertThat(card.warnings()).isEmpty();
    }

    @Test
    void tasks_that_come_from_successes_alone_are_warned_of() {
        List<Conversation> logs = new ArrayList<>(LOGS);
        for (int n = 21; n <= 30; n++) {
            logs.add(Desk.failing(n, Map.of("customer_id", "C-" + n)));
        }
        World world = World.induce(logs);

        assertThat(audit(TaskMiner.mine(logs, world), logs, world).card().warnings())
                .singleElement()
                .asString()
                .startsWith("100.0 % of the tasks come from conversations that ended well, and 66.7 %");
    }

    @Test
    void the_card_as_json_counts_what_was_kept_and_why_not() {
        assertThat(audit(MINED).card().toJson().toString())
                .contains("\"kept\":20", "\"share\":1.0,\"bounds\":{\"low\":0.", "\"vacuous\":0", "\"success\":1.0");
    }
}
