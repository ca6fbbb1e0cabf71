package dev.agentgym.tool;

import dev.agentgym.trace.Json;
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
        Map<String, List<Recorded>> byAnswer = new LinkedHashMap<>();
        for (Recorded one : recorded) {
            byAnswer.computeIfAbsent(one.isError() + Json.canonical(one.result()), any -> new ArrayList<>())
                    .add(one);
        }
        List<Recorded> most = List.of();
        for (List<Recorded> same : byAnswer.values()) {
            most = same.size() > most.size() ? same : most;
        }
        if (most.isEmpty()) {
            return Optional.empty();
        }
        String reason = how + " " + most.size() + (most.size() == 1 ? " time" : " times")
                + (byAnswer.size() > 1 ? "; " + (recorded.size() - most.size()) + " other logged answers differ" : "");
        List<String> witnesses = most.stream().map(Recorded::conversation).toList();
        double share = (double) most.size() / recorded.size();
        return Optional.of(new ToolResult(
                most.getFirst().result(),
                most.getFirst().isError(),
                tier,
                accuracy.of(tier) * share,
                new Provenance(reason, witnesses)));
    }
}
