package dev.agentgym.cli;

import dev.agentgym.rollout.Assignment;
import dev.agentgym.rollout.RolloutRunner;
import dev.agentgym.rollout.RolloutStore;
import java.util.List;

/// Shows how rollouts get on.
final class EpisodeProgress {

    private EpisodeProgress() {}

    /// Plays a plan and says how many rollouts are done.
    static int run(RolloutRunner runner, List<Assignment> plan, RolloutStore store, Console console) {
        int there = (int) plan.stream().filter(store::has).count();
        try (Progress progress = new Progress(console, "Episodes", System::nanoTime)) {
            runner.run(
                    plan,
                    store,
                    (rollout, done, all) ->
                            progress.at(done - there, (double) (done - there) / Math.max(1, all - there)));
        }
        return (int) plan.stream().filter(store::has).count();
    }
}
