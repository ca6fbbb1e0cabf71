package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.agentgym.trace.Lazy;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.BooleanSupplier;

/// What rules may know of a call besides its arguments and rows: the time, the next ids, how often the tool was
/// called before. Most rules ask for none of it, so it is told only when it is asked for.
///
/// @param now from [#time]; missing where the time is not known
/// @param fresh must not count on before the rules are done
/// @param callsBefore accepted calls of the same tool in the same conversation
/// @param alreadyDone whether the tool changes something and this very call was accepted before
record Circumstances(Lazy<JsonNode> now, FreshIds fresh, int callsBefore, BooleanSupplier alreadyDone) {

    /// A time as rules know it: tools tell times to the second.
    static JsonNode time(Instant now) {
        return TextNode.valueOf(now.truncatedTo(ChronoUnit.SECONDS).toString());
    }

    /// By the names of [Binder]; missing for any other name.
    JsonNode get(String name) {
        return switch (name) {
            case Binder.NOW -> now.get();
            case Binder.FRESH -> fresh.next();
            case Binder.CALLS_BEFORE -> IntNode.valueOf(callsBefore);
            case Binder.ALREADY_DONE -> BooleanNode.valueOf(alreadyDone.getAsBoolean());
            default -> MissingNode.getInstance();
        };
    }
}
