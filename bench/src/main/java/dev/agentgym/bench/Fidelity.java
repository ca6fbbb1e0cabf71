package dev.agentgym.bench;

import dev.agentgym.fidelity.ExactReplay;
import dev.agentgym.fidelity.Feed;
import dev.agentgym.fidelity.MeasuredCall;
import dev.agentgym.tool.Strictness;
import dev.agentgym.tool.TierAccuracy;
import dev.agentgym.tool.ToolMocker;
import dev.agentgym.world.World;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// How often the mocked tools say what the real ones said, on the shared logs and on calls that the real airline
/// tools answered.
///
/// `bench/run Fidelity [MEASURE...] [--wrong N] [--tool NAME] [--feed open_loop|true_history] [--strictness guess]`
/// prints, for each measure and beside the exact-replay baseline, shares with Wilson's 95 % intervals: of all
/// calls, of the answered ones, by kind of call, by tier, by tool; and the first wrong answers where they are asked
/// for.
final class Fidelity {

    private Fidelity() {}

    /// Measures and prints.
    public static void main(String[] arguments) throws IOException {
        FidelityOptions options = FidelityOptions.parse(arguments);
        for (String name : options.measures()) {
            long start = System.nanoTime();
            FidelityMeasure measure = FidelityMeasure.named(name);
            FidelityTable table = new FidelityTable(System.out, options);
            System.out.printf("%n== %s: %s%n", name, measure.description());
            for (Feed feed : options.feeds()) {
                measure(measure, feed, options.strictness(), table);
            }
            System.out.printf(Locale.ROOT, "(%.1f s)%n", (System.nanoTime() - start) / 1e9);
        }
    }

    private static void measure(FidelityMeasure measure, Feed feed, Strictness strictness, FidelityTable table) {
        List<MeasuredCall> mocked = new ArrayList<>();
        List<MeasuredCall> replayed = new ArrayList<>();
        for (FidelityMeasure.Fold fold : measure.folds()) {
            ToolMocker mocker = new ToolMocker(World.induce(fold.train()), new TierAccuracy(Map.of()));
            mocked.addAll(
                    measure.yardstick().measure(() -> mocker.session(strictness), fold.test(), feed, measure.told()));
            ExactReplay replay = new ExactReplay(fold.train());
            replayed.addAll(measure.yardstick().measure(replay::branch, fold.test(), feed, measure.told()));
        }
        table.print(feed, measure.groups(), mocked, replayed);
    }
}
