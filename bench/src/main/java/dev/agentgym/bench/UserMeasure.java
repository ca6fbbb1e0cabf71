package dev.agentgym.bench;

import dev.agentgym.reward.RewardFunction;
import dev.agentgym.reward.RewardLearning;
import dev.agentgym.task.SetAside;
import dev.agentgym.task.Task;
import dev.agentgym.task.TaskAudit;
import dev.agentgym.task.TaskMiner;
import dev.agentgym.task.Tasks;
import dev.agentgym.tool.TierAccuracy;
import dev.agentgym.tool.ToolMocker;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Traces;
import dev.agentgym.user.LoggedCustomer;
import dev.agentgym.user.UserCard;
import dev.agentgym.world.World;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Mines tasks from logs, audits them, and measures the simulated customer of those to be tested on.
///
/// `bench/run UserMeasure FILE...` prints for each file of traces, or for `airline`, `star` and `telecom` of the
/// shared data, the audit and the user card as JSON, how long each took, and why tasks were set aside.
final class UserMeasure {

    private static final Map<String, String> SHARED = Map.of(
            "airline", "tau1_airline_gpt4o", "airline2", "tau2_airline", "telecom", "tau2_telecom", "star", "star");
    private static final int REASON = 45;

    private UserMeasure() {}

    /// Measures and prints.
    public static void main(String[] arguments) {
        for (String name : arguments) {
            System.out.printf("%n== %s%n", name);
            measure(Traces.read(file(name), bad -> System.out.println("left out: " + bad.explanation())), System.out);
        }
    }

    private static Path file(String name) {
        Path root = Path.of(System.getProperty("agentgym.root", "."));
        return SHARED.containsKey(name)
                ? root.resolveSibling("shared").resolve("data/traces/" + SHARED.get(name) + ".jsonl.gz")
                : Path.of(name);
    }

    private static void measure(List<Conversation> traces, PrintStream out) {
        long start = System.nanoTime();
        World world = World.induce(traces);
        start = lap("world", start, out);
        Tasks mined = TaskMiner.mine(traces, world);
        start = lap("tasks", start, out);
        RewardFunction rule = RewardLearning.claims(RewardFunction.standard(), traces, world.changing());
        TaskAudit audit = TaskAudit.of(mined, traces, new ToolMocker(world, new TierAccuracy(Map.of())), rule);
        start = lap("audit", start, out);
        out.println(Json.pretty(audit.card().toJson()));
        reasons(audit.tasks().setAside(), out);
        LoggedCustomer customer = LoggedCustomer.of(traces, audit.tasks());
        start = lap("customer", start, out);
        out.println("customers of the test tasks: "
                + Json.pretty(UserCard.measure(customer, traces, audit.tasks().of(Task.Part.TEST))
                        .toJson()));
        lap("visits", start, out);
    }

    private static void reasons(List<SetAside> setAside, PrintStream out) {
        Map<String, Integer> counts = new TreeMap<>();
        Map<String, String> first = new TreeMap<>();
        for (SetAside aside : setAside) {
            String reason =
                    aside.reason().substring(0, Math.min(REASON, aside.reason().length()));
            counts.merge(reason, 1, Integer::sum);
            first.putIfAbsent(reason, aside.id() + ": " + aside.reason());
        }
        counts.forEach((reason, count) -> out.println(count + " set aside, such as " + first.get(reason)));
    }

    private static long lap(String name, long start, PrintStream out) {
        long now = System.nanoTime();
        out.printf(Locale.ROOT, "(%s: %.1f s)%n", name, (now - start) / 1e9);
        return now;
    }
}
