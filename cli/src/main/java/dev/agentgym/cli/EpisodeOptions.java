package dev.agentgym.cli;

import dev.agentgym.Gym;
import dev.agentgym.agent.AgentFactory;
import dev.agentgym.environment.ConversationEnvironment;
import dev.agentgym.environment.Environment;
import dev.agentgym.environment.EpisodeSetting;
import dev.agentgym.environment.Limits;
import dev.agentgym.environment.Rules;
import dev.agentgym.llm.user.ModelCustomer;
import dev.agentgym.rollout.RolloutSettings;
import dev.agentgym.task.Task;
import dev.agentgym.task.Tasks;
import dev.agentgym.tool.Strictness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options of every command that plays episodes.
final class EpisodeOptions {

    @Option(
            names = "--tasks",
            paramLabel = "WHICH",
            description = "all, train, test, decisions, or ids with commas between them (default: ${DEFAULT-VALUE}).")
    private String which = "all";

    @Option(names = "--seed", paramLabel = "N", description = "Draws all that is left to chance (default: 1).")
    private long seed = 1;

    @Option(names = "--threads", paramLabel = "N", description = "Episodes at a time (default: one for each core).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--strictness",
            paramLabel = "HOW",
            description = "What tools do where no log tells: abstain or guess (default: guess).")
    private Strictness strictness = Strictness.GUESS;

    @Option(
            names = "--faults",
            split = ",",
            paramLabel = "KIND=SHARE",
            description = "Let tools fail on purpose, as in `mock`.")
    private Map<String, Double> faults = Map.of();

    @Option(
            names = "--user",
            paramLabel = "MODEL",
            description = "Let a chat model play the customers, within what their logs allow (default: no model).")
    private @Nullable String user;

    @Option(
            names = "--turns",
            paramLabel = "N",
            description = "Cut an episode off after so many answers (default: 30).")
    private int turns = Limits.DEFAULT.turns();

    @Option(names = "--steps", paramLabel = "N", description = "Cut an episode off after so many actions.")
    private int steps = Integer.MAX_VALUE;

    @Option(
            names = "--tokens",
            paramLabel = "N",
            description = "Cut an episode off after the agent's models used up so many tokens.")
    private long tokens = Long.MAX_VALUE;

    @Option(names = "--seconds", paramLabel = "N", description = "Cut an episode off after so long (default: 600).")
    private long seconds = Limits.DEFAULT.time().toSeconds();

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "The longest that an agent may take for one action (default: 120).")
    private int timeout = 120;

    @Option(
            names = "--retries",
            paramLabel = "N",
            description = "Ask an agent that failed again so often (default: 0).")
    private int retries;

    @Option(
            names = "--max-decisions",
            paramLabel = "N",
            description = "Begin no episode after agents were asked so often.")
    private long maxDecisions = Long.MAX_VALUE;

    @Option(
            names = "--demonstrations",
            paramLabel = "N",
            description = "Show the agent so many logged situations like its own (default: 0).")
    private int demonstrations;

    @Option(
            names = "--demonstration-tokens",
            paramLabel = "N",
            description = "How many tokens they may have together (default: ${DEFAULT-VALUE}).")
    private int demonstrationTokens = 2000;

    @Option(names = "--max-minutes", paramLabel = "N", description = "Begin no episode after so long.")
    private long maxMinutes = Duration.ofDays(365).toMinutes();

    long seed() {
        return seed;
    }

    /// @throws UsageException when a number cannot be
    Rules rules() {
        try {
            Limits limits = new Limits(turns, Limits.DEFAULT.toolCalls(), steps, Duration.ofSeconds(seconds));
            return new Rules(limits, strictness, FaultOptions.parse(seed, faults));
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    /// What makes environments of a gym, with the customers that were asked for.
    ///
    /// @throws UsageException when no model has their name, or a number cannot be
    Supplier<Environment> environments(Gym gym, ModelAccess access) {
        EpisodeSetting setting = gym.episodes(rules());
        String name = user;
        if (name == null) {
            return () -> new ConversationEnvironment(setting);
        }
        ModelAccess.Opened model = access.model(name, "user");
        EpisodeSetting played = setting.with(
                new ModelCustomer(model.client(), model.label(), gym.customer(), ModelCustomer.Settings.DEFAULT));
        return () -> new ConversationEnvironment(played);
    }

    /// @throws UsageException when a number cannot be
    RolloutSettings settings() {
        try {
            return new RolloutSettings(
                    threads,
                    Duration.ofSeconds(timeout),
                    retries,
                    maxDecisions,
                    Duration.ofMinutes(maxMinutes),
                    new RolloutSettings.Allowance(tokens, Duration.ofSeconds(seconds)));
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    /// The agents of this name, with what they are shown; models behind them are paid for.
    ///
    /// @throws UsageException when a number cannot be
    PaidAgents agents(Gym gym, String name, ModelAccess access) {
        if (demonstrations < 0 || demonstrationTokens < 1) {
            throw new UsageException("--demonstrations is at least 0 and --demonstration-tokens at least 1");
        }
        return new PaidAgents(gym.shown(plain(gym, name, access), demonstrations, demonstrationTokens));
    }

    /// The agents of this name, who are shown nothing.
    PaidAgents others(Gym gym, String name, ModelAccess access) {
        return new PaidAgents(plain(gym, name, access));
    }

    private static AgentFactory plain(Gym gym, String name, ModelAccess access) {
        return access.agents(name, gym).orElseGet(() -> gym.agent(name));
    }

    /// The tasks that were asked for; decisions are played only where they are asked for.
    ///
    /// @throws UsageException when there is none, or no task has a given id
    List<Task> tasks(Gym gym) {
        Tasks tasks = gym.tasks();
        List<Task> chosen = switch (which) {
            case "all" -> tasks.whole();
            case "train" -> part(tasks, Task.Part.TRAIN);
            case "test" -> part(tasks, Task.Part.TEST);
            case "decisions" ->
                tasks.all().stream().filter(task -> task.decision().isPresent()).toList();
            default -> named(tasks);
        };
        if (chosen.isEmpty()) {
            throw new UsageException("--tasks " + which + ": the gym has no such task; it has "
                    + tasks.whole().size() + " of whole conversations, "
                    + part(tasks, Task.Part.TEST).size() + " of them to be tested on");
        }
        return chosen;
    }

    private static List<Task> part(Tasks tasks, Task.Part part) {
        return tasks.whole().stream().filter(task -> task.part() == part).toList();
    }

    private List<Task> named(Tasks tasks) {
        List<Task> chosen = new ArrayList<>();
        for (String id : which.split(",", -1)) {
            chosen.add(tasks.find(id)
                    .orElseThrow(() -> new UsageException(
                            "--tasks: the gym has no task " + id + "; the ids stand in its tasks.jsonl")));
        }
        return chosen;
    }
}
