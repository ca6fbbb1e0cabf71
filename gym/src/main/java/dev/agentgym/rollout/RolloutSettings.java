package dev.agentgym.rollout;

import java.time.Duration;

/// How rollouts are run. Immutable.
///
/// @param threads how many episodes are played at the same time, at least 1; they change nothing but the time
/// @param decision how long an agent may take for one action
/// @param retries how often an agent that could not decide is asked again, 0 for never
/// @param decisions how often agents may be asked in the whole run; what is not begun by then stays open
/// @param time how long the whole run may take; what is not begun by then stays open
/// @param each what one episode may use up
public record RolloutSettings(
        int threads, Duration decision, int retries, long decisions, Duration time, Allowance each) {

    /// What one episode may use up; whoever reaches it is cut off. Immutable.
    ///
    /// @param tokens of the models behind the agent, in both directions, as [dev.agentgym.agent.ModelCall#tokens]
    /// counts them; the step in which they are used up is still done
    /// @param time from its begin on; an agent that thinks longer is not waited for
    public record Allowance(long tokens, Duration time) {

        /// Whatever it takes.
        public static final Allowance NONE = new Allowance(Long.MAX_VALUE, Duration.ofDays(365));

        /// Checks the numbers.
        ///
        /// @throws IllegalArgumentException when nothing could be done with them
        public Allowance {
            if (tokens < 1 || !time.isPositive()) {
                throw new IllegalArgumentException(
                        "an episode needs at least 1 token and some time, not " + tokens + " tokens and " + time);
            }
        }
    }

    /// Two minutes for an action, no retries beside those of the agent itself, no budget.
    public static final RolloutSettings DEFAULT = new RolloutSettings(
            Runtime.getRuntime().availableProcessors(), Duration.ofMinutes(2), 0, Long.MAX_VALUE, Duration.ofDays(365));

    /// Episodes that may use up whatever they take.
    public RolloutSettings(int threads, Duration decision, int retries, long decisions, Duration time) {
        this(threads, decision, retries, decisions, time, Allowance.NONE);
    }

    /// Checks the numbers.
    ///
    /// @throws IllegalArgumentException when nothing could be done with them
    public RolloutSettings {
        if (threads < 1 || retries < 0 || decisions < 1 || !decision.isPositive() || !time.isPositive()) {
            throw new IllegalArgumentException("rollouts need at least 1 thread, 0 retries, 1 decision and some time, "
                    + "not " + threads + " threads, " + retries + " retries, " + decisions + " decisions, " + decision
                    + " for an action and " + time + " for all");
        }
    }
}
