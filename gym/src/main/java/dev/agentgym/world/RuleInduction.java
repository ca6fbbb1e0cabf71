package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.program.Companions;
import dev.agentgym.program.Guards;
import dev.agentgym.program.Laplace;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Learns the rules of every tool from its logged calls. Filled by one thread.
///
/// First the rows that each tool's calls concern are found; then every conversation is followed with what it had
/// shown so far, and each call becomes an example; then the examples of a tool are explained.
final class RuleInduction {

    /// Of the calls of a tool, so many are learned from.
    static final int MOST_EXAMPLES = 80;

    private static final int MOST_ROWS = 4_000;

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
    private final Lazy<Following> followed = new Lazy<>(this::follow);
    private final Lazy<Companions> companions = new Lazy<>(this::together);
    private final Map<String, Lazy<ToolAnswers>> answered = new ConcurrentHashMap<>();
    private final ForeseenViews views =
            new ForeseenViews(binders, tool -> answers(tool).answer());
    private final Map<String, Lazy<ToolGuards>> own = new ConcurrentHashMap<>();
    private final TreeMap<String, List<JsonNode>> answers = new TreeMap<>();
    private final TreeMap<String, List<ToolRules.Effect>> known = new TreeMap<>();
    private final EffectSearch effects;

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
    }

    /// Every call as an example for the rules of its tool. What calls do to rows that their answers do not show is
    /// learned by following the conversations once, so that they are followed again with it.
    private Following follow() {
        List<List<Observation>> meant =
                conversations.stream().map(quoted::meant).toList();
        meant.forEach(conversation -> conversation.forEach(this::count));
        arguments.forEach((tool, calls) -> binders.put(tool, binder(tool, calls)));
        writers.stream().filter(binders::containsKey).forEach(tool -> known.put(tool, told(tool)));
        Following first = follow(meant, effects);
        Map<String, List<ToolRules.Effect>> seen = new TreeMap<>();
        binders.forEach((tool, binder) -> seen.put(tool, effects.effects(tool, binder)));
        if (seen.values().stream().allMatch(List::isEmpty)) {
            return first;
        }
        seen.forEach((tool, learned) -> known.merge(
                tool,
                learned,
                (told, more) -> Stream.concat(more.stream(), told.stream()).toList()));
        return follow(meant, new EffectSearch(writers, binders, tables));
    }

    private Following follow(List<List<Observation>> meant, EffectSearch search) {
        Map<String, Integer> calls = new HashMap<>();
        accepted.forEach((tool, count) -> calls.put(Following.kind(tool, false), count));
        refused.forEach((tool, count) -> calls.put(Following.kind(tool, true), count));
        Following following = new Following(tables, store, writers, binders, known, views, search, calls, arguments);
        meant.forEach(following::follow);
        return following;
    }

    /// Refused calls may name what does not exist: they tell which rows calls concern only where all were refused.
    private Binder binder(String tool, List<ObjectNode> calls) {
        return new BinderSearch(references, tool, acceptedArguments.getOrDefault(tool, calls))
                .binder(new NamedTables(references).of(refusals.getOrDefault(tool, List.of())));
    }

    private List<ToolRules.Effect> told(String tool) {
        return EffectSearch.told(
                Objects.requireNonNull(binders.get(tool)), tables.shownBy(tool), answers.getOrDefault(tool, List.of()));
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
        return followed.get().examples().keySet();
    }

    /// The rules of one tool. Safe to be called by several threads.
    Optional<ToolRules> learn(String tool) {
        return Optional.ofNullable(followed.get().examples().get(tool))
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
                writes || answered.answer().isPresent()
                        ? followed.get().counterfactuals().preconditions(tool, binder, all)
                        : List.of(),
                writes ? followed.get().idleness().changing(tool) : 0,
                writes ? followed.get().idleness().single(tool) : 0,
                answered.reads(),
                answered.answer(),
                known.getOrDefault(tool, List.of()),
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
                                followed.get().examples().getOrDefault(any, List.of()))))
                .get();
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
                                companions.get(),
                                followed.get().examples().getOrDefault(any, List.of()),
                                followed.get().foreseen().getOrDefault(any, List.of()))))
                .get();
    }

    /// What always goes together in what tools were asked and in the rows that they showed.
    private Companions together() {
        Set<String> names = arguments.keySet().stream()
                .flatMap(tool -> argumentsOf(tool).stream())
                .collect(Collectors.toSet());
        Stream<JsonNode> asked = acceptedArguments.values().stream().flatMap(List::stream);
        Stream<JsonNode> shown = tables.all().stream()
                .filter(table -> table.kind() == Table.Kind.ENTITY)
                .flatMap(table -> store.rows(table).limit(MOST_ROWS).map(Row::value));
        return Companions.of(Stream.concat(asked, shown), names);
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
