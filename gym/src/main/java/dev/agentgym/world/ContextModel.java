package dev.agentgym.world;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/// What the logs show of calls whose answers depend on what was called before. Immutable and safe to share.
final class ContextModel {

    /// No log has a call without an answer to learn from: what follows one is not more than a guess.
    private static final double DOUBTFUL = 0.5;

    private final ContextCalls calls;
    private final Map<String, Learned> groups;
    private final ContextCalibration everywhere = new ContextCalibration();

    /// @param varied whether the call is answered differently in different logs
    record Learned(ContextGroup group, ContextCalibration calibration, boolean varied) {}

    ContextModel(ContextCalls calls, Map<String, Learned> groups) {
        this.calls = calls;
        this.groups = groups;
        groups.values().forEach(learned -> everywhere.add(learned.calibration));
    }

    /// A session's empty memory.
    ContextMemory memory() {
        return new ContextMemory(calls);
    }

    /// Whether answers to this call differ between or within conversations.
    boolean varies(String tool, ObjectNode arguments) {
        Learned learned = groups.get(ContextCalls.exact(tool, arguments));
        return learned != null && learned.varied;
    }

    /// What the tool says if this session goes on as the logged ones did; empty where too few logs make the call.
    Optional<Told.Supposed> suppose(ContextMemory memory, String tool, ObjectNode arguments) {
        String call = ContextCalls.exact(tool, arguments);
        return Optional.ofNullable(groups.get(call)).map(learned -> {
            ContextGroup.Guess guess = learned.group.guess(memory);
            return new Told.Supposed(
                    guess.answer(),
                    guess.isError(),
                    "logs in which " + tool + " was called after the same answers say so",
                    learned.calibration.of(guess.sure(), everywhere) * (memory.isDoubtful() ? DOUBTFUL : 1));
        });
    }
}
