package dev.agentgym.task;

import dev.agentgym.reward.Expectation;
import dev.agentgym.tool.ToolMocker;
import dev.agentgym.trace.Conversation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Checks every task before anybody is measured by it. Immutable.
///
/// A task is kept where the mocked tools accept what the log did, where doing nothing fails unless nothing was to
/// be done, where something is to be judged at all, where the customer or a tool tells every value that the agent
/// needs, and where no other task, least of all one of the other side of the split, is the same. The others are set
/// aside with the reason.
///
/// @param tasks those that passed, and all that were set aside
/// @param card what was found
public record TaskAudit(Tasks tasks, TaskCard card) {

    /// Audits mined tasks.
    ///
    /// @param traces the conversations that they were mined from
    /// @param mocker the tools that they will be played with
    public static TaskAudit of(Tasks mined, List<Conversation> traces, ToolMocker mocker) {
        Map<String, Conversation> logs = new LinkedHashMap<>();
        traces.forEach(conversation -> logs.putIfAbsent(conversation.id(), conversation));
        return new Audit(mined, logs, mocker).run();
    }

    /// One audit while it runs.
    private static final class Audit {

        private final Tasks mined;
        private final Map<String, Conversation> logs;
        private final Rehearsal rehearsal;
        private final Needs needs;
        private final Twins twins;
        private final TaskCard.Tally tally = new TaskCard.Tally();

        Audit(Tasks mined, Map<String, Conversation> logs, ToolMocker mocker) {
            this.mined = mined;
            this.logs = logs;
            this.rehearsal = new Rehearsal(mocker);
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
            Optional<Conversation> log = Optional.ofNullable(logs.get(task.conversation()));
            if (log.isEmpty()) {
                return Optional.of("its conversation is not among the traces");
            }
            return tally.count(TaskCard.Check.VACUOUS, task, vacuous(task))
                    .or(() -> tally.count(TaskCard.Check.REPLAY, task, rehearsal.refusal(task, log.get())))
                    .or(() -> tally.count(TaskCard.Check.UNANSWERABLE, task, needs.missing(task, log.get())))
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
    }

    /// Whether an agent that neither calls nor says anything passes a task: nothing was to be changed and nothing
    /// to be told.
    public static boolean isRightInaction(Task task) {
        Expectation expected = task.expectation();
        boolean unchanged =
                expected.actions().isEmpty() || expected.alternatives().stream().anyMatch(List::isEmpty);
        return unchanged
                && expected.communications().isEmpty()
                && task.decision().isEmpty();
    }
}
