package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/// The smallest and the largest number that was seen. Mutable, for one thread.
///
/// It is an annotation, no `minimum` and `maximum`: what no log shows is not therefore refused.
final class NumberRange {

    static final String KEYWORD = "x-observed-range";

    private static final int FEWEST = 5;

    private @Nullable JsonNode least;
    private @Nullable JsonNode most;
    private long count;

    /// Numbers too large for a double are left out: nothing would read the range that they make.
    void add(JsonNode number) {
        if (Double.isFinite(number.doubleValue())) {
            count++;
            widen(number);
        }
    }

    void absorb(NumberRange other) {
        count += other.count;
        JsonNode low = other.least;
        JsonNode high = other.most;
        if (low != null && high != null) {
            widen(low);
            widen(high);
        }
    }

    private void widen(JsonNode number) {
        JsonNode low = least;
        JsonNode high = most;
        least = low == null || number.decimalValue().compareTo(low.decimalValue()) < 0 ? number : low;
        most = high == null || number.decimalValue().compareTo(high.decimalValue()) > 0 ? number : high;
    }

    void describe(ObjectNode schema) {
        JsonNode low = least;
        JsonNode high = most;
        if (low != null && high != null && count >= FEWEST) {
            schema.putArray(KEYWORD).add(low).add(high);
        }
    }
}
