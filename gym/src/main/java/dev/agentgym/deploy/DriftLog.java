package dev.agentgym.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.fidelity.Comparison;
import dev.agentgym.fidelity.Division;
import dev.agentgym.fidelity.Feed;
import dev.agentgym.fidelity.FidelityCard;
import dev.agentgym.fidelity.MeasuredCall;
import dev.agentgym.fidelity.Proportion;
import dev.agentgym.fidelity.Renaming;
import dev.agentgym.fidelity.Score;
import dev.agentgym.fidelity.Yardstick;
import dev.agentgym.tool.ToolResult;
import dev.agentgym.world.VolatilePaths;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Counts how mocked answers compare with real ones, by the yardstick of the gym's fidelity card. Safe to share
/// between threads; what it keeps does not grow with the number of calls.
final class DriftLog {

    private final FidelityCard card;
    private final Yardstick yardstick;
    private final Map<String, DriftCount> counts = new ConcurrentHashMap<>();

    DriftLog(FidelityCard card) {
        this.card = card;
        this.yardstick = new Yardstick(new VolatilePaths(card.volatilePaths()), Set.copyOf(card.writers()));
    }

    /// What is logged of one conversation.
    ///
    /// @param number of the conversation, counted from 1
    record Session(DriftLog log, long number) {

        void answered(RealTool tool) {
            log.count(tool).answered();
        }

        void failed(RealTool tool, String reason) {
            log.count(tool).failed(reason);
        }

        /// Takes in a call that the real tool answered and the mocked one too.
        ///
        /// @return how the two compare, as the end of a sentence
        String compared(
                RealTool tool, int position, ObjectNode arguments, JsonNode truth, boolean refused, ToolResult got) {
            Renaming names = new Renaming();
            names.saw(arguments);
            Comparison compared = log.yardstick.compare(tool.name(), truth, refused, got, names);
            MeasuredCall call = new MeasuredCall(
                    "session " + number,
                    position,
                    tool.name(),
                    arguments,
                    truth,
                    refused,
                    got,
                    compared.right(),
                    compared.f1(),
                    log.yardstick.writers().contains(tool.name()),
                    false);
            return log.count(tool).compared(call, compared);
        }
    }

    private DriftCount count(RealTool tool) {
        return counts.computeIfAbsent(tool.name(), _ -> new DriftCount());
    }

    ToolDrift of(RealTool tool, List<String> declaration) {
        return count(tool).report(tool, measured(tool.name()), declaration);
    }

    /// A shadowed mock knows the truth before each call; the card's measurement of the same is the one to compare
    /// with, where it was made.
    private Optional<Proportion> measured(String tool) {
        return card.measurement(Division.CONVERSATION, Feed.TRUE_HISTORY)
                .or(card::headline)
                .flatMap(measurement -> Optional.ofNullable(measurement.tools().get(tool)))
                .map(Score::precision);
    }
}
