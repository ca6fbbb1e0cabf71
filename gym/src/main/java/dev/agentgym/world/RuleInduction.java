package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.program.Guards;
import dev.agentgym.program.Laplace;
import dev.agentgym.program.Scope;
import dev.agentgym.trace.Lazy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/// Learns the rules of every tool from its logged calls. Filled by one thread.
///
/// First the rows that each tool's calls concern are found; then every conversation is followed with what it had
/// shown so far, and each call becomes an example; then the examples of a tool are explained.
final class RuleInduction {

    private static final int MOST_EXAMPLES = 80;

    /// Programs evaluated for one field: what is not found by then is left unexplained, so that a gym is made soon.
    static final long WORK = 40_000;

    private final Tables tables;
    private final Store store;
    private final Set<String> writers;
    private final Set<String> creators;
    private final References references;
    private final List<List<Observation>> conversations;
    private final QuotedNumbers quoted;
    private final TreeMap<String, List<ObjectNode>> arguments = new TreeMap<>();
    private final TreeMap<String, List<ObjectNode>> acceptedArguments = new TreeMap<>();
    private final TreeMap<String, List<Observation>> refusals = new TreeMap<>();
    private final TreeMap<String, Integer> accepted = new TreeMap<>();
    private final TreeMap<String, Integer> refused = new TreeMap<>();
    private final TreeMap<String, Binder> binders = new TreeMap<>();
    private final Lazy<Map<String, List<Evidence>>> evidence = new Lazy<>(this::examples);
    private final Map<String, Lazy<ToolAnswers>> answered = new ConcurrentHashMap<>();
    private final ForeseenViews views =
            new ForeseenViews(binders, tool -> answers(tool).answer());
    private final TreeMap<String, List<Evidence>> wiser = new TreeMap<>();
    private final Map<String, Lazy<ToolGuards>> own = new ConcurrentHashMap<>();
    private final TreeMap<String, List<JsonNode>> answers = new TreeMap<>();
    private final TreeMap<String, List<ToolRules.Effect>> told = new TreeMap<>();
    private final EffectSearch effects;
    private final Idleness idleness;
    private final Counterfactuals counterfactuals = new Counterfactuals(arguments);

    RuleInduction(
            Tables tables,
            Store store,
            Set<String> writers,
            Set<String> creators,
            List<List<Observation>> conversations,
            QuotedNumbers quoted) {
        this.tables = tables;
        this.store = store;
        this.writers = writers;
        this.creators = creators;
        this.references = new References(tables.all(), store);
        this.conversations = conversations;
        this.quoted = quoted;
        this.effects = new EffectSearch(writers, binders, tables);
        this.idleness = new Idleness(tables);
    }

    /// Every call as an example for the rules of its tool.
    private Map<String, List<Evidence>> examples() {
        List<List<Observation>> meant =
                conversations.stream().map(quoted::meant).toList();
        meant.forEach(conversation -> conversation.forEach(this::count));
        arguments.forEach((tool, calls) -> binders.put(tool, binder(tool, calls)));
        writers.stream()
                .filter(binders::containsKey)
                .forEach(tool -> told.put(tool, told(tool, Objects.requireNonNull(binders.get(tool)))));
        Counter counter = new Counter();
        FreshIds fresh = new FreshIds();
        TreeMap<String, List<Evidence>> examples = new TreeMap<>();
        meant.forEach(conversation -> follow(conversation, counter, fresh, examples));
        return examples;
    }

    /// Refused calls may name what does not exist: they tell which rows calls concern only where all were refused.
    private Binder binder(String tool, List<ObjectNode> calls) {
        return new BinderSearch(references, tool, acceptedArguments.getOrDefault(tool, calls))
                .binder(new NamedTables(references).of(refusals.getOrDefault(tool, List.of())));
    }

    private List<ToolRules.Effect> told(String tool, Binder binder) {
        return EffectSearch.told(binder, tables.shownBy(tool), answers.getOrDefault(tool, List.of()));
    }

    /// The calls that are learned from, by conversation.
    List<List<Observation>> conversations() {
        return conversations;
    }

    /// The arguments of a call as its tool takes them.
    ObjectNode meant(String tool, ObjectNode arguments) {
        return quoted.meant(tool, arguments);
    }

    /// The tools whose calls were answered.
    Set<String> tools() {
        return evidence.get().keySet();
    }

    /// The rules of one tool. Safe to be called by several threads.
    Optional<ToolRules> learn(String tool) {
        return Optional.ofNullable(evidence.get().get(tool))
                .map(calls -> learn(tool, Objects.requireNonNull(binders.get(tool)), calls));
    }

    private void count(Observation seen) {
        (seen.isError() ? refused : accepted).merge(seen.tool(), 1, Integer::sum);
        if (!seen.isError() && !writers.contains(seen.tool())) {
            views.read(seen);
        } else if (!seen.isError()) {
            answers.computeIfAbsent(seen.tool(), any -> new ArrayList<>()).add(seen.result());
        }
        addSome(arguments, seen, seen.arguments());
        if (seen.isError()) {
            addSome(refusals, seen, seen);
        } else {
            addSome(acceptedArguments, seen, seen.arguments());
        }
    }

    private static <T> void addSome(Map<String, List<T>> some, Observation seen, T what) {
        List<T> known = some.computeIfAbsent(seen.tool(), any -> new ArrayList<>());
        if (known.size() < MOST_EXAMPLES) {
            known.add(what);
        }
    }

    /// Chooses examples at equal distances where there are too many.
    private final class Counter {
        private final Map<String, Integer> met = new HashMap<>();

        private boolean takes(Observation seen) {
            int number = met.merge(seen.tool() + seen.isError(), 1, Integer::sum) - 1;
            int all = (seen.isError() ? refused : accepted).getOrDefault(seen.tool(), 1);
            long before = (long) number * MOST_EXAMPLES / all;
            return all <= MOST_EXAMPLES || (long) (number + 1) * MOST_EXAMPLES / all > before;
        }
    }

    private void follow(
            List<Observation> conversation, Counter counter, FreshIds fresh, Map<String, List<Evidence>> examples) {
        State state = new State(tables, store);
        EffectSearch.Follower follower = effects.new Follower();
        AcceptedCalls before = new AcceptedCalls();
        Hindsight hindsight = new Hindsight(conversation, writers);
        for (int i = 0; i < conversation.size(); i++) {
            Observation seen = conversation.get(i);
            Binder binder = Objects.requireNonNull(binders.get(seen.tool()));
            Optional<Scope> scope = Optional.empty();
            if (counter.takes(seen) || writers.contains(seen.tool())) {
                Circumstances circumstances = before.before(seen.tool(), seen.arguments(), Lazy.of(seen.now()), fresh);
                State known = seen.isError() ? hindsight.at(i, state) : state;
                scope = Optional.of(binder.fixed(known, seen.arguments(), circumstances, Binder.Views.GIVEN));
                Evidence call = new Evidence(scope.get(), seen, seen.position());
                examples.computeIfAbsent(seen.tool(), any -> new ArrayList<>()).add(call);
                wiser.computeIfAbsent(seen.tool(), any -> new ArrayList<>())
                        .add(views.around(call, binder, known, before, fresh));
                if (!seen.isError()) {
                    follower.wrote(call, state);
                    idleness.saw(state, seen);
                    counterfactuals.add(binder, known, seen, circumstances);
                }
            }
            if (!seen.isError()) {
                before.add(seen.tool(), seen.arguments(), writers.contains(seen.tool()));
                see(seen, state, follower);
                state.observe(seen.tool(), seen.arguments(), seen.result(), fresh);
                if (writers.contains(seen.tool())) {
                    state.change();
                }
                scope.ifPresent(known -> change(state, binder, known, seen));
            }
        }
    }

    /// An answer may tell new values of rows that it does not show.
    private void change(State state, Binder binder, Scope before, Observation seen) {
        told.getOrDefault(seen.tool(), List.of())
                .forEach(effect ->
                        effect.change(binder, before, seen.result()).ifPresent(change -> change.apply(state)));
    }

    /// Before the state takes the answer in.
    private void see(Observation seen, State state, EffectSearch.Follower follower) {
        tables.view(
                seen.tool(),
                seen.arguments(),
                (view, key) -> follower.saw(view, key, seen.result(), state.ownRow(view, key)));
        if (!writers.contains(seen.tool())) {
            tables.entitiesIn(
                    seen.tool(),
                    seen.arguments(),
                    seen.result(),
                    (table, view, key, object) -> follower.saw(table, key, object, state.ownRow(table, key)));
        }
    }

    private ToolRules learn(String tool, Binder binder, List<Evidence> all) {
        boolean writes = writers.contains(tool);
        Guards guards = guards(tool);
        ToolAnswers answered = answers(tool);
        return new ToolRules(
                tool,
                writes,
                binder,
                guards,
                accepting(tool, guards, all),
                writes || answered.answer().isPresent() ? counterfactuals.preconditions(tool, binder, all) : List.of(),
                writes ? idleness.changing(tool) : 0,
                writes ? idleness.single(tool) : 0,
                answered.reads(),
                answered.answer(),
                effects(tool, binder),
                writes && !creators.contains(tool)
                        ? effects.doubtful(tool, binder, tables.shownBy(tool), store)
                        : Set.of(),
                answered.listed());
    }

    /// The chance that a call is accepted which no guard refuses.
    private double accepting(String tool, Guards guards, List<Evidence> examples) {
        long learned = examples.stream().filter(call -> call.seen().isError()).count();
        int open = guards.unexplained().stream()
                .mapToInt(kind -> kind.cases().size())
                .sum();
        double missed = open == 0 ? 0 : (double) open * refused.getOrDefault(tool, 0) / learned;
        return Laplace.chance(accepted.getOrDefault(tool, 0), missed);
    }

    /// Waits for no other tool, so that the guards of tools can ask.
    private ToolAnswers answers(String tool) {
        return answered.computeIfAbsent(
                        tool,
                        any -> new Lazy<>(() -> ToolAnswers.of(
                                tables,
                                store,
                                any,
                                writers.contains(any),
                                Objects.requireNonNull(binders.get(any)),
                                evidence.get().getOrDefault(any, List.of()))))
                .get();
    }

    private List<ToolRules.Effect> effects(String tool, Binder binder) {
        List<ToolRules.Effect> known = new ArrayList<>(effects.effects(tool, binder));
        if (writers.contains(tool)) {
            known.addAll(told.getOrDefault(tool, List.of()));
        }
        return known;
    }

    /// The tool's own guards with those of other tools that hold for it too.
    private Guards guards(String tool) {
        List<ToolGuards> others = arguments.keySet().stream()
                .filter(other -> !other.equals(tool) && sharesArgument(tool, other))
                .map(this::own)
                .toList();
        return new SharedGuards(own(tool), others).all();
    }

    /// Waits for no other tool, so that tools can ask each other.
    private ToolGuards own(String tool) {
        return own.computeIfAbsent(
                        tool,
                        any -> new Lazy<>(() -> new ToolGuards(
                                any,
                                Objects.requireNonNull(binders.get(any)),
                                references::sample,
                                evidence.get().getOrDefault(any, List.of()),
                                wiser.getOrDefault(any, List.of()))))
                .get();
    }

    private boolean sharesArgument(String one, String other) {
        return !Collections.disjoint(argumentsOf(one), argumentsOf(other));
    }

    private Set<String> argumentsOf(String tool) {
        Set<String> names = new TreeSet<>();
        arguments
                .getOrDefault(tool, List.of())
                .forEach(call -> call.fieldNames().forEachRemaining(names::add));
        return names;
    }
}
