package dev.agentgym.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.program.Values;
import dev.agentgym.tool.Tier;
import dev.agentgym.tool.TierAccuracy;
import dev.agentgym.tool.ToolMocker;
import dev.agentgym.tool.ToolResult;
import dev.agentgym.tool.ToolSession;
import dev.agentgym.trace.Conversation;
import dev.agentgym.world.World;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// How many calls a second the mocked tools answer on one thread, how long single calls take, and how much memory
/// worlds and sessions need: in a [Shop] of about 100,000 customers, orders and products.
///
/// `bench/run MockSpeed [CONVERSATIONS]`. Of ten calls seven read, two change something and one is refused; a
/// session has [#SESSION] calls, its opening counts into its first. Beside it the least that any mock must do, in
/// the same rounds: look the true answer up in a `HashMap` and copy it.
final class MockSpeed {

    private static final int CONVERSATIONS = 10_000;
    private static final long SEED = 20_261_122;
    private static final int SESSION = 20;
    private static final int VISITS = 2_500;
    private static final int WARM_UP = 4;
    private static final int ROUNDS = 7;
    private static final int OPEN_SESSIONS = 10_000;
    private static final int CALLS_OF_AN_OPEN_SESSION = 5;

    private final ToolMocker mocker;
    private final List<List<ShopLogs.Call>> visits;
    private final Map<String, JsonNode> answers = new HashMap<>();
    private final long[] nanos;
    private long sink;

    private MockSpeed(ShopLogs logs, World world) {
        this.mocker = new ToolMocker(world, new TierAccuracy(Map.of()));
        SplittableRandom dice = new SplittableRandom(SEED);
        this.visits = IntStream.range(0, VISITS)
                .mapToObj(_ -> logs.visit(SESSION, dice))
                .toList();
        visits.forEach(calls ->
                calls.forEach(call -> answers.put(key(call), call.truth().result())));
        this.nanos = new long[VISITS * SESSION];
    }

    /// Measures and prints. Optional argument: the number of conversations.
    public static void main(String[] arguments) {
        int conversations = arguments.length == 0 ? CONVERSATIONS : Integer.parseInt(arguments[0]);
        ShopLogs logs = ShopLogs.of(SEED, conversations);
        List<Conversation> traces = logs.generate();
        World world = world(traces);
        MockSpeed measure = new MockSpeed(logs, world);
        System.out.printf(
                Locale.ROOT,
                "%d conversations, %d things in the shop, %d of them in the world%n",
                conversations,
                logs.shop().entities(),
                world.entityCount());
        measure.check();
        measure.speed();
        measure.sessions();
    }

    /// Learns a world with all its rules, and prints what it needs on top of its conversations.
    private static World world(List<Conversation> traces) {
        long before = Heap.used();
        World world = World.induce(traces);
        world.toJson();
        System.out.printf(
                Locale.ROOT,
                "world on top of its conversations: %.1f KiB a conversation%n",
                (Heap.used() - before) / 1024.0 / traces.size());
        return world;
    }

    /// Fast answers are worth nothing if they are wrong.
    private void check() {
        Map<ShopLogs.Kind, long[]> right = new HashMap<>();
        Map<Tier, Long> tiers = new HashMap<>();
        for (List<ShopLogs.Call> calls : visits) {
            ToolSession session = mocker.session();
            for (ShopLogs.Call call : calls) {
                ToolResult got = session.call(call.tool(), call.arguments());
                long[] count = right.computeIfAbsent(call.kind(), _ -> new long[2]);
                count[0] += got.isError() == call.truth().isError()
                                && Values.equal(got.result(), call.truth().result())
                        ? 1
                        : 0;
                count[1]++;
                tiers.merge(got.tier(), 1L, Long::sum);
            }
        }
        for (ShopLogs.Kind kind : ShopLogs.Kind.values()) {
            long[] count = right.getOrDefault(kind, new long[2]);
            System.out.printf(Locale.ROOT, "%-8s %6d calls, %6d answered as the shop does%n", kind, count[1], count[0]);
        }
        for (Tier tier : Tier.values()) {
            System.out.printf("  tier %-10s %6d%n", tier.label(), tiers.getOrDefault(tier, 0L));
        }
    }

    private void speed() {
        double[][] figures = new double[4][ROUNDS];
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            double[] ours = timed(this::mocked);
            double[] theirs = timed(this::lookedUp);
            if (round >= 0) {
                figures[0][round] = ours[0];
                figures[1][round] = ours[1];
                figures[2][round] = theirs[0];
                figures[3][round] = ours[0] / theirs[0];
            }
        }
        print("mocked calls a second", figures[0]);
        print("mocked calls a second of processor time", figures[1]);
        print("HashMap lookup and deepCopy, calls a second", figures[2]);
        print("ratio", figures[3]);
        latencies();
        if (sink == 0) {
            throw new IllegalStateException("no call was answered");
        }
    }

    private void latencies() {
        double[][] quantiles = new double[3][ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            mockedOneByOne();
            Arrays.sort(nanos);
            for (int i = 0; i < 3; i++) {
                double quantile = new double[] {0.5, 0.99, 0.999}[i];
                quantiles[i][round] = nanos[(int) (quantile * nanos.length)] / 1e3;
            }
        }
        print("p50, microseconds", quantiles[0]);
        print("p99, microseconds", quantiles[1]);
        print("p99.9, microseconds", quantiles[2]);
    }

    /// Calls a second of wall time and of processor time.
    private double[] timed(Runnable calls) {
        long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        long start = System.nanoTime();
        calls.run();
        long wall = System.nanoTime() - start;
        cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu;
        return new double[] {nanos.length * 1e9 / wall, nanos.length * 1e9 / cpu};
    }

    private void mocked() {
        for (List<ShopLogs.Call> calls : visits) {
            ToolSession session = mocker.session();
            for (ShopLogs.Call call : calls) {
                sink += session.call(call.tool(), call.arguments()).result().size();
            }
        }
    }

    private void mockedOneByOne() {
        int number = 0;
        for (List<ShopLogs.Call> calls : visits) {
            long start = System.nanoTime();
            ToolSession session = mocker.session();
            for (ShopLogs.Call call : calls) {
                sink += session.call(call.tool(), call.arguments()).result().size();
                long end = System.nanoTime();
                nanos[number++] = end - start;
                start = end;
            }
        }
    }

    private void lookedUp() {
        for (List<ShopLogs.Call> calls : visits) {
            for (ShopLogs.Call call : calls) {
                JsonNode answer = answers.get(key(call));
                sink += answer == null ? 0 : answer.deepCopy().size();
            }
        }
    }

    private static String key(ShopLogs.Call call) {
        return call.tool() + call.arguments().elements().next().asText();
    }

    private void sessions() {
        long before = Heap.used();
        List<ToolSession> open = new ArrayList<>();
        for (int i = 0; i < OPEN_SESSIONS; i++) {
            ToolSession session = mocker.session();
            for (ShopLogs.Call call : visits.get(i % VISITS).subList(0, CALLS_OF_AN_OPEN_SESSION)) {
                session.call(call.tool(), call.arguments());
            }
            open.add(session);
        }
        System.out.printf(
                Locale.ROOT,
                "%d open sessions with %d calls each: %.0f bytes a session%n",
                open.size(),
                CALLS_OF_AN_OPEN_SESSION,
                (Heap.used() - before) / (double) open.size());
    }

    private static void print(String name, double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        String format = sorted[0] < 100 ? "%.2f" : "%.0f";
        System.out.printf(
                Locale.ROOT,
                "%-44s median " + format + " (" + format + " to " + format + ")%n",
                name,
                sorted[sorted.length / 2],
                sorted[0],
                sorted[sorted.length - 1]);
    }
}
