package dev.agentgym.fidelity;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// What it costs to answer more: one point of the risk-coverage curve (El-Yaniv and Wiener 2010). Immutable.
///
/// @param confidence answers with at least this confidence are given, the others withheld
/// @param coverage share of all calls that are answered so
/// @param risk share of these answers that are wrong
public record RiskPoint(double confidence, double coverage, double risk) {

    /// A curve of more points than this looks the same.
    private static final int MOST_POINTS = 100;

    /// The curve, from the surest answers to all that were given; answers of equal confidence are one step.
    public static List<RiskPoint> curve(Collection<MeasuredCall> calls) {
        List<MeasuredCall> surest = calls.stream()
                .filter(MeasuredCall::said)
                .sorted(Comparator.comparingDouble(
                                (MeasuredCall call) -> call.got().confidence())
                        .reversed())
                .toList();
        List<RiskPoint> curve = new ArrayList<>();
        long wrong = 0;
        for (int i = 0; i < surest.size(); i++) {
            wrong += surest.get(i).right() ? 0 : 1;
            double confidence = surest.get(i).got().confidence();
            boolean last = i + 1 == surest.size() || surest.get(i + 1).got().confidence() < confidence;
            if (last) {
                curve.add(new RiskPoint(confidence, (i + 1.0) / calls.size(), wrong / (i + 1.0)));
            }
        }
        return thinned(curve);
    }

    /// Every so-many-th point, the last one always.
    private static List<RiskPoint> thinned(List<RiskPoint> curve) {
        int step = (curve.size() + MOST_POINTS - 1) / MOST_POINTS;
        List<RiskPoint> kept = new ArrayList<>();
        for (int i = 0; i < curve.size(); i++) {
            if ((curve.size() - 1 - i) % step == 0) {
                kept.add(curve.get(i));
            }
        }
        return kept;
    }
}
