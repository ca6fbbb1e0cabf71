package dev.agentgym.fidelity;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Whether confidence means what it says: of answers given with confidence 0.8, four in five should be right.
/// Immutable.
///
/// Answers are put into ten bins of equal width by their confidence. The expected calibration error is the mean
/// over all answers of the distance between their bin's mean confidence and its share of right ones (Naeini et al.
/// 2015).
///
/// @param bins the bins that hold an answer, by confidence
/// @param expectedError the expected calibration error, in [0, 1]; 0 where nothing was answered
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record Calibration(List<Bin> bins, double expectedError) {

    private static final int BINS = 10;

    /// Copies the list.
    public Calibration {
        bins = List.copyOf(bins);
    }

    /// Answers of similar confidence.
    ///
    /// @param confidence their mean confidence
    /// @param right how many of them were right
    public record Bin(double confidence, Proportion right) {}

    /// Puts what was answered into bins; abstentions claim nothing and do not count.
    public static Calibration of(Collection<MeasuredCall> calls) {
        double[] confidence = new double[BINS];
        long[] right = new long[BINS];
        long[] all = new long[BINS];
        long total = 0;
        for (MeasuredCall call : calls) {
            if (call.said()) {
                int bin = Math.min(BINS - 1, (int) (call.got().confidence() * BINS));
                confidence[bin] += call.got().confidence();
                right[bin] += call.right() ? 1 : 0;
                all[bin]++;
                total++;
            }
        }
        List<Bin> bins = new ArrayList<>();
        double error = 0;
        for (int bin = 0; bin < BINS; bin++) {
            if (all[bin] > 0) {
                bins.add(new Bin(confidence[bin] / all[bin], new Proportion(right[bin], all[bin])));
                error += Math.abs(confidence[bin] - right[bin]) / total;
            }
        }
        return new Calibration(bins, error);
    }
}
