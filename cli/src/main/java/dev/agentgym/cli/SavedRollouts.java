package dev.agentgym.cli;

import dev.agentgym.Gym;
import dev.agentgym.GymException;
import dev.agentgym.environment.Replay;
import dev.agentgym.rollout.Failure;
import dev.agentgym.rollout.Rollout;
import dev.agentgym.rollout.RolloutFile;
import dev.agentgym.task.Task;
import dev.agentgym.task.Tasks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Rollouts that were played before.
final class SavedRollouts {

    private SavedRollouts() {}

    /// The rollouts of each agent in a file, and in the file that it is compared with.
    ///
    /// @throws UsageException when there is none, or several agents are to be compared with others
    static List<List<Rollout>> read(Path file, @Nullable String against) {
        List<List<Rollout>> all = new ArrayList<>(byAgent(file));
        if (against != null) {
            List<List<Rollout>> others = byAgent(Path.of(against));
            if (all.size() != 1 || others.size() != 1) {
                throw new UsageException("--against compares two agents; give files with the rollouts of one each");
            }
            all.addAll(others);
        }
        return all;
    }

    private static List<List<Rollout>> byAgent(Path file) {
        Map<String, List<Rollout>> byAgent = new LinkedHashMap<>();
        RolloutFile.read(file)
                .forEach(rollout -> byAgent.computeIfAbsent(rollout.agent(), _ -> new ArrayList<>())
                        .add(rollout));
        if (byAgent.isEmpty()) {
            throw new UsageException(file + " has no rollouts; write some with `agent-gym rollout`");
        }
        return List.copyOf(byAgent.values());
    }

    /// The same rollouts, with the reward that a gym has now. What failed is not judged.
    ///
    /// @throws GymException when the gym does not have a task of theirs
    static List<Rollout> rescored(List<Rollout> rollouts, Gym gym) {
        Tasks tasks = gym.tasks();
        Replay replay = gym.replay();
        Map<String, Task> known = new LinkedHashMap<>();
        tasks.all().forEach(task -> known.put(task.id(), task));
        return rollouts.stream()
                .map(rollout -> rollout.failure().map(Failure::kind).isPresent()
                        ? rollout
                        : rollout.judged(replay.judge(task(rollout, known), rollout.seed(), rollout.conversation())))
                .toList();
    }

    private static Task task(Rollout rollout, Map<String, Task> known) {
        Task task = known.get(rollout.task());
        if (task == null) {
            throw new GymException("rollout " + rollout.id() + " played task " + rollout.task()
                    + ", which this gym does not have; name the gym that it was played in");
        }
        return task;
    }
}
