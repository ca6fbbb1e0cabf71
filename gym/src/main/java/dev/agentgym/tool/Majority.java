package dev.agentgym.tool;

import dev.agentgym.trace.Lazy;
import dev.agentgym.world.Recorded;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Chooses among logged answers to one call. Immutable.
///
/// @param accuracy how far the tiers can be trusted
record Majority(TierAccuracy accuracy) {

    /// The answer that most logs give; among equals the one logged first. Logs that disagree lower the confidence.
    Optional<ToolResult> of(List<Recorded> recorded, Tier tier, String how) {
        if (agree(recorded)) {
            return Optional.of(of(recorded, recorded, 1, tier, how));
        }
        Map<String, List<Recorded>> byAnswer = new LinkedHashMap<>();
        for (Recorded one : recorded) {
            byAnswer.computeIfAbsent(one.label().get(), any -> new ArrayList<>())
                    .add(one);
        }
        List<Recorded> most = List.of();
        for (List<Recorded> same : byAnswer.values()) {
            most = same.size() > most.size() ? same : most;
        }
        return most.isEmpty() ? Optional.empty() : Optional.of(of(most, recorded, byAnswer.size(), tier, how));
    }

    private static boolean agree(List<Recorded> recorded) {
        for (Recorded one : recorded) {
            Recorded first = recorded.getFirst();
            if (one.isError() != first.isError() || !one.result().equals(first.result())) {
                return false;
            }
        }
        return !recorded.isEmpty();
    }

    private static List<String> witnesses(List<Recorded> recorded) {
        return recorded.size() == 1
                ? List.of(recorded.getFirst().conversation())
                : recorded.stream()
                        .map(Recorded::conversation)
                        .distinct()
                        .limit(Provenance.MAX_WITNESSES)
                        .toList();
    }

    private ToolResult of(List<Recorded> most, List<Recorded> all, int answers, Tier tier, String how) {
        int others = all.size() - most.size();
        Lazy<String> reason = new Lazy<>(() -> how + " " + most.size() + (most.size() == 1 ? " time" : " times")
                + (answers > 1 ? "; " + others + " other logged answers differ" : ""));
        return new ToolResult(
                most.getFirst().result(),
                most.getFirst().isError(),
                tier,
                accuracy.of(tier) * most.size() / all.size(),
                new Provenance(reason, witnesses(most)));
    }
}
