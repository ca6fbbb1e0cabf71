package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/// What rules may know of a call besides its arguments and rows: the time, the next ids, how often the tool was
/// called before.
final class Circumstances {

    private Circumstances() {}

    /// A time as rules know it: tools tell times to the second.
    static JsonNode time(Instant now) {
        return TextNode.valueOf(now.truncatedTo(ChronoUnit.SECONDS).toString());
    }

    /// By the names of [Binder].
    ///
    /// @param now from [#time]; missing where the time is not known
    /// @param callsBefore accepted calls of the same tool in the same conversation
    static Map<String, JsonNode> of(JsonNode now, FreshIds fresh, int callsBefore) {
        return Map.of(
                Binder.NOW, now,
                Binder.FRESH, fresh.next(),
                Binder.CALLS_BEFORE, IntNode.valueOf(callsBefore));
    }
}
