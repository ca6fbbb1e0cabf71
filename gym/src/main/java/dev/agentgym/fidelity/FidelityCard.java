package dev.agentgym.fidelity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.agentgym.tool.TierAccuracy;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.TraceException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/// How far the mocked tools of a gym can be trusted. Immutable.
///
/// @param seed of the divisions by chance
/// @param accuracy of the tiers in the headline: the source of the mocker's confidence
/// @param measurements each division and way of replaying that was measured
/// @param notMeasured why a division could not be measured, by its label
/// @param volatilePaths fields by tool that no comparison counted, because nobody can foretell them
/// @param writers the tools that seem to change something
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record FidelityCard(
        long seed,
        TierAccuracy accuracy,
        List<Measurement> measurements,
        Map<String, String> notMeasured,
        SortedMap<String, SortedSet<String>> volatilePaths,
        List<String> writers) {

    /// An episode with three calls, each right with this chance, is right as a whole only every second time; an
    /// agent that trains on less learns the mocker's mistakes as much as the tools.
    public static final double FIT_TO_TRAIN = 0.8;

    /// Fewer held-out calls of a tool tell too little to warn.
    private static final int FEWEST_CALLS = 10;

    /// Copies the lists and maps.
    public FidelityCard {
        measurements = List.copyOf(measurements);
        notMeasured = Collections.unmodifiableMap(new LinkedHashMap<>(notMeasured));
        volatilePaths = Collections.unmodifiableSortedMap(new TreeMap<>(volatilePaths));
        writers = List.copyOf(writers);
    }

    /// One of the measurements.
    public Optional<Measurement> measurement(Division division, Feed feed) {
        return measurements.stream()
                .filter(each -> each.division() == division && each.feed() == feed)
                .findFirst();
    }

    /// What the other pages call "the" fidelity: conversations drawn by chance, replayed as an agent would meet
    /// them.
    public Optional<Measurement> headline() {
        return measurement(Division.CONVERSATION, Feed.OPEN_LOOP);
    }

    /// The tools that answered too few held-out calls rightly for an agent to train on them, by name: a share below
    /// [#FIT_TO_TRAIN] of at least ten calls in the headline.
    public SortedMap<String, Score> weakTools() {
        SortedMap<String, Score> weak = new TreeMap<>();
        headline()
                .ifPresent(measurement -> measurement.tools().forEach((tool, score) -> {
                    if (score.calls() >= FEWEST_CALLS && score.overall().share() < FIT_TO_TRAIN) {
                        weak.put(tool, score);
                    }
                }));
        return weak;
    }

    /// The card as JSON, with shares and intervals beside the counts.
    public JsonNode toJson() {
        return Json.of(this);
    }

    /// A card from what [#toJson] wrote.
    ///
    /// @throws TraceException when it is something else
    public static FidelityCard fromJson(JsonNode json) {
        try {
            return Json.MAPPER.treeToValue(json, FidelityCard.class);
        } catch (JsonProcessingException e) {
            throw new TraceException("not a fidelity card: " + e.getOriginalMessage(), e);
        }
    }
}
