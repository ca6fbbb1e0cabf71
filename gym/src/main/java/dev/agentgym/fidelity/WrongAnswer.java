package dev.agentgym.fidelity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.agentgym.tool.Provenance;
import dev.agentgym.trace.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A call that the mocked tool answered otherwise than the real one. Immutable.
///
/// @param conversation id of the conversation
/// @param position how many calls came before in it
/// @param tool the tool's name
/// @param arguments what it was called with
/// @param refused whether the real tool refused
/// @param expected what the real tool said; an excerpt where it is long
/// @param gotRefused whether the mocked tool refused
/// @param got what the mocked tool said; an excerpt where it is long
/// @param differences the fields that differ, in words; the first few
/// @param tier label of the rung that answered
/// @param confidence what the mocker promised
/// @param provenance why it said so
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record WrongAnswer(
        String conversation,
        int position,
        String tool,
        JsonNode arguments,
        boolean refused,
        JsonNode expected,
        boolean gotRefused,
        JsonNode got,
        List<String> differences,
        String tier,
        double confidence,
        Provenance provenance) {

    private static final int WORST = 10;
    private static final int WORST_OF_A_TOOL = 3;
    private static final int MOST_DIFFERENCES = 8;
    private static final int LONGEST = 4000;

    /// Copies the list.
    public WrongAnswer {
        differences = List.copyOf(differences);
    }

    /// The ten worst: those that were promised most surely, then those with the fewest right fields; at most three
    /// of a tool.
    static List<WrongAnswer> worst(Collection<MeasuredCall> calls) {
        Comparator<MeasuredCall> surest =
                Comparator.comparingDouble(call -> call.got().confidence());
        List<MeasuredCall> wrong = calls.stream()
                .filter(call -> call.said() && !call.right())
                .sorted(surest.reversed()
                        .thenComparingDouble(MeasuredCall::f1)
                        .thenComparing(MeasuredCall::conversation)
                        .thenComparingInt(MeasuredCall::position))
                .toList();
        Map<String, Integer> ofTool = new TreeMap<>();
        List<WrongAnswer> worst = new ArrayList<>();
        for (MeasuredCall call : wrong) {
            if (worst.size() < WORST && ofTool.merge(call.tool(), 1, Integer::sum) <= WORST_OF_A_TOOL) {
                worst.add(of(call));
            }
        }
        return worst;
    }

    private static WrongAnswer of(MeasuredCall call) {
        return of(call, call.differences());
    }

    /// A call with the places in which the answers differ, in words; the first few are kept.
    public static WrongAnswer of(MeasuredCall call, List<String> differences) {
        return new WrongAnswer(
                call.conversation(),
                call.position(),
                call.tool(),
                shortened(call.arguments()),
                call.refused(),
                shortened(call.expected()),
                call.got().isError(),
                shortened(call.got().result()),
                differences.stream().limit(MOST_DIFFERENCES).toList(),
                call.got().tier().label(),
                call.got().confidence(),
                call.got().provenance());
    }

    private static JsonNode shortened(JsonNode value) {
        String text = value.toString();
        return text.length() <= LONGEST ? value : TextNode.valueOf(Json.shorten(text));
    }
}
