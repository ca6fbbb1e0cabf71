package dev.agentgym.fidelity;

import dev.agentgym.tool.Strictness;
import dev.agentgym.tool.Tier;
import dev.agentgym.tool.TierAccuracy;
import dev.agentgym.tool.ToolMocker;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Split;
import dev.agentgym.world.World;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Measures how often mocked tools say what the real ones said. For one thread; the same traces and seed give the
/// same card.
///
/// For each division of the traces a world is learned from one side, and every call of the other is put to it: in
/// open loop, where later calls rest on what the mocked tools answered before, and with true history, where each
/// call is judged by itself. Guesses are made, and counted apart from answers.
///
/// Confidence is measured as an honest forecast: the replayed conversations are divided into two halves, and the
/// tiers' accuracy in one half is the confidence of the answers in the other.
public final class Fidelity {

    private static final TierAccuracy UNKNOWN = new TierAccuracy(Map.of());

    private final List<Conversation> traces;
    private final long seed;
    private final Yardstick yardstick;
    private final List<Measurement> measurements = new ArrayList<>();
    private final Map<String, String> notMeasured = new LinkedHashMap<>();
    private TierAccuracy accuracy = UNKNOWN;

    /// A measurement of the tools in these traces.
    ///
    /// @param seed of the divisions by chance
    public Fidelity(List<Conversation> traces, long seed) {
        this.traces = List.copyOf(traces);
        this.seed = seed;
        this.yardstick = Yardstick.of(this.traces);
    }

    /// Measures by every division that the traces allow. Learns a world for each of them; [#quick] learns one.
    public static FidelityCard measure(List<Conversation> traces, long seed) {
        Fidelity fidelity = new Fidelity(traces, seed);
        Division.OF_TRACES.forEach(fidelity::measure);
        return fidelity.card();
    }

    /// Measures by conversations drawn by chance only.
    public static FidelityCard quick(List<Conversation> traces, long seed) {
        Fidelity fidelity = new Fidelity(traces, seed);
        fidelity.measure(Division.CONVERSATION);
        return fidelity.card();
    }

    /// Measures by one division; where the traces do not allow it, the card will say why.
    public void measure(Division division) {
        switch (division.divide(traces, seed)) {
            case Division.Sides.Divided(Split split) -> measure(division, split.train(), split.test());
            case Division.Sides.Impossible(String reason) -> notMeasured.put(division.label(), reason);
        }
    }

    /// Learns from all traces and measures on other conversations.
    public void measureOn(List<Conversation> unseen) {
        if (unseen.stream().allMatch(one -> one.exchanges().isEmpty())) {
            notMeasured.put(Division.GIVEN.label(), "no given conversation calls a tool");
        } else {
            measure(Division.GIVEN, traces, unseen);
        }
    }

    /// What was measured so far.
    public FidelityCard card() {
        return new FidelityCard(
                seed,
                accuracy,
                measurements,
                notMeasured,
                yardstick.volatilePaths().paths(),
                yardstick.writers().stream().sorted().toList());
    }

    private void measure(Division division, List<Conversation> train, List<Conversation> test) {
        World world = World.induce(train);
        ExactReplay replay = new ExactReplay(train);
        for (Feed feed : Feed.values()) {
            Calibrated mocked = calibrated(world, test, feed);
            List<MeasuredCall> replayed = yardstick.measure(replay::branch, test, feed);
            measurements.add(Measurement.of(division, feed, train.size(), test.size(), mocked.calls(), replayed));
            if (division == Division.CONVERSATION && feed == Feed.OPEN_LOOP) {
                accuracy = mocked.accuracy();
            }
        }
    }

    /// Calls with honest confidence, and the accuracy of all of them.
    private record Calibrated(List<MeasuredCall> calls, TierAccuracy accuracy) {}

    private Calibrated calibrated(World world, List<Conversation> test, Feed feed) {
        List<Conversation> even = new ArrayList<>();
        List<Conversation> odd = new ArrayList<>();
        for (Conversation conversation : test) {
            (even.size() > odd.size() ? odd : even).add(conversation);
        }
        List<MeasuredCall> ofEven = answers(world, even, feed);
        List<MeasuredCall> ofOdd = answers(world, odd, feed);
        Map<Tier, TierAccuracy.Count> evenCounts = counts(ofEven);
        Map<Tier, TierAccuracy.Count> oddCounts = counts(ofOdd);
        List<MeasuredCall> calls = new ArrayList<>(forecast(ofEven, new TierAccuracy(oddCounts)));
        calls.addAll(forecast(ofOdd, new TierAccuracy(evenCounts)));
        oddCounts.forEach((tier, count) -> evenCounts.merge(tier, count, TierAccuracy.Count::plus));
        return new Calibrated(calls, new TierAccuracy(evenCounts));
    }

    private List<MeasuredCall> answers(World world, List<Conversation> conversations, Feed feed) {
        ToolMocker mocker = new ToolMocker(world, UNKNOWN);
        return yardstick.measure(() -> mocker.session(Strictness.GUESS), conversations, feed);
    }

    /// The same answers, with the confidence that tiers of this accuracy give them.
    private static List<MeasuredCall> forecast(List<MeasuredCall> calls, TierAccuracy accuracy) {
        return calls.stream()
                .map(call -> call.with(call.got()
                        .withConfidence(claim(call) * accuracy.of(call.got().tier()))))
                .toList();
    }

    private static double claim(MeasuredCall call) {
        return call.got().confidence() / UNKNOWN.of(call.got().tier());
    }

    /// Counts answers that were given with unknown accuracy: what is left of their confidence is the rungs' own
    /// claim.
    private static Map<Tier, TierAccuracy.Count> counts(List<MeasuredCall> calls) {
        Map<Tier, TierAccuracy.Count> counts = new EnumMap<>(Tier.class);
        for (MeasuredCall call : calls) {
            counts.merge(
                    call.got().tier(),
                    new TierAccuracy.Count(call.right() ? 1 : 0, claim(call)),
                    TierAccuracy.Count::plus);
        }
        return counts;
    }
}
