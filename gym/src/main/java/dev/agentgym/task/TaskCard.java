package dev.agentgym.task;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.fidelity.Proportion;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Outcome;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// What an audit of tasks found. Immutable.
///
/// @param conversations how many conversations there were
/// @param mined how many of them became a task
/// @param resolved how many of these tasks come from a conversation that its log calls a success
/// @param resolvedPassing how many of those pass with what their log did: the mocked tools accept it, and it brings
/// about what the task asks for
/// @param guessed for how many of these the mocked tools have to guess that an expected change is accepted
/// @param kept how many tasks passed the audit
/// @param pivots how many decisions from the middle of a conversation passed beside them
/// @param train how many of the kept tasks are to be learned from; the others are to be tested on
/// @param rightInaction the ids of the kept tasks that somebody passes who does nothing and says goodbye
/// @param defects how many tasks of either sort each check found wrong
/// @param logged share of each outcome among the conversations
/// @param played share of each outcome among the conversations of the kept tasks
/// @param judged of the conversations of each outcome that became a task, how many the task calls a success
/// @param intents how many kept tasks are about what
public record TaskCard(
        int conversations,
        int mined,
        int resolved,
        int resolvedPassing,
        int guessed,
        int kept,
        int pivots,
        int train,
        List<String> rightInaction,
        Map<Check, Integer> defects,
        Map<Outcome, Double> logged,
        Map<Outcome, Double> played,
        Map<Outcome, Proportion> judged,
        Map<String, Integer> intents) {

    private static final double FEWEST_PASSING = 0.95;
    private static final double MOST_APART = 0.1;

    /// What is checked.
    public enum Check {
        /// Nothing has to be done, looked up or told.
        VACUOUS,
        /// The mocked tools do not accept what the log did.
        REPLAY,
        /// Its own log ended well and does not bring about what it asks for.
        FAILED,
        /// Who does nothing passes, though something was to be done.
        UNEARNED,
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
        private final Map<Outcome, int[]> judged = new EnumMap<>(Outcome.class);
        private final Set<Task> guessed = new LinkedHashSet<>();
        private final Set<String> idle = new LinkedHashSet<>();

        /// Takes in what came of a task before an agent played it.
        void tried(Task task, Outcome outcome, boolean guesses, boolean passes, boolean passesIdle) {
            if (guesses) {
                guessed.add(task);
            }
            if (passesIdle) {
                idle.add(task.id());
            }
            if (task.decision().isEmpty()) {
                int[] count = judged.computeIfAbsent(outcome, unseen -> new int[2]);
                count[0] += passes ? 1 : 0;
                count[1]++;
            }
        }

        Map<Outcome, Proportion> judged() {
            Map<Outcome, Proportion> shares = new EnumMap<>(Outcome.class);
            judged.forEach((outcome, count) -> shares.put(outcome, new Proportion(count[0], count[1])));
            return shares;
        }

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
        List<Task> resolved = resolved(mined.whole(), logs);
        Set<Task> failing = new LinkedHashSet<>(tally.of(Check.REPLAY));
        failing.addAll(tally.of(Check.FAILED));
        List<Task> passing =
                resolved.stream().filter(task -> !failing.contains(task)).toList();
        return new TaskCard(
                all.size(),
                mined.whole().size(),
                resolved.size(),
                passing.size(),
                (int) passing.stream().filter(tally.guessed::contains).count(),
                whole.size(),
                kept.all().size() - whole.size(),
                (int) whole.stream()
                        .filter(task -> task.part() == Task.Part.TRAIN)
                        .count(),
                whole.stream().map(Task::id).filter(tally.idle::contains).toList(),
                tally.counts(),
                shares(all),
                shares(conversations(whole, logs)),
                tally.judged(),
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

    /// The share of successes among the conversations that became a task, as their logs call them.
    public double successesLogged() {
        Proportion success = judged.getOrDefault(Outcome.SUCCESS, new Proportion(0, 0));
        return share(success.all(), tried());
    }

    /// The share of successes among the same, as their tasks call them.
    public double successesJudged() {
        return share(judged.values().stream().mapToLong(Proportion::right).sum(), tried());
    }

    private long tried() {
        return judged.values().stream().mapToLong(Proportion::all).sum();
    }

    private static double share(long part, long all) {
        return all == 0 ? 0 : (double) part / all;
    }

    /// A sentence for each thing for which the tasks as a whole are not to be trusted.
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (resolvedShare() < FEWEST_PASSING) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "only %.1f %% of the tasks of conversations that ended well pass with what these did",
                    100 * resolvedShare()));
        }
        if (Math.abs(successesJudged() - successesLogged()) > MOST_APART) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "the tasks call %.1f %% of their logged conversations a success, the logs %.1f %%",
                    100 * successesJudged(),
                    100 * successesLogged()));
        }
        double all = logged.getOrDefault(Outcome.SUCCESS, 0.0);
        double used = played.getOrDefault(Outcome.SUCCESS, 0.0);
        if (kept > 0 && all > 0 && used - all > MOST_APART) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "%.1f %% of the tasks come from conversations that ended well, and %.1f %% of all conversations did:"
                            + " what logged agents failed at is tried too rarely",
                    100 * used,
                    100 * all));
        }
        return warnings;
    }

    /// The card as the file `cards/tasks.json` holds it.
    public ObjectNode toJson() {
        ObjectNode json = Json.object().put("conversations", conversations).put("mined", mined);
        json.set("warnings", Json.of(warnings()));
        json.put("kept", kept).put("pivots", pivots).put("train", train).put("test", kept - train);
        json.putObject("logged_actions")
                .put("resolved", resolved)
                .put("passing", resolvedPassing)
                .put("guessed", guessed)
                .put("share", Json.rounded(resolvedShare(), 4))
                .set("bounds", new Proportion(resolvedPassing, resolved).bounds());
        json.putObject("null_agent").put("passes", rightInaction.size()).set("right_inaction", Json.of(rightInaction));
        ObjectNode found = json.putObject("defects");
        defects.forEach((check, count) -> found.put(check.label(), count));
        ObjectNode mix = json.putObject("outcomes");
        mix.set("logged", shares(logged));
        mix.set("played", shares(played));
        mix.put("successes_logged", Json.rounded(successesLogged(), 4))
                .put("successes_judged", Json.rounded(successesJudged(), 4));
        ObjectNode counts = mix.putObject("judged_success");
        judged.forEach((outcome, share) ->
                counts.putObject(outcome.label()).put("passing", share.right()).put("of", share.all()));
        json.set("intents", Json.of(intents));
        return json;
    }

    private static ObjectNode shares(Map<Outcome, Double> shares) {
        ObjectNode json = Json.object();
        shares.forEach((outcome, share) -> json.put(outcome.label(), Json.rounded(share, 4)));
        return json;
    }

    /// Copies lists and maps, keeping their order.
    public TaskCard {
        rightInaction = List.copyOf(rightInaction);
        defects = new LinkedHashMap<>(defects);
        logged = new LinkedHashMap<>(logged);
        played = new LinkedHashMap<>(played);
        judged = new LinkedHashMap<>(judged);
        intents = new LinkedHashMap<>(intents);
    }
}
