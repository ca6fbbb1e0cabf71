package dev.agentgym.environment;

import dev.agentgym.task.Task;
import dev.agentgym.trace.Conversation;

/// Plays one episode at a time, as Gymnasium's environments do. Mutable, for one thread; environments made from one
/// gym share what is learned and nothing else.
///
/// Equal tasks, seeds and actions give equal observations, rewards and recorded conversations. [EnvironmentCheck]
/// tells of any implementation whether it keeps what is promised here.
public interface Environment {

    /// Begins an episode, whatever became of the one before.
    ///
    /// @param seed draws all that the logs leave open: the customer's words, what tools guess, faults
    /// @return the conversation as the agent finds it
    /// @throws IllegalArgumentException when the task belongs to other logs
    Observation reset(Task task, long seed);

    /// Does what the agent decided.
    ///
    /// @throws IllegalStateException before the first [#reset] and after the end of an episode
    Step step(Action action);

    /// Ends the episode from outside, as where a budget is spent. It is judged as it stands.
    ///
    /// @throws IllegalStateException before the first [#reset] and after the end of an episode
    Step cut(Ending.Truncated why);

    /// An independent environment in the same state: what is done in one does not show in the other. Kept aside, it
    /// is a snapshot to which one can return as often as one branches from it.
    ///
    /// @throws IllegalStateException before the first [#reset]
    Environment branch();

    /// The episode so far as a trace: all messages, what stood before the episode included; in its metadata the
    /// task and the seed, at each tool's answer its tier and confidence.
    ///
    /// @throws IllegalStateException before the first [#reset]
    Conversation conversation();
}
