package dev.agentgym.world;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// What the logs show of calls whose answers depend on what was called before. Immutable and safe to share.
final class ContextModel {

    /// No log has a call without an answer to learn from: what follows one, or a guess, is a guess.
    private static final double DOUBTFUL = 0.5;

    private final ContextCalls calls;
    private final ContextInterest interest;
    private final Map<String, Map<String, Learned>> groups = new HashMap<>();
    private final ContextCalibration everywhere = new ContextCalibration();

    /// @param varied whether the call is answered differently in different logs
    record Learned(ContextGroup group, ContextCalibration calibration, boolean varied) {}

    ContextModel(ContextCalls calls, SequencedMap<CallKey, Learned> learned) {
        this.calls = calls;
        learned.forEach((call, group) -> {
            groups.computeIfAbsent(call.tool(), _ -> new HashMap<>()).put(call.arguments(), group);
            everywhere.add(group.calibration);
        });
        this.interest = ContextInterest.of(
                learned.values().stream().flatMap(group -> group.group.trees()).toList(),
                learned.values().stream().flatMap(group -> group.group.kept()).toList());
    }

    /// A session's empty memory.
    ContextMemory memory() {
        return new ContextMemory(calls, interest);
    }

    /// Whether answers to this call differ between or within conversations.
    boolean varies(CallKey call) {
        Learned learned = calls(call.tool()).get(call.arguments());
        return learned != null && learned.varied;
    }

    /// The same; of most tools no call is known to be made often, and none need be put into words.
    boolean varies(String tool, ObjectNode arguments) {
        return groups.containsKey(tool) && varies(CallKey.exact(tool, arguments));
    }

    private Map<String, Learned> calls(String tool) {
        return groups.getOrDefault(tool, Map.of());
    }

    /// What the tool says if this session goes on as the logged ones did; empty where too few logs make the call.
    Optional<Told.Supposed> suppose(ContextMemory memory, String tool, ObjectNode arguments) {
        Map<String, Learned> known = calls(tool);
        if (known.isEmpty()) {
            return Optional.empty();
        }
        CallKey call = CallKey.exact(tool, arguments);
        return Optional.ofNullable(known.get(call.arguments())).map(learned -> {
            ContextGroup.Guess guess = learned.group.guess(memory, ContextCall.of(ContextCalls.exact(call), arguments));
            return new Told.Supposed(
                    guess.answer(),
                    guess.isError(),
                    "logs in which " + tool + " was called after the same answers say so",
                    learned.calibration.of(guess.sure(), everywhere)
                            * (memory.usedGuess() || memory.isDoubtful() ? DOUBTFUL : 1));
        });
    }
}
