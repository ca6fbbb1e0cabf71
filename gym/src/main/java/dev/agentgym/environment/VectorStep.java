package dev.agentgym.environment;

import java.util.List;
import java.util.Optional;

/// What the actions of all environments of a [VectorEnvironment] led to. Immutable; every list has one entry for
/// each environment.
///
/// @param observations what each agent sees now: with [Autoreset#SAME_STEP] never the last of an episode
/// @param rewards what each episode that ended here was worth, 0 elsewhere
/// @param terminated which conversations came to their end
/// @param truncated which were cut off
/// @param infos what is known beside of the episodes in which the actions were done
/// @param last where an episode ended and another began, the last observation of the first
public record VectorStep(
        List<Observation> observations,
        List<Double> rewards,
        List<Boolean> terminated,
        List<Boolean> truncated,
        List<EpisodeInfo> infos,
        List<Optional<Observation>> last) {

    /// Copies the lists.
    public VectorStep {
        observations = List.copyOf(observations);
        rewards = List.copyOf(rewards);
        terminated = List.copyOf(terminated);
        truncated = List.copyOf(truncated);
        infos = List.copyOf(infos);
        last = List.copyOf(last);
    }
}
