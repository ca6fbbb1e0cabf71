package dev.agentgym.program;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Optional;

/// The number that a person would have chosen as a limit between two others.
final class Rounding {

    private static final int[] CALENDAR = {30, 60, 90, 365, 14, 7, 180, 1};
    private static final int HIGHEST = 12;
    private static final int LOWEST = -4;

    private Rounding() {}

    /// One of the hints if it lies between `low` and `high` (both included), else the roundest number between them.
    static Optional<BigDecimal> between(double low, double high, Collection<BigDecimal> hints, boolean days) {
        Optional<BigDecimal> hinted = hints.stream()
                .filter(hint -> isBetween(hint.doubleValue(), low, high))
                .findFirst();
        if (hinted.isPresent()) {
            return hinted;
        }
        if (days) {
            for (int span : CALENDAR) {
                if (isBetween(span, low, high) || isBetween(-span, low, high)) {
                    return Optional.of(BigDecimal.valueOf(isBetween(span, low, high) ? span : -span));
                }
            }
        }
        return isBetween(0, low, high) ? Optional.of(BigDecimal.ZERO) : roundest(low, high);
    }

    private static Optional<BigDecimal> roundest(double low, double high) {
        for (int exponent = HIGHEST; exponent >= LOWEST; exponent--) {
            for (int digit : new int[] {5, 1}) {
                double step = digit * Math.pow(10, exponent);
                double multiple = Math.ceil(low / step - 1e-9);
                if (isBetween(multiple * step, low, high)) {
                    BigDecimal exact = BigDecimal.valueOf(digit).scaleByPowerOfTen(exponent);
                    return Optional.of(exact.multiply(BigDecimal.valueOf((long) multiple)));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isBetween(double value, double low, double high) {
        return value >= low && value <= high;
    }

    /// What a number costs: its digits without zeros at the end.
    static double bits(BigDecimal number) {
        return number.signum() == 0 ? 1 : 2 + 2 * number.stripTrailingZeros().precision();
    }
}
