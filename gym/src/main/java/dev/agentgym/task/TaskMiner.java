package dev.agentgym.task;

import dev.agentgym.reward.Expectation;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.CustomerKeys;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.Split;
import dev.agentgym.world.World;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Mines tasks from traces, without a model and the same way in every run.
///
/// A conversation becomes a task where its log, or a successful one about the very same thing, shows what has to
/// come about. Beside it stands one decision from its middle, a pivot: the first change that the agent made, or the
/// message in which they told what they had looked up. Conversations of one customer, and trials of one task, stand
/// on one side of the split.
public final class TaskMiner {

    /// Share of the conversations that is kept to be tested on.
    public static final double TEST_SHARE = 0.2;

    private static final long SEED = 1;
    private static final int FEWEST_TO_COUNT = 20;

    private final Doings doings;
    private final Readings readings = new Readings();
    private final List<MinedLog> logs;
    private final Siblings siblings;
    private final Map<String, Double> difficulties;
    private final Set<String> test;

    private TaskMiner(List<Conversation> traces, World world, double testShare, long seed) {
        this.doings = new Doings(traces, world);
        this.logs = read(traces);
        this.siblings = new Siblings(logs);
        Difficulties ranks = new Difficulties();
        logs.forEach(
                log -> ranks.add(log.conversation(), log.deeds(), log.facts().size(), log.intent()));
        this.difficulties = ranks.all();
        this.test = tested(traces, testShare, seed);
    }

    /// The ids of the conversations from which tasks to be tested on are mined, those that become no task included.
    public static Set<String> tested(List<Conversation> traces) {
        return tested(traces, TEST_SHARE, SEED);
    }

    private static Set<String> tested(List<Conversation> traces, double testShare, long seed) {
        return Split.byCustomer(traces, testShare, seed, keys(traces)).test().stream()
                .map(Conversation::id)
                .collect(Collectors.toSet());
    }

    /// The tasks of a set of traces, a fifth of them to be tested on.
    ///
    /// @param world what the traces reveal of the tools
    public static Tasks mine(List<Conversation> traces, World world) {
        return mine(traces, world, TEST_SHARE, SEED);
    }

    /// The tasks of a set of traces.
    ///
    /// @param world what the traces reveal of the tools
    /// @param testShare expected share of the test side, in (0, 1)
    /// @param seed divides train from test
    public static Tasks mine(List<Conversation> traces, World world, double testShare, long seed) {
        return new TaskMiner(traces, world, testShare, seed).tasks();
    }

    /// What has been read of a set of traces, for [#tasks] and [#byOthers].
    ///
    /// @param world what the traces reveal of the tools
    public static TaskMiner of(List<Conversation> traces, World world) {
        return new TaskMiner(traces, world, TEST_SHARE, SEED);
    }

    /// The tasks, a fifth of them to be tested on.
    public Tasks tasks() {
        List<Task> tasks = new ArrayList<>();
        List<SetAside> setAside = new ArrayList<>();
        Set<String> ids = new LinkedHashSet<>();
        for (MinedLog log : logs) {
            Optional<Expectation> expectation = siblings.expectation(log);
            if (log.goal().message() < 0) {
                setAside.add(new SetAside(log.conversation().id(), "the customer says nothing"));
            } else if (!ids.add(log.conversation().id())) {
                setAside.add(new SetAside(log.conversation().id(), "an earlier conversation has this id"));
            } else if (expectation.isEmpty()) {
                setAside.add(new SetAside(log.conversation().id(), untrusted(log)));
            } else {
                tasks.add(whole(log, expectation.get()));
                pivot(log).ifPresent(tasks::add);
            }
        }
        return new Tasks(tasks, setAside);
    }

    /// What other successful conversations about the very same thing show that each had to bring about, by the id
    /// of the conversation; those of which there is no other are not named.
    public Map<String, Expectation> byOthers() {
        Map<String, Expectation> byOthers = new LinkedHashMap<>();
        for (MinedLog log : logs) {
            siblings.byOthers(log)
                    .ifPresent(expectation ->
                            byOthers.putIfAbsent(log.conversation().id(), expectation));
        }
        return byOthers;
    }

    /// What each conversation is about, by its id, those that become no task included.
    public Map<String, String> intents() {
        Map<String, String> intents = new LinkedHashMap<>();
        logs.forEach(log -> intents.putIfAbsent(log.conversation().id(), log.intent()));
        return intents;
    }

    private List<MinedLog> read(List<Conversation> traces) {
        Goals learned = Goals.of(traces);
        List<Goal> goals = traces.stream().map(learned::goal).toList();
        Intents intents = new Intents(traces, goals, doings);
        List<MinedLog> logs = new ArrayList<>();
        for (int i = 0; i < traces.size(); i++) {
            Conversation conversation = traces.get(i);
            logs.add(new MinedLog(
                    conversation,
                    goals.get(i),
                    Ledger.of(conversation, goals.get(i).message(), readings),
                    Deeds.of(conversation, doings, readings),
                    intents.of(conversation)));
        }
        OwnData own = new OwnData(logs);
        return logs.stream().map(own::complete).toList();
    }

    /// Names whose conversation it is, and which task it is a trial of: what belongs together. A customer whom most
    /// of the conversations are about, as where one account was made up for all, keeps nothing apart and is left
    /// out.
    public static CustomerKeys keys(List<Conversation> traces) {
        Map<String, Integer> counts = new HashMap<>();
        traces.forEach(each -> keys(each).forEach(key -> counts.merge(key, 1, Integer::sum)));
        Set<String> common = counts.entrySet().stream()
                .filter(each -> traces.size() >= FEWEST_TO_COUNT && 2 * each.getValue() > traces.size())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        return conversation -> {
            Set<String> keys = keys(conversation);
            keys.removeAll(common);
            return keys;
        };
    }

    private static Set<String> keys(Conversation conversation) {
        Set<String> keys = new TreeSet<>(CustomerKeys.usual().of(conversation));
        Siblings.task(conversation).ifPresent(keys::add);
        return keys;
    }

    private static String untrusted(MinedLog log) {
        return "its log ended with \"" + log.conversation().outcome().label()
                + "\", and no successful log about the same shows what has to come about";
    }

    private Task whole(MinedLog log, Expectation expectation) {
        return task(log, log.conversation().id(), 0, expectation, Optional.empty());
    }

    private Optional<Task> pivot(MinedLog log) {
        if (!log.isTrusted()) {
            return Optional.empty();
        }
        return Deeds.decision(log.conversation(), doings)
                .filter(start -> log.conversation().messages().get(start) instanceof Message.Assistant)
                .map(start -> pivot(log, start));
    }

    private Task pivot(MinedLog log, int start) {
        return task(
                log,
                log.conversation().id() + "#" + start,
                start,
                Deeds.of(log.conversation(), doings, start, start + 1, readings).expectation(),
                Optional.of((Message.Assistant) log.conversation().messages().get(start)));
    }

    private Task task(
            MinedLog log, String id, int start, Expectation expectation, Optional<Message.Assistant> decision) {
        Conversation conversation = log.conversation();
        return new Task(
                id,
                conversation.id(),
                start,
                log.goal().sentence(),
                log.facts(),
                Personas.of(conversation),
                log.intent(),
                difficulties.getOrDefault(conversation.id(), 0.0),
                test.contains(conversation.id()) ? Task.Part.TEST : Task.Part.TRAIN,
                expectation,
                decision);
    }
}
