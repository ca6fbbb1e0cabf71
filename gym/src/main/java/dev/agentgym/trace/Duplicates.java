package dev.agentgym.trace;

import java.util.function.Supplier;

/// Lets each conversation id through once.
final class Duplicates {

    private Duplicates() {}

    /// Accepted when the id is new, repeated when the same record was there before, quarantined when another one
    /// has its id.
    static Reading check(Conversation conversation, long content, SeenIds seen, Origin origin, Supplier<String> raw) {
        return switch (seen.add(conversation.id(), content)) {
            case NEW -> new Reading.Accepted(conversation, origin);
            case SAME_CONTENT -> new Reading.Repeated(conversation.id(), origin);
            case OTHER_CONTENT ->
                new Reading.Quarantined(
                        origin,
                        "/conversation_id",
                        conversation.id(),
                        "an earlier, different conversation has this id; give each its own",
                        raw.get());
        };
    }
}
