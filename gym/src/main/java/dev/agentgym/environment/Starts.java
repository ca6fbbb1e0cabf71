package dev.agentgym.environment;

import dev.agentgym.task.Task;
import java.util.List;

/// Chooses the episodes of a [VectorEnvironment]. Implementations are stateless: the same question has the same
/// answer, so that nothing depends on which environment was faster.
@FunctionalInterface
public interface Starts {

    /// Where an episode begins.
    ///
    /// @param environment the index of the environment
    /// @param episode how many episodes it has begun before
    Start of(int environment, int episode);

    /// All tasks in turn over a number of environments, again and again, each time with another seed.
    ///
    /// @param environments how many environments there are
    /// @throws IllegalArgumentException without tasks
    static Starts cycling(List<Task> tasks, int environments, long seed) {
        List<Task> all = List.copyOf(tasks);
        if (all.isEmpty()) {
            throw new IllegalArgumentException("there is no task to begin an episode with; give at least one");
        }
        return (environment, episode) -> {
            long number = (long) episode * environments + environment;
            return new Start(all.get((int) (number % all.size())), Seeds.of(seed, number));
        };
    }
}
