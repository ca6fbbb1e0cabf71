package dev.agentgym.task;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.fidelity.Proportion;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Outcome;
import dev.agentgym.trace.ToolCall;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What an audit of tasks found. Immutable.
///
/// @param conversations how many conversations there were
/// @param mined how many of them became a task
/// @param resolved how many of these tasks come from a conversation that its log calls a success
/// @param resolvedPassing how many of those the mocked tools let do what their log did
/// @param kept how many tasks passed the audit
/// @param pivots how many decisions from the middle of a conversation passed beside them
/// @param train how many of the kept tasks are to be learned from; the others are to be tested on
/// @param rightInaction the ids of the kept tasks that an agent passes which does and says nothing
/// @param defects how many tasks of either sort each check found wrong
/// @param logged share of each outcome among the conversations
/// @param played share of each outcome among the conversations of the kept tasks
/// @param fulfilled of the conversations of each outcome that became a task, the share whose own changes are those
/// that the task calls for
/// @param intents how many kept tasks are about what
public record TaskCard(
        int conversations,
        int mined,
        int resolved,
        int resolvedPassing,
        int kept,
        int pivots,
        int train,
        List<String> rightInaction,
        Map<Check, Integer> defects,
        Map<Outcome, Double> logged,
        Map<Outcome, Double> played,
        Map<Outcome, Double> fulfilled,
        Map<String, Integer> intents) {

    /// What is checked.
    public enum Check {
        /// Nothing has to be done, looked up or told.
        VACUOUS,
        /// The mocked tools do not accept what the log did.
        REPLAY,
        /// Nobody tells the agent a value that it needs.
        UNANSWERABLE,
        /// Another task is the same.
        DUPLICATE,
        /// A task to be tested on is nearly the same as one to learn from.
        LEAK;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// What was found so far.
    static final class Tally {

        private final Map<Check, List<Task>> found = new EnumMap<>(Check.class);

        Optional<String> count(Check check, Task task, Optional<String> defect) {
            if (defect.isPresent()) {
                found.computeIfAbsent(check, unseen -> new ArrayList<>()).add(task);
            }
            return defect;
        }

        Map<Check, Integer> counts() {
            Map<Check, Integer> counts = new EnumMap<>(Check.class);
            for (Check check : Check.values()) {
                counts.put(check, of(check).size());
            }
            return counts;
        }

        List<Task> of(Check check) {
            return found.getOrDefault(check, List.of());
        }
    }

    static TaskCard of(Tally tally, Tasks mined, Tasks kept, Map<String, Conversation> logs) {
        List<Conversation> all = List.copyOf(logs.values());
        List<Task> whole = kept.whole();
        int resolved = resolved(mined.whole(), logs).size();
        return new TaskCard(
                all.size(),
                mined.whole().size(),
                resolved,
                resolved - resolved(tally.of(Check.REPLAY), logs).size(),
                whole.size(),
                kept.all().size() - whole.size(),
                (int) whole.stream()
                        .filter(task -> task.part() == Task.Part.TRAIN)
                        .count(),
                whole.stream().filter(TaskAudit::isRightInaction).map(Task::id).toList(),
                tally.counts(),
                shares(all),
                shares(conversations(whole, logs)),
                fulfilled(mined.whole(), logs),
                intents(whole));
    }

    /// Tasks without their conversation do not pass the audit, nor are they mined.
    private static Conversation log(Task task, Map<String, Conversation> logs) {
        return Objects.requireNonNull(logs.get(task.conversation()), task.conversation());
    }

    private static List<Task> resolved(List<Task> tasks, Map<String, Conversation> logs) {
        return tasks.stream()
                .filter(task -> task.decision().isEmpty())
                .filter(task -> log(task, logs).outcome() == Outcome.SUCCESS)
                .toList();
    }

    private static List<Conversation> conversations(List<Task> tasks, Map<String, Conversation> logs) {
        return tasks.stream().map(task -> log(task, logs)).toList();
    }

    private static Map<Outcome, Double> shares(List<Conversation> conversations) {
        Map<Outcome, Double> shares = new EnumMap<>(Outcome.class);
        conversations.forEach(each -> shares.merge(each.outcome(), 1.0 / conversations.size(), Double::sum));
        return shares;
    }

    private static Map<Outcome, Double> fulfilled(List<Task> tasks, Map<String, Conversation> logs) {
        Map<Outcome, int[]> counts = new EnumMap<>(Outcome.class);
        Set<String> changing = tasks.stream()
                .flatMap(task -> task.expectation().actions().stream())
                .map(ToolCall::name)
                .collect(Collectors.toSet());
        for (Task task : tasks) {
            Conversation log = log(task, logs);
            int[] count = counts.computeIfAbsent(log.outcome(), unseen -> new int[2]);
            count[0]++;
            count[1] += Rehearsal.fulfils(log, task.expectation(), changing) ? 1 : 0;
        }
        Map<Outcome, Double> shares = new EnumMap<>(Outcome.class);
        counts.forEach((outcome, count) -> shares.put(outcome, (double) count[1] / count[0]));
        return shares;
    }

    private static Map<String, Integer> intents(List<Task> tasks) {
        Map<String, Integer> intents = new TreeMap<>();
        tasks.forEach(task -> intents.merge(task.intent(), 1, Integer::sum));
        return intents;
    }

    /// The share of the tasks from resolved conversations that pass with what their log did; 1 where there are
    /// none.
    public double resolvedShare() {
        return resolved == 0 ? 1 : (double) resolvedPassing / resolved;
    }

    /// The card as the file `cards/tasks.json` holds it.
    public ObjectNode toJson() {
        ObjectNode json = Json.object().put("conversations", conversations).put("mined", mined);
        json.put("kept", kept).put("pivots", pivots).put("train", train).put("test", kept - train);
        json.putObject("logged_actions")
                .put("resolved", resolved)
                .put("passing", resolvedPassing)
                .put("share", rounded(resolvedShare()))
                .set("bounds", new Proportion(resolvedPassing, resolved).bounds());
        json.putObject("null_agent").put("passes", rightInaction.size()).set("right_inaction", Json.of(rightInaction));
        ObjectNode found = json.putObject("defects");
        defects.forEach((check, count) -> found.put(check.label(), count));
        ObjectNode mix = json.putObject("outcomes");
        mix.set("logged", shares(logged));
        mix.set("played", shares(played));
        mix.set("own_changes_as_expected", shares(fulfilled));
        json.set("intents", Json.of(intents));
        return json;
    }

    private static ObjectNode shares(Map<Outcome, Double> shares) {
        ObjectNode json = Json.object();
        shares.forEach((outcome, share) -> json.put(outcome.label(), rounded(share)));
        return json;
    }

    private static double rounded(double share) {
        return Math.round(share * 10_000) / 10_000.0;
    }

    /// Copies lists and maps, keeping their order.
    public TaskCard {
        rightInaction = List.copyOf(rightInaction);
        defects = new LinkedHashMap<>(defects);
        logged = new LinkedHashMap<>(logged);
        played = new LinkedHashMap<>(played);
        fulfilled = new LinkedHashMap<>(fulfilled);
        intents = new LinkedHashMap<>(intents);
    }
}
