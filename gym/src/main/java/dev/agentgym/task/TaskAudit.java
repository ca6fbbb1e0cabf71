package dev.agentgym.task;

import dev.agentgym.reward.Expectation;
import dev.agentgym.reward.RewardFunction;
import dev.agentgym.tool.ToolMocker;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Checks every task before anybody is measured by it. Immutable.
///
/// A task is kept where the mocked tools accept what the log did, where a log that succeeded passes and doing
/// nothing fails unless nothing was to be done, where something is to be judged at all, where the customer or a
/// tool tells every value that the agent needs, and where no other task, least of all one of the other side of the
/// split, is the same. The others are set aside with the reason.
///
/// @param tasks those that passed, and all that were set aside
/// @param card what was found
public record TaskAudit(Tasks tasks, TaskCard card) {

    /// Audits mined tasks.
    ///
    /// @param traces the conversations that they were mined from
    /// @param mocker the tools that they will be played with
    /// @param rule says what is a success, such as what [dev.agentgym.reward.RewardLearning#claims] makes
    public static TaskAudit of(Tasks mined, List<Conversation> traces, ToolMocker mocker, RewardFunction rule) {
        Map<String, Conversation> logs = new LinkedHashMap<>();
        traces.forEach(conversation -> logs.putIfAbsent(conversation.id(), conversation));
        return new Audit(mined, logs, mocker, rule).run();
    }

    /// One audit while it runs.
    private static final class Audit {

        private final Tasks mined;
        private final Map<String, Conversation> logs;
        private final Rehearsal rehearsal;
        private final Trial trial;
        private final Needs needs;
        private final Twins twins;
        private final TaskCard.Tally tally = new TaskCard.Tally();

        Audit(Tasks mined, Map<String, Conversation> logs, ToolMocker mocker, RewardFunction rule) {
            this.mined = mined;
            this.logs = logs;
            this.rehearsal = new Rehearsal(mocker);
            this.trial = new Trial(mocker, rule);
            this.needs = new Needs(logs.values());
            this.twins = new Twins(mined.whole());
        }

        TaskAudit run() {
            List<Task> kept = new ArrayList<>();
            List<SetAside> setAside = new ArrayList<>(mined.setAside());
            Set<String> broken = new LinkedHashSet<>();
            for (Task task : mined.all()) {
                Optional<String> defect = broken.contains(task.conversation())
                        ? Optional.of("the whole conversation was set aside")
                        : defect(task);
                if (defect.isPresent()) {
                    setAside.add(new SetAside(task.id(), defect.get()));
                    broken.addAll(task.decision().isEmpty() ? List.of(task.conversation()) : List.of());
                } else {
                    kept.add(task);
                }
            }
            Tasks tasks = new Tasks(kept, setAside);
            return new TaskAudit(tasks, TaskCard.of(tally, mined, tasks, logs));
        }

        private Optional<String> defect(Task task) {
            return Optional.ofNullable(logs.get(task.conversation()))
                    .map(log -> defect(task, log))
                    .orElseGet(() -> Optional.of("its conversation is not among the traces"));
        }

        private Optional<String> defect(Task task, Conversation log) {
            Rehearsal.Course course = rehearsal.of(task, log);
            boolean whole = task.decision().isEmpty();
            boolean passes = whole && trial.passesAsLogged(task, log);
            boolean idle = whole && trial.passesIdle(task);
            tally.tried(task, log.outcome(), course.guessed(), passes, idle);
            return tally.count(TaskCard.Check.VACUOUS, task, vacuous(task))
                    .or(() -> tally.count(TaskCard.Check.REPLAY, task, course.refusal()))
                    .or(() -> tally.count(TaskCard.Check.FAILED, task, failed(whole && !passes, log)))
                    .or(() -> tally.count(TaskCard.Check.UNEARNED, task, unearned(idle, task)))
                    .or(() -> tally.count(TaskCard.Check.UNANSWERABLE, task, needs.missing(task, log)))
                    .or(() -> tally.count(TaskCard.Check.DUPLICATE, task, twins.earlier(task)))
                    .or(() -> tally.count(TaskCard.Check.LEAK, task, twins.acrossTheSplit(task)));
        }

        private static Optional<String> vacuous(Task task) {
            Expectation expected = task.expectation();
            boolean nothing = expected.actions().isEmpty()
                    && expected.lookups().isEmpty()
                    && expected.communications().isEmpty()
                    && task.decision().isEmpty();
            return nothing ? Optional.of("nothing has to be done, looked up or told") : Optional.empty();
        }

        private static Optional<String> failed(boolean fails, Conversation log) {
            return fails && log.outcome() == Outcome.SUCCESS
                    ? Optional.of("its own log ended well and does not pass")
                    : Optional.empty();
        }

        private static Optional<String> unearned(boolean idle, Task task) {
            Expectation expected = task.expectation();
            boolean inaction = expected.actions().isEmpty()
                    || expected.alternatives().stream().anyMatch(List::isEmpty);
            return idle && !inaction
                    ? Optional.of("who does nothing passes, though something was done")
                    : Optional.empty();
        }
    }
}
