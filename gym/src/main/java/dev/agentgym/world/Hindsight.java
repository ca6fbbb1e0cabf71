package dev.agentgym.world;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is known of the moment of a refusal, by what was looked at afterwards too: agents often look for the reason
/// when a tool has refused, and until something is changed, what they find was so before. For one conversation, one
/// thread, and positions in ascending order.
final class Hindsight {

    private final List<Observation> conversation;
    private final Set<String> writers;
    private int end;
    private @Nullable State known;

    Hindsight(List<Observation> conversation, Set<String> writers) {
        this.conversation = conversation;
        this.writers = writers;
    }

    /// The state at a refused call.
    ///
    /// @param position of the call
    /// @param before what was known by then; it is not changed
    State at(int position, State before) {
        State wiser = known;
        if (wiser == null || position >= end) {
            wiser = before.copy();
            end = position;
            while (end < conversation.size() && !changes(conversation.get(end))) {
                Observation seen = conversation.get(end++);
                if (!seen.isError()) {
                    wiser.observe(seen.tool(), seen.arguments(), seen.result(), new FreshIds());
                }
            }
            known = wiser;
        }
        return wiser;
    }

    private boolean changes(Observation seen) {
        return !seen.isError() && writers.contains(seen.tool());
    }
}
