package dev.agentgym.rollout;

import dev.agentgym.environment.Seeds;
import dev.agentgym.task.Task;
import java.util.ArrayList;
import java.util.List;

/// One episode that is to be played. Immutable.
///
/// @param id unique in a run: the number of the group, a dot and the index
/// @param task what the customer comes for
/// @param seed of the environment, the same for the siblings of a group
/// @param group the number of the group
/// @param index the number among its siblings
public record Assignment(String id, Task task, long seed, int group, int index) {

    /// The seed of the agent, another one for every sibling.
    public long agentSeed() {
        return Seeds.of(seed, index);
    }

    /// The episodes of a run: groups that take the tasks in turn, again and again, each group with a seed of its
    /// own. Equal arguments give equal episodes.
    ///
    /// @param episodes how many in all; the last group may be smaller than the others
    /// @param group how many siblings play the same task from the same start
    /// @throws IllegalArgumentException without tasks, or when a number is not positive
    public static List<Assignment> plan(List<Task> tasks, int episodes, int group, long seed) {
        if (tasks.isEmpty() || episodes < 1 || group < 1) {
            throw new IllegalArgumentException("a run needs tasks, episodes and a group size of at least 1, not "
                    + tasks.size() + " tasks, " + episodes + " episodes and groups of " + group);
        }
        List<Assignment> plan = new ArrayList<>();
        for (int i = 0; i < episodes; i++) {
            int number = i / group;
            plan.add(new Assignment(
                    number + "." + i % group,
                    tasks.get(number % tasks.size()),
                    Seeds.of(seed, number),
                    number,
                    i % group));
        }
        return List.copyOf(plan);
    }
}
