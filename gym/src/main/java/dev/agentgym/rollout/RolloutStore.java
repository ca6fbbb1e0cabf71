package dev.agentgym.rollout;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Where rollouts go when they are done. Used by one thread at a time.
public interface RolloutStore {

    /// Whether the rollout of an assignment is there already.
    boolean has(Assignment assignment);

    /// Takes in a rollout, in whatever order they are done.
    void add(Rollout rollout, Effort effort);

    /// Keeps rollouts in memory. Mutable, for one thread at a time.
    final class InMemory implements RolloutStore {

        private final Map<String, Rollout> rollouts = new LinkedHashMap<>();

        @Override
        public boolean has(Assignment assignment) {
            return rollouts.containsKey(assignment.id());
        }

        @Override
        public void add(Rollout rollout, Effort effort) {
            rollouts.put(rollout.id(), rollout);
        }

        /// Those that are there, in the order of a plan.
        public List<Rollout> inOrderOf(List<Assignment> plan) {
            return plan.stream()
                    .map(assignment -> rollouts.get(assignment.id()))
                    .filter(Objects::nonNull)
                    .toList();
        }
    }
}
