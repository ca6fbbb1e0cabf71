package dev.agentgym.reward;

import dev.agentgym.world.SessionChanges;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Judges an episode by what it had to bring about: the end that the tools stand at, what the customer was told,
/// how the tools were used, whether claimed deeds were done, and the quality of the replies. Immutable.
///
/// An episode is a success exactly when the end is reached, all that had to be told was told, no deed was claimed
/// that was not done, and the agent said something.
final class EpisodeJudge {

    /// The parts that only episodes have, with their default weights.
    static final Map<String, Double> WEIGHTS = defaults();

    private final Map<String, Double> weights;
    private final Deeds deeds;

    EpisodeJudge(Map<String, Double> weights, Deeds deeds) {
        this.weights = weights;
        this.deeds = deeds;
    }

    private static Map<String, Double> defaults() {
        Map<String, Double> weights = new LinkedHashMap<>();
        weights.put(EndState.NAME, 0.45);
        weights.put(Communicated.NAME, 0.15);
        weights.put(ToolUse.NAME, 0.20);
        weights.put(Deeds.NAME, 0.06);
        return Collections.unmodifiableMap(weights);
    }

    /// The findings by expectation, and whether they make a success.
    record Verdict(boolean success, List<RewardFunction.Found> findings) {}

    Verdict judge(Ended ended) {
        Finding end = EndState.examine(ended);
        Optional<Finding> told = Communicated.examine(ended);
        Optional<Finding> claims = claims(ended);
        List<RewardFunction.Found> findings = new ArrayList<>();
        findings.add(found(EndState.NAME, end));
        told.ifPresent(finding -> findings.add(found(Communicated.NAME, finding)));
        EpisodeTools.examine(ended).ifPresent(finding -> findings.add(found(ToolUse.NAME, finding)));
        claims.ifPresent(finding -> findings.add(found(Deeds.NAME, finding)));
        boolean spoke = spoke(ended);
        if (!spoke) {
            findings.add(new RewardFunction.Found(
                    "answers", weights.getOrDefault("answers", 0.0), new Finding(0, 0, "The agent said nothing.")));
        }
        return new Verdict(
                spoke
                        && end.isWhole()
                        && told.stream().allMatch(Finding::isWhole)
                        && claims.stream().allMatch(Finding::isWhole),
                findings);
    }

    boolean isSuccess(Ended ended) {
        return spoke(ended)
                && EndState.examine(ended).isWhole()
                && Communicated.examine(ended).stream().allMatch(Finding::isWhole)
                && claims(ended).stream().allMatch(Finding::isWhole);
    }

    private Optional<Finding> claims(Ended ended) {
        return deeds.examine(ended.conversation(), ended.from(), changing(ended)::contains);
    }

    private static Set<String> changing(Ended ended) {
        return ended.end().changes().calls().stream()
                .map(SessionChanges.WritingCall::tool)
                .collect(Collectors.toSet());
    }

    private RewardFunction.Found found(String name, Finding finding) {
        return new RewardFunction.Found(name, weights.getOrDefault(name, 0.0), finding);
    }

    private static boolean spoke(Ended ended) {
        return ended.said().codePoints().anyMatch(Character::isLetterOrDigit);
    }
}
