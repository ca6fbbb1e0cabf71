package dev.agentgym.bench;

import dev.agentgym.Gym;
import dev.agentgym.environment.ConversationEnvironment;
import dev.agentgym.environment.EpisodeSetting;
import dev.agentgym.environment.Rules;
import dev.agentgym.reward.Reward;
import dev.agentgym.rollout.Assignment;
import dev.agentgym.rollout.RolloutFile;
import dev.agentgym.rollout.RolloutRunner;
import dev.agentgym.rollout.RolloutSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Whether a run of 2,000 rollouts that is killed again and again ends with exactly 2,000, and with the same bytes
/// as one that was left alone.
///
/// `bench/run KilledRollout GYM`. Starts itself on a file and kills the process when it has written some more,
/// until a process ends by itself. The customer is scripted and nothing is judged, since neither matters here.
final class KilledRollout {

    private static final int EPISODES = 2_000;
    private static final int GROUP = 4;
    private static final int KILLS = 6;

    private KilledRollout() {}

    /// Measures and prints. Argument: the folder of a gym.
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path gym = Path.of(arguments[0]);
        if (arguments.length == 2) {
            run(gym, Path.of(arguments[1]));
            return;
        }
        Path folder = Files.createTempDirectory("killed-rollout");
        Path killed = folder.resolve("killed.jsonl");
        Path whole = folder.resolve("whole.jsonl");
        for (int kill = 1; kill <= KILLS; kill++) {
            kill(gym, killed, kill);
        }
        start(gym, killed).waitFor();
        start(gym, whole).waitFor();
        List<String> lines = Files.readAllLines(killed);
        Set<String> distinct = new HashSet<>(lines);
        System.out.printf(
                Locale.ROOT,
                "after %d kills: %d rollouts, %d distinct, same bytes as an undisturbed run: %b%n",
                KILLS,
                lines.size(),
                distinct.size(),
                Files.mismatch(killed, whole) < 0);
    }

    private static Process start(Path gym, Path file) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        java,
                        "-Xmx1g",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledRollout.class.getName(),
                        gym.toString(),
                        file.toString())
                .inheritIO()
                .start();
    }

    /// Kills a run when it has written another share of all rollouts.
    private static void kill(Path gym, Path file, int kill) throws IOException, InterruptedException {
        Process process = start(gym, file);
        long enough = (long) EPISODES * kill / (KILLS + 1);
        while (process.isAlive() && lines(file) < enough) {
            Thread.sleep(5);
        }
        process.destroyForcibly().waitFor();
        System.out.printf(Locale.ROOT, "killed with %d rollouts written%n", lines(file));
    }

    private static long lines(Path file) throws IOException {
        if (!Files.exists(file)) {
            return 0;
        }
        long lines = 0;
        for (byte each : Files.readAllBytes(file)) {
            lines += each == '\n' ? 1 : 0;
        }
        return lines;
    }

    private static void run(Path folder, Path file) {
        Gym gym = Gym.load(folder);
        EpisodeSetting setting = gym.episodes(Rules.DEFAULT);
        Reward nothing = new Reward(0, List.of());
        EpisodeSetting quick = new EpisodeSetting(
                setting.traces(),
                setting.tools(),
                setting.declarations(),
                new ScriptedCustomer(setting.traces()),
                _ -> nothing,
                setting.rules(),
                setting.clock());
        List<Assignment> plan = Assignment.plan(gym.tasks().whole(), EPISODES, GROUP, 1);
        RolloutRunner runner = new RolloutRunner(
                () -> new ConversationEnvironment(quick), gym.agent("random"), RolloutSettings.DEFAULT);
        try (RolloutFile rollouts = RolloutFile.resume(file, plan, "random")) {
            runner.run(plan, rollouts, (rollout, done, all) -> {});
            rollouts.finish(plan);
        }
    }
}
