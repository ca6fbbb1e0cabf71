package dev.agentgym.llm.optimize;

import dev.agentgym.llm.agent.SystemPrompt;
import java.util.List;

/// How a search is made. Immutable.
///
/// @param seed draws all that is left to chance
/// @param threads rollouts at a time; they change nothing but the time
/// @param rollouts the most rollouts of the whole search, repeated ones after failures not counted
/// @param sections those that may be rewritten, in turn; frozen ones among them are left alone
/// @param longest the most tokens that a prompt may have with its examples
/// @param lengthWeight what a thousand tokens of the prompt cost, in reward
public record SearchSettings(
        long seed, int threads, int rollouts, List<String> sections, int longest, double lengthWeight) {

    /// Eight hundred rollouts over policy and style, prompts of at most 6,000 tokens; a thousand of them cost as
    /// much as one percent of the reward.
    public static final SearchSettings DEFAULT =
            new SearchSettings(1, 8, 800, List.of(SystemPrompt.POLICY, SystemPrompt.STYLE), 6000, 0.01);

    /// Checks the numbers.
    ///
    /// @throws IllegalArgumentException when nothing could be searched with them
    public SearchSettings {
        sections = List.copyOf(sections);
        if (threads < 1 || rollouts < 1 || sections.isEmpty() || longest < 1 || lengthWeight < 0) {
            throw new IllegalArgumentException("a search needs at least 1 thread, 1 rollout, 1 section and 1 token, "
                    + "not " + threads + " threads, " + rollouts + " rollouts, " + sections + " and " + longest
                    + " tokens");
        }
    }

    /// The same with so many threads.
    public SearchSettings threads(int other) {
        return new SearchSettings(seed, other, rollouts, sections, longest, lengthWeight);
    }

    /// The same with so many rollouts.
    public SearchSettings rollouts(int other) {
        return new SearchSettings(seed, threads, other, sections, longest, lengthWeight);
    }
}
