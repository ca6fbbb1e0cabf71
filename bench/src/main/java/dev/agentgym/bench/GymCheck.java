package dev.agentgym.bench;

import dev.agentgym.Gym;
import dev.agentgym.environment.CheckFinding;
import dev.agentgym.environment.EnvironmentCard;
import dev.agentgym.task.Task;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Whether the environment of a gym keeps what environments promise.
///
/// `bench/run GymCheck GYM...` plays [dev.agentgym.environment.EnvironmentCheck] with tasks from all over each gym,
/// whole conversations and decisions from their middle, and prints what is broken and how often. The process fails
/// where something is.
final class GymCheck {

    private static final int TASKS = 40;
    private static final long SEED = 11;

    private GymCheck() {}

    /// Checks and prints. Arguments: folders of gyms.
    public static void main(String[] arguments) {
        boolean sound = true;
        for (String folder : arguments) {
            sound &= check(folder);
        }
        System.exit(sound ? 0 : 1);
    }

    private static boolean check(String folder) {
        Gym gym = Gym.load(Path.of(folder));
        List<Task> tasks = gym.tasks().all();
        EnvironmentCard card = EnvironmentCard.measure(gym::environment, tasks, TASKS, SEED);
        List<CheckFinding> findings = card.findings();
        Map<String, Integer> counts = new TreeMap<>();
        findings.forEach(finding -> counts.merge(finding.rule(), 1, Integer::sum));
        System.out.printf(
                "%s: %d of %d tasks, %d of them decisions: %s%n",
                folder,
                card.tasks(),
                tasks.size(),
                card.decisions(),
                findings.isEmpty() ? "sound" : findings.size() + " broken promises");
        counts.forEach((rule, count) -> System.out.printf("%6d  %s%n", count, rule));
        findings.stream().limit(TASKS).forEach(finding -> System.out.println("        " + finding));
        return findings.isEmpty() && card.tasks() > 0;
    }
}
