package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// What rules may know of a call besides its arguments and rows: the time, the next ids, how often the tool was
/// called before.
final class Circumstances {

    /// Tools tell times to the second.
    private static final Pattern FRACTION = Pattern.compile("\\.\\d+(?=Z$)");

    private Circumstances() {}

    /// By the names of [Binder].
    ///
    /// @param now in the logs' own format; empty where the time is not known
    /// @param callsBefore accepted calls of the same tool in the same conversation
    static Map<String, JsonNode> of(Optional<String> now, FreshIds fresh, int callsBefore) {
        JsonNode time = now.<JsonNode>map(
                        text -> TextNode.valueOf(FRACTION.matcher(text).replaceFirst("")))
                .orElse(MissingNode.getInstance());
        return Map.of(
                Binder.NOW, time,
                Binder.FRESH, fresh.next(),
                Binder.CALLS_BEFORE, IntNode.valueOf(callsBefore));
    }
}
