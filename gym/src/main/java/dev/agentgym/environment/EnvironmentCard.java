package dev.agentgym.environment;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.task.Task;
import dev.agentgym.trace.Evenly;
import dev.agentgym.trace.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Whether an environment keeps what [Environment] promises, as far as some of its tasks show it. Immutable; equal
/// environments and tasks give equal cards.
///
/// @param tasks how many were played
/// @param decisions how many of them are one decision from the middle of a conversation
/// @param findings the broken promises
public record EnvironmentCard(int tasks, int decisions, List<CheckFinding> findings) {

    private static final int MOST_SHOWN = 20;

    /// Copies the list.
    public EnvironmentCard {
        findings = List.copyOf(findings);
    }

    /// Plays [EnvironmentCheck] with tasks evenly from all over them: half of them whole conversations, half of
    /// them decisions, or fewer where there are fewer.
    ///
    /// @param maker makes environments that have not begun an episode
    /// @param tasks what could be played
    /// @param most how many of them are played at most, an even number
    public static EnvironmentCard measure(Supplier<Environment> maker, List<Task> tasks, int most, long seed) {
        Map<Boolean, List<Task>> kinds = tasks.stream()
                .collect(Collectors.partitioningBy(task -> task.decision().isPresent()));
        List<Task> whole = Evenly.some(kinds.getOrDefault(false, List.of()), most / 2);
        List<Task> decisions = Evenly.some(kinds.getOrDefault(true, List.of()), most / 2);
        List<CheckFinding> findings = new ArrayList<>(EnvironmentCheck.of(maker, whole, seed));
        findings.addAll(EnvironmentCheck.of(maker, decisions, seed));
        return new EnvironmentCard(whole.size() + decisions.size(), decisions.size(), findings);
    }

    /// Whether nothing was broken.
    public boolean passes() {
        return findings.isEmpty();
    }

    /// A sentence where promises are broken, with the first of them.
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (!passes()) {
            warnings.add("the environment breaks " + findings.size() + " promises in " + tasks + " tasks, such as: "
                    + findings.getFirst());
        }
        return warnings;
    }

    /// The card as the file `cards/environment.json` holds it, with the first findings.
    public ObjectNode toJson() {
        ObjectNode json = Json.object()
                .put("tasks", tasks)
                .put("decisions", decisions)
                .put("broken_promises", findings.size())
                .put("passes", passes());
        ArrayNode shown = json.putArray("findings");
        findings.stream()
                .limit(MOST_SHOWN)
                .forEach(finding -> shown.addObject()
                        .put("rule", finding.rule())
                        .put("task", finding.task())
                        .put("detail", finding.detail()));
        warnings().forEach(json.putArray("warnings")::add);
        return json;
    }
}
