package dev.agentgym.task;

import dev.agentgym.reward.Ended;
import dev.agentgym.reward.RewardFunction;
import dev.agentgym.tool.Strictness;
import dev.agentgym.tool.ToolMocker;
import dev.agentgym.tool.ToolSession;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.Outcome;
import java.util.List;
import java.util.Map;

/// Asks the rule of success about a task before any agent plays it: what it says of the task's own log, and of
/// somebody who hears the customer and says goodbye. Immutable.
final class Trial {

    private static final Message GOODBYE = Message.Assistant.says("Goodbye.");

    private final ToolMocker mocker;
    private final LoggedEpisodes logged;
    private final RewardFunction rule;

    Trial(ToolMocker mocker, RewardFunction rule) {
        this.mocker = mocker;
        this.logged = new LoggedEpisodes(mocker, Map.of());
        this.rule = rule;
    }

    /// Whether the log brings about what the task asks for.
    boolean passesAsLogged(Task task, Conversation log) {
        return rule.isSuccess(logged.ended(log, task.expectation()));
    }

    /// Whether doing nothing does.
    boolean passesIdle(Task task) {
        ToolSession start = mocker.session(Strictness.GUESS);
        Conversation idle =
                Conversation.of(task.id(), List.of(Message.User.says(task.goal()), GOODBYE), Outcome.UNKNOWN);
        return rule.isSuccess(new Ended(idle, task.expectation(), start, start.branch(), 0));
    }
}
