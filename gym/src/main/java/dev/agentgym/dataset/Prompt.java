package dev.agentgym.dataset;

import dev.agentgym.environment.Opening;
import dev.agentgym.task.Task;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Message;
import java.util.List;
import java.util.Optional;

/// How a task begins: everything up to the agent's first action. Immutable.
///
/// @param task the id of the task
/// @param part whether it is to learn from or to be tested on
/// @param lines what stands there before the agent acts, without what customers do on their own devices
/// @param mined the task, where it is known
/// @param tries how often rollouts tried it
/// @param successes how often they succeeded
public record Prompt(String task, Task.Part part, List<Line> lines, Optional<Task> mined, int tries, int successes) {

    /// Copies the lines.
    public Prompt {
        lines = List.copyOf(lines);
    }

    /// The beginning of a task in its log.
    static Prompt of(Task task, Conversation logged) {
        int opening = Opening.length(logged, task);
        Sample log = Sample.of(logged, task.part());
        List<Line> lines = task.decision().isPresent()
                ? log.lines().stream()
                        .filter(line -> line.index() < task.start())
                        .toList()
                : beginning(log, opening);
        return new Prompt(task.id(), task.part(), lines, Optional.of(task), 0, 0);
    }

    /// The beginning of a task as a rollout shows it.
    static Prompt of(Sample played) {
        return new Prompt(played.taskOrId(), played.part(), beginning(played, played.given()), Optional.empty(), 0, 0);
    }

    private static List<Line> beginning(Sample sample, int given) {
        return sample.lines().stream()
                .takeWhile(line -> line.index() < given || !(line.message() instanceof Message.Assistant))
                .toList();
    }

    /// The same, tried once more.
    Prompt tried(boolean success) {
        return new Prompt(task, part, lines, mined, tries + 1, successes + (success ? 1 : 0));
    }

    /// The same, with what is known of its task.
    Prompt knowing(Task known) {
        return new Prompt(task, part, lines, Optional.of(known), tries, successes);
    }

    /// Whether a customer has said what to begin with.
    boolean isAsked() {
        return lines.stream().anyMatch(line -> line.message() instanceof Message.User);
    }
}
