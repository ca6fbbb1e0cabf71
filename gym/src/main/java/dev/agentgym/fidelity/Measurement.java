package dev.agentgym.fidelity;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.agentgym.tool.Tier;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;

/// One division of the logs, replayed in one way. Immutable.
///
/// @param division how what was learned from was told from what was measured on
/// @param feed what the mocked tools knew of the calls before
/// @param learned how many conversations were learned from
/// @param measured how many conversations were replayed
/// @param all all calls
/// @param exactReplay the same calls answered by exact replay: the baseline
/// @param kinds by the label of each [CallKind] that occurs
/// @param tools by tool, in the order of the names
/// @param tiers how often the answers of each tier were right, by its label; abstentions are never right
/// @param confusion accepted and refused calls apart
/// @param calibration whether confidence means what it says
/// @param riskCoverage what it costs to answer more
/// @param worst wrong answers to look into, the worst first
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record Measurement(
        Division division,
        Feed feed,
        long learned,
        long measured,
        Score all,
        Score exactReplay,
        Map<String, Score> kinds,
        Map<String, Score> tools,
        Map<String, Proportion> tiers,
        Confusion confusion,
        Calibration calibration,
        List<RiskPoint> riskCoverage,
        List<WrongAnswer> worst) {

    /// Copies the lists and maps and keeps their order.
    public Measurement {
        kinds = Collections.unmodifiableMap(new LinkedHashMap<>(kinds));
        tools = Collections.unmodifiableMap(new LinkedHashMap<>(tools));
        tiers = Collections.unmodifiableMap(new LinkedHashMap<>(tiers));
        riskCoverage = List.copyOf(riskCoverage);
        worst = List.copyOf(worst);
    }

    /// Adds up what was measured.
    ///
    /// @param mocked the calls as the mocked tools answered them
    /// @param replayed the same calls as exact replay answered them
    static Measurement of(
            Division division,
            Feed feed,
            long learned,
            long measured,
            List<MeasuredCall> mocked,
            List<MeasuredCall> replayed) {
        return new Measurement(
                division,
                feed,
                learned,
                measured,
                Score.of(mocked),
                Score.of(replayed),
                kinds(mocked),
                tools(mocked),
                tiers(mocked),
                Confusion.of(mocked),
                Calibration.of(mocked),
                RiskPoint.curve(mocked),
                WrongAnswer.worst(mocked));
    }

    private static Map<String, Score> kinds(List<MeasuredCall> calls) {
        Map<String, Score> kinds = new LinkedHashMap<>();
        for (CallKind kind : CallKind.values()) {
            put(kinds, kind.label(), calls, kind::covers);
        }
        return kinds;
    }

    private static Map<String, Score> tools(List<MeasuredCall> calls) {
        Map<String, Score> tools = new LinkedHashMap<>();
        for (String tool : new TreeSet<>(calls.stream().map(MeasuredCall::tool).toList())) {
            put(tools, tool, calls, call -> call.tool().equals(tool));
        }
        return tools;
    }

    private static void put(
            Map<String, Score> scores, String name, List<MeasuredCall> calls, Predicate<MeasuredCall> wanted) {
        List<MeasuredCall> chosen = calls.stream().filter(wanted).toList();
        if (!chosen.isEmpty()) {
            scores.put(name, Score.of(chosen));
        }
    }

    private static Map<String, Proportion> tiers(List<MeasuredCall> calls) {
        Map<String, Proportion> tiers = new LinkedHashMap<>();
        for (Tier tier : Tier.values()) {
            List<MeasuredCall> its =
                    calls.stream().filter(call -> call.got().tier() == tier).toList();
            if (!its.isEmpty()) {
                long right = its.stream().filter(MeasuredCall::right).count();
                tiers.put(tier.label(), new Proportion(right, its.size()));
            }
        }
        return tiers;
    }
}
