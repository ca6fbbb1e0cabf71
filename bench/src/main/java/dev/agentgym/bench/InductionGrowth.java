package dev.agentgym.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Traces;
import dev.agentgym.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// How the time to learn a world grows with its logs, beside the time to read the same logs from JSON lines.
///
/// `bench/run InductionGrowth [CONVERSATIONS...]`, by default 1,000 and 10,000 conversations of a [Shop] that grows
/// with them. Each figure is the median of three runs, after one of the smallest size to warm up.
final class InductionGrowth {

    private static final long SEED = 20_261_122;
    private static final int RUNS = 3;
    private static final String[] SIZES = {"1000", "10000"};

    private InductionGrowth() {}

    /// Seconds, medians.
    ///
    /// @param ready until a world is at hand
    /// @param rules from there until all rules are learned and written
    /// @param parsing to read the conversations from a file
    private record Times(double ready, double rules, double parsing) {
        private double all() {
            return ready + rules;
        }
    }

    /// Measures and prints. Optional arguments: numbers of conversations, rising.
    public static void main(String[] arguments) throws IOException {
        int[] sizes = Stream.of(arguments.length == 0 ? SIZES : arguments)
                .mapToInt(Integer::parseInt)
                .toArray();
        measure(sizes[0], 1);
        System.out.printf(
                "%14s %9s %9s %9s %9s %22s%n",
                "conversations", "ready s", "rules s", "both s", "parse s", "both / parse");
        List<Times> measured = new ArrayList<>();
        for (int size : sizes) {
            Times times = measure(size, RUNS);
            measured.add(times);
            System.out.printf(
                    Locale.ROOT,
                    "%14d %9.2f %9.2f %9.2f %9.2f %9.1f (ready: %.1f)%n",
                    size,
                    times.ready(),
                    times.rules(),
                    times.all(),
                    times.parsing(),
                    times.all() / times.parsing(),
                    times.ready() / times.parsing());
        }
        for (int i = 1; i < measured.size(); i++) {
            growth(sizes[i - 1], measured.get(i - 1), sizes[i], measured.get(i));
        }
    }

    private static void growth(int few, Times before, int many, Times after) {
        System.out.printf(
                Locale.ROOT,
                "%d for %d conversations, %.1f times: ready %.1f times the time, both %.1f times, parsing %.1f times%n",
                many,
                few,
                (double) many / few,
                after.ready() / before.ready(),
                after.all() / before.all(),
                after.parsing() / before.parsing());
    }

    private static Times measure(int size, int runs) throws IOException {
        Path file = Files.createTempFile("induction-growth", ".jsonl");
        try {
            Traces.write(file, ShopLogs.of(SEED, size).generate());
            double[][] seconds = new double[3][runs];
            for (int run = 0; run < runs; run++) {
                once(file, seconds, run);
            }
            return new Times(median(seconds[0]), median(seconds[1]), median(seconds[2]));
        } finally {
            Files.delete(file);
        }
    }

    private static void once(Path file, double[][] seconds, int run) {
        System.gc();
        long start = System.nanoTime();
        List<Conversation> traces = Traces.read(file);
        long read = System.nanoTime();
        World world = World.induce(traces);
        long ready = System.nanoTime();
        ObjectNode json = world.toJson();
        long done = System.nanoTime();
        if (json.path("tools").isEmpty()) {
            throw new IllegalStateException("no tool was learned from " + file);
        }
        seconds[0][run] = (ready - read) / 1e9;
        seconds[1][run] = (done - ready) / 1e9;
        seconds[2][run] = (read - start) / 1e9;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
