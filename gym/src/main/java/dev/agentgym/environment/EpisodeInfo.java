package dev.agentgym.environment;

import dev.agentgym.reward.Reward;
import java.util.Optional;

/// What is known of an episode beside what the agent sees. Immutable.
///
/// @param ending why the episode is over; empty while it goes on
/// @param verdict the reward with its parts; present exactly when there is an ending
/// @param userFault the first thing that the simulated customer did wrong: such an episode is not charged to the
/// agent
/// @param turns how often the agent has spoken to the customer
/// @param toolCalls how many tool calls it has made
/// @param toolErrors how many of them were refused or failed
public record EpisodeInfo(
        Optional<Ending> ending,
        Optional<Reward> verdict,
        Optional<String> userFault,
        int turns,
        int toolCalls,
        int toolErrors) {}
