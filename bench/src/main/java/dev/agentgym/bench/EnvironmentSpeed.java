package dev.agentgym.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.Gym;
import dev.agentgym.agent.Agent;
import dev.agentgym.agent.AgentException;
import dev.agentgym.agent.AgentFactory;
import dev.agentgym.environment.Action;
import dev.agentgym.environment.ConversationEnvironment;
import dev.agentgym.environment.Environment;
import dev.agentgym.environment.EpisodeSetting;
import dev.agentgym.environment.Observation;
import dev.agentgym.environment.Rules;
import dev.agentgym.environment.Seeds;
import dev.agentgym.environment.Step;
import dev.agentgym.reward.Reward;
import dev.agentgym.task.Task;
import dev.agentgym.trace.Exchange;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.ToolCall;
import dev.agentgym.user.Customer;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntToLongFunction;

/// How many steps a second environments take in this process, on two threads, and how much memory open episodes
/// need.
///
/// `bench/run EnvironmentSpeed GYM`. The agent does what the log of each task shows, decided beforehand, so that
/// only the environment is measured. Beside it, in the same rounds, the least that any environment without a model
/// must do: look up the answer to a call in a `HashMap`, copy it, and copy the list of messages.
final class EnvironmentSpeed {

    private static final int THREADS = 2;
    private static final int WARM_UP = 8;
    private static final int ROUNDS = 5;
    private static final int EPISODES = 4_000;

    /// The customer reads all that was said, and the reward embeds it: fewer episodes say enough.
    private static final int SLOW_EPISODES = 60;

    private static final int OPEN = 2_000;

    /// What is played: a task and the actions of its log.
    private record Script(Task task, List<Action> actions) {}

    /// Steps a second.
    ///
    /// @param wall of all that went by, with what else runs on the machine
    /// @param busy of the time that the threads had a core
    private record Pace(double wall, double busy) {}

    private final EpisodeSetting setting;
    private final List<Script> scripts;
    private final Map<String, JsonNode> answers = new HashMap<>();
    private final AtomicLong sink = new AtomicLong();

    private EnvironmentSpeed(Gym gym) {
        this.setting = gym.episodes(Rules.DEFAULT);
        AgentFactory agents = gym.agent("logged");
        this.scripts = gym.tasks().whole().stream()
                .map(task -> script(task, agents.agent(task, 0)))
                .toList();
        for (var conversation : gym.traces()) {
            for (Exchange exchange : conversation.exchanges()) {
                exchange.answer().ifPresent(answer -> answers.put(key(exchange.call()), answer.result()));
            }
        }
    }

    private static String key(ToolCall call) {
        return call.name() + call.arguments();
    }

    /// The actions that the agent takes when it is asked again and again.
    private static Script script(Task task, Agent agent) {
        List<Message> messages = new ArrayList<>();
        List<Action> actions = new ArrayList<>();
        while (actions.isEmpty() || !(actions.getLast() instanceof Action.Finish)) {
            try {
                actions.add(agent.next(new Observation(messages, List.of())));
            } catch (AgentException e) {
                // The log gives words of greeting; they count as said.
                actions.clear();
            }
            messages.add(Message.Assistant.says(""));
        }
        return new Script(task, actions);
    }

    /// Measures and prints. Argument: the folder of a gym.
    public static void main(String[] arguments) throws InterruptedException {
        if (arguments.length != 1) {
            throw new IllegalArgumentException("usage: bench/run EnvironmentSpeed GYM");
        }
        EnvironmentSpeed measure = new EnvironmentSpeed(Gym.load(Path.of(arguments[0])));
        System.out.printf(Locale.ROOT, "%d tasks, %d threads%n", measure.scripts.size(), THREADS);
        measure.speed();
        measure.memory();
        measure.slow("steps a second, simulated customer, no reward", measure.without(measure.setting.customer()));
        measure.slow("steps a second, simulated customer and reward", measure.setting);
    }

    /// Without the reward, and with the words of the log instead of a simulated customer where that is asked for.
    private EpisodeSetting without(Customer customer) {
        Reward nothing = new Reward(0, List.of());
        return new EpisodeSetting(
                setting.traces(),
                setting.tools(),
                setting.declarations(),
                customer,
                _ -> nothing,
                setting.rules(),
                setting.clock());
    }

    private void speed() throws InterruptedException {
        EpisodeSetting scripted = without(new ScriptedCustomer(setting.traces()));
        double[] ours = new double[ROUNDS];
        double[] busy = new double[ROUNDS];
        double[] theirs = new double[ROUNDS];
        double[] ratios = new double[ROUNDS];
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            Pace stepped = timed(EPISODES, number -> play(new ConversationEnvironment(scripted), number));
            Pace lookedUp = timed(EPISODES, this::lookUp);
            if (round >= 0) {
                ours[round] = stepped.wall();
                busy[round] = stepped.busy();
                theirs[round] = lookedUp.wall();
                ratios[round] = stepped.busy() / lookedUp.busy();
            }
        }
        print("steps a second, scripted customer, no reward", ours);
        print("  of processor time, both cores", busy);
        print("HashMap lookup and copies, steps a second", theirs);
        print("ratio, of processor time", ratios);
    }

    private void slow(String name, EpisodeSetting slow) throws InterruptedException {
        double[] steps = new double[ROUNDS];
        for (int round = -1; round < ROUNDS; round++) {
            Pace stepped = timed(SLOW_EPISODES, number -> play(new ConversationEnvironment(slow), number));
            if (round >= 0) {
                steps[round] = stepped.wall();
            }
        }
        print(name, steps);
    }

    /// Steps of all threads together.
    private Pace timed(int episodes, IntToLongFunction work) throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        AtomicLong steps = new AtomicLong();
        AtomicLong busy = new AtomicLong();
        long start = System.nanoTime();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            threads.add(Thread.ofPlatform().start(() -> {
                for (int number = next.getAndIncrement(); number < episodes; number = next.getAndIncrement()) {
                    steps.addAndGet(work.applyAsLong(number));
                }
                busy.addAndGet(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        double billions = steps.get() * 1e9;
        return new Pace(billions / (System.nanoTime() - start), THREADS * billions / busy.get());
    }

    private long play(Environment environment, int number) {
        Script script = scripts.get(number % scripts.size());
        environment.reset(script.task(), Seeds.of(1, number));
        long steps = 0;
        for (Action action : script.actions()) {
            Step step = environment.step(action);
            steps++;
            if (step.isLast()) {
                break;
            }
        }
        return steps;
    }

    private long lookUp(int number) {
        Script script = scripts.get(number % scripts.size());
        List<Object> messages = new ArrayList<>();
        for (Action action : script.actions()) {
            if (action instanceof Action.CallTools calls) {
                calls.calls()
                        .forEach(call -> Optional.ofNullable(answers.get(key(call)))
                                .ifPresent(answer -> messages.add(answer.deepCopy())));
            }
            messages.add(action);
            sink.addAndGet(List.copyOf(messages).size());
        }
        return script.actions().size();
    }

    /// Open episodes that have gone half their way.
    private void memory() {
        long before = Heap.used();
        EpisodeSetting scripted = without(new ScriptedCustomer(setting.traces()));
        List<Environment> open = new ArrayList<>();
        for (int i = 0; i < OPEN; i++) {
            Script script = scripts.get(i % scripts.size());
            Environment environment = new ConversationEnvironment(scripted);
            environment.reset(script.task(), i);
            for (Action action : script.actions().subList(0, script.actions().size() / 2)) {
                if (environment.step(action).isLast()) {
                    break;
                }
            }
            open.add(environment);
        }
        double bytes = Heap.used() - before;
        System.out.printf(
                Locale.ROOT,
                "%d open episodes: %.1f MiB, %.1f KiB each%n",
                open.size(),
                bytes / (1 << 20),
                bytes / 1024 / open.size());
    }

    private static void print(String name, double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        String format = sorted[0] < 100 ? "%.3f" : "%.0f";
        System.out.printf(
                Locale.ROOT,
                "%-48s median " + format + " (" + format + " to " + format + ")%n",
                name,
                sorted[sorted.length / 2],
                sorted[0],
                sorted[sorted.length - 1]);
    }
}
