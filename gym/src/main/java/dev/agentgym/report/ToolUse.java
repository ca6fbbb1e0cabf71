package dev.agentgym.report;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.agentgym.fidelity.Proportion;
import dev.agentgym.rollout.Rollout;
import dev.agentgym.trace.Exchange;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// How an agent used one tool. Immutable.
///
/// @param calls how often it called it
/// @param errors how many of the calls were refused or failed
/// @param unknown how many the mocked tool could only guess or not answer at all
/// @param rollouts how the rollouts ended that called it
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record ToolUse(int calls, int errors, int unknown, Proportion rollouts) {

    private static final List<String> UNSURE = List.of("guess", "abstain", "model");

    static Map<String, ToolUse> of(List<Rollout> rollouts) {
        Map<String, List<Message.Tool>> answers = new TreeMap<>();
        Map<String, List<Rollout>> users = new TreeMap<>();
        for (Rollout rollout : rollouts) {
            Set<String> used = new TreeSet<>();
            for (Message.Tool answer : answers(rollout)) {
                answers.computeIfAbsent(answer.name(), _ -> new ArrayList<>()).add(answer);
                used.add(answer.name());
            }
            used.forEach(
                    tool -> users.computeIfAbsent(tool, _ -> new ArrayList<>()).add(rollout));
        }
        Map<String, ToolUse> uses = new LinkedHashMap<>();
        users.forEach((tool, known) -> uses.put(tool, of(answers.getOrDefault(tool, List.of()), known)));
        return uses;
    }

    private static ToolUse of(List<Message.Tool> answers, List<Rollout> users) {
        return new ToolUse(
                answers.size(),
                (int) answers.stream().filter(Message.Tool::isError).count(),
                (int) answers.stream()
                        .filter(answer -> UNSURE.contains(tier(answer)))
                        .count(),
                Evaluation.successes(users));
    }

    static Map<String, Integer> tiers(List<Rollout> rollouts) {
        Map<String, Integer> tiers = new TreeMap<>();
        rollouts.forEach(rollout -> answers(rollout).forEach(answer -> tiers.merge(tier(answer), 1, Integer::sum)));
        return tiers;
    }

    /// The answers to the agent's own calls; those that were given with the task do not count.
    private static List<Message.Tool> answers(Rollout rollout) {
        int from = rollout.conversation().metadata().path("from").asInt();
        return rollout.conversation().exchanges().stream()
                .filter(exchange -> exchange.position() >= from && exchange.caller() == Role.ASSISTANT)
                .map(Exchange::answer)
                .flatMap(Optional::stream)
                .toList();
    }

    static String tier(Message.Tool answer) {
        var tier = answer.details().extra().get("tier");
        return tier == null ? "logged" : tier.asText();
    }
}
