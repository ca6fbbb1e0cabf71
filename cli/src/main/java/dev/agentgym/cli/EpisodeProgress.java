package dev.agentgym.cli;

import dev.agentgym.rollout.Assignment;
import dev.agentgym.rollout.Rollout;
import dev.agentgym.rollout.RolloutListener;
import dev.agentgym.rollout.RolloutRunner;
import dev.agentgym.rollout.RolloutStore;
import java.util.List;
import java.util.Locale;

/// Shows how rollouts get on.
final class EpisodeProgress {

    private EpisodeProgress() {}

    /// Plays a plan and says how many rollouts are done, and how they went so far.
    static int run(RolloutRunner runner, List<Assignment> plan, RolloutStore store, Console console) {
        int there = (int) plan.stream().filter(store::has).count();
        try (Progress progress = new Progress(console, "Episodes", System::nanoTime)) {
            runner.run(plan, store, new Account(progress, there));
        }
        return (int) plan.stream().filter(store::has).count();
    }

    /// Counts what came of those that are done; the runner calls it from one thread at a time.
    static final class Account implements RolloutListener {

        private final Progress progress;
        private final int there;
        private int charged;
        private int solved;
        private int failed;

        /// @param there how many were done before
        Account(Progress progress, int there) {
            this.progress = progress;
            this.there = there;
        }

        @Override
        public void done(Rollout rollout, int done, int all) {
            charged += rollout.isCharged() ? 1 : 0;
            solved += rollout.isCharged() && rollout.success() ? 1 : 0;
            failed += rollout.failure().isPresent() ? 1 : 0;
            String solving =
                    charged == 0 ? "" : String.format(Locale.ROOT, ", %.0f %% solved", 100.0 * solved / charged);
            progress.at(
                    done - there,
                    (double) (done - there) / Math.max(1, all - there),
                    solving + (failed == 0 ? "" : ", " + failed + " failed"));
        }
    }
}
