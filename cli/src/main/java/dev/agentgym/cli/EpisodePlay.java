package dev.agentgym.cli;

import dev.agentgym.Gym;
import dev.agentgym.GymException;
import dev.agentgym.rollout.Assignment;
import dev.agentgym.rollout.Rollout;
import dev.agentgym.rollout.RolloutRunner;
import dev.agentgym.rollout.RolloutStore;
import dev.agentgym.task.Task;
import java.util.List;

/// Plays the tasks of a gym for an evaluation.
///
/// @param gym whose tasks
/// @param options which of them and how
/// @param tries how often each
/// @param models who may play the customers
/// @param console where progress is shown
record EpisodePlay(Gym gym, EpisodeOptions options, int tries, ModelAccess models, Console console) {

    /// What came of it, with this agent.
    List<Rollout> of(PaidAgents agents) {
        List<Task> tasks = options.tasks(gym);
        List<Assignment> plan = Assignment.plan(tasks, tasks.size() * tries, 1, options.seed());
        RolloutRunner runner = new RolloutRunner(options.environments(gym, models), agents, options.settings());
        RolloutStore.InMemory store = new RolloutStore.InMemory();
        int done = EpisodeProgress.run(runner, plan, agents.before(store), console);
        Interruption.endIfAsked();
        if (done == 0) {
            throw new GymException(
                    "the budget was spent before an episode was over; raise --budget-calls, --budget-tokens, "
                            + "--budget-dollars, --max-decisions or --max-minutes, whichever you set");
        }
        if (done < plan.size()) {
            console.note("the budget was spent: " + done + " of " + plan.size() + " episodes were played");
        }
        return store.inOrderOf(plan);
    }
}
