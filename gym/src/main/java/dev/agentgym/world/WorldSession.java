package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.program.Check;
import dev.agentgym.program.Guard;
import dev.agentgym.program.Predicate;
import dev.agentgym.program.Program;
import dev.agentgym.program.Scope;
import dev.agentgym.trace.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One customer's dealings with the tools, as the learned rules tell them. Mutable, for one thread.
public final class WorldSession {

    private static final Told CHANGED =
            new Told.Untold("an earlier call of this session may have changed what the answer shows");

    private static final double RARE = 0.02;

    /// One logged answer is an example, two that agree are a rule.
    static final int FEWEST = 2;

    /// Existence is checked first: a guard that so few logged refusals show does not come before it.
    private static final int FEW = 3;
    /// A refusal by rule stands unless the logs are as sure as this that the same call is answered otherwise.
    private static final double REFUTES = 0.95;

    private final World world;
    private final State state;
    private final FreshIds fresh;
    private final Map<String, Integer> accepted;
    private final ContextMemory memory;
    private Optional<String> now;
    private Optional<Invention> invention = Optional.empty();

    WorldSession(World world) {
        this(
                world,
                new State(world.tables(), world.store()),
                world.freshIds(),
                new HashMap<>(),
                world.context().memory(),
                world.latest());
    }

    private WorldSession(
            World world,
            State state,
            FreshIds fresh,
            Map<String, Integer> accepted,
            ContextMemory memory,
            Optional<String> now) {
        this.world = world;
        this.state = state;
        this.fresh = fresh;
        this.accepted = accepted;
        this.memory = memory;
        this.now = now;
    }

    /// An independent session in the same state.
    public WorldSession copy() {
        State copied = state.copy();
        WorldSession copy = new WorldSession(world, copied, fresh.copy(), new HashMap<>(accepted), memory.copy(), now);
        copy.invention = invention.map(made -> made.copy(copied));
        return copy;
    }

    /// Makes up the rows that a call asks for, where no log knows their ids and these look like those that the logs
    /// know; they hold for the rest of the session. Texts of a log that may be a person's are never part of them.
    ///
    /// @param seed draws the rows; that of the first call counts
    /// @return whether the call concerns anything that was made up, now or before
    public boolean imagine(String tool, ObjectNode arguments, long seed) {
        @Nullable ToolRules rules = world.rules(tool).orElse(null);
        if (rules == null || !world.recordedAlike(tool, arguments).isEmpty()) {
            return false;
        }
        Invention made = invention.orElseGet(() -> new Invention(world.imagination(), state, seed));
        invention = Optional.of(made);
        boolean row = made.concerns(rules.binder(), () -> scope(rules, arguments));
        boolean answer = !rules.writes() && made.concerns(world.tables(), tool, arguments);
        return row || answer;
    }

    /// Whether anything is known to differ from the start of the session.
    public boolean hasChanged() {
        return state.hasChanged();
    }

    /// Lets the session's time be this one, as text in the logs' own format.
    public void at(String time) {
        now = Optional.of(time);
    }

    /// What the rules say to a call. Changes nothing.
    public Told tell(String tool, ObjectNode arguments) {
        return declared(tool, arguments).orElseGet(() -> learned(tool, arguments));
    }

    /// What a person's word alone says to a call, whatever the logs say. Changes nothing.
    public Optional<Told> declared(String tool, ObjectNode arguments) {
        ToolOverrides said = world.rules().said(tool);
        return said.declared().isEmpty() ? Optional.empty() : said.told(scope(tool, arguments));
    }

    /// An accepted answer as a person puts it right; empty where it stands. Changes nothing.
    public Optional<JsonNode> corrected(String tool, ObjectNode arguments, JsonNode answer) {
        ToolOverrides said = world.rules().said(tool);
        return said.declared().isEmpty() ? Optional.empty() : said.corrected(answer, scope(tool, arguments));
    }

    private Scope scope(String tool, ObjectNode arguments) {
        return world.rules(tool)
                .map(ToolRules::binder)
                .orElse(OverrideCheck.NO_ROWS)
                .scope(state, arguments, circumstances(tool), this::view);
    }

    private Told learned(String tool, ObjectNode arguments) {
        Told told = byRules(tool, arguments);
        return isWeak(told, tool, arguments)
                ? world.context()
                        .suppose(memory, tool, arguments)
                        .filter(supposed -> !(told instanceof Told.Refused) || supposed.confidence() > REFUTES)
                        .<Told>map(supposed -> supposed)
                        .orElse(told)
                : told;
    }

    /// Whether what the session was told before says more: the rules do not tell, or show what other sessions saw
    /// of something that is not the same in all of them.
    private boolean isWeak(Told told, String tool, ObjectNode arguments) {
        return switch (told) {
            case Told.Untold untold -> true;
            case Told.Shown shown -> !shown.ofSession() && world.context().varies(tool, arguments);
            case Told.Refused refused -> true;
            case Told.Computed computed -> false;
            case Told.Supposed supposed -> false;
        };
    }

    private Told byRules(String tool, ObjectNode arguments) {
        @Nullable ToolRules rules = world.rules(tool).orElse(null);
        if (rules == null) {
            return new Told.Untold("no log shows an answer of " + tool);
        }
        Scope scope = scope(rules, arguments);
        return checked(rules.guards().check(scope), rules, arguments, scope);
    }

    /// How the rules come to what [#tell] says, in lines for people: each row that the call concerns (found, does
    /// not exist, not known), each guard in order up to the one that decides (holds, does not hold, not known), and
    /// the rule of the answer. Changes nothing.
    public List<String> explain(String tool, ObjectNode arguments) {
        @Nullable ToolRules rules = world.rules(tool).orElse(null);
        Told told = tell(tool, arguments);
        return rules == null
                ? List.of(AnswerTrace.conclusion(told))
                : new AnswerTrace(rules, scope(rules, arguments), told).lines();
    }

    private Told checked(Check check, ToolRules rules, ObjectNode arguments, Scope scope) {
        return switch (check) {
            case Check.Refused refused ->
                isFew(refused.guard())
                        ? unknownId(rules.tool(), arguments).orElseGet(() -> refused(refused))
                        : refused(refused);
            case Check.Undecided(Guard guard, Check otherwise) ->
                isRare(guard) || concernsNothing(guard, rules, scope)
                        ? checked(otherwise, rules, arguments, scope)
                        : new Told.Untold("it is not known whether the tool refuses: "
                                + guard.when().text());
            case Check.Passed() ->
                unknownId(rules.tool(), arguments).orElseGet(() -> accepted(rules, arguments, scope));
        };
    }

    /// A check of an argument that the call leaves out, or of how one is written that is a number.
    private static boolean concernsNothing(Guard guard, ToolRules rules, Scope scope) {
        return guard.when()
                .paths()
                .anyMatch(path -> rules.binder().isLeftOut(path, scope)
                        || (isOfWriting(guard.when()) && path.eval(scope).isNumber()));
    }

    private static boolean isOfWriting(Predicate test) {
        return test instanceof Predicate.Matches
                || (test instanceof Predicate.Not(Predicate inner) && inner instanceof Predicate.Matches);
    }

    /// A guard that most logged calls could not decide either, and that almost never held.
    static boolean isRare(Guard guard) {
        return guard.support() < RARE * (guard.support() + guard.unknown());
    }

    static boolean isFew(Guard guard) {
        return guard.support() < FEW;
    }

    private Scope scope(ToolRules rules, ObjectNode arguments) {
        return rules.binder().scope(state, arguments, circumstances(rules.tool()), this::view);
    }

    private Map<String, JsonNode> circumstances(String tool) {
        return RuleInduction.circumstances(now, fresh, accepted.getOrDefault(tool, 0));
    }

    private Told refused(Check.Refused refused) {
        if (refused.text().isMissingNode()) {
            return new Told.Untold(
                    "the tool refuses, in words that are not understood: "
                            + refused.guard().when().text(),
                    true);
        }
        return new Told.Refused(
                refused.text(),
                false,
                refused.guard().text(),
                refused.guard().support(),
                refused.guard().against());
    }

    private Optional<Told> unknownId(String tool, ObjectNode arguments) {
        for (Map.Entry<String, List<String>> argument :
                NotFoundWords.scalars(arguments).entrySet()) {
            if (world.identifies(tool, argument.getKey())) {
                for (String value : argument.getValue()) {
                    if (!value.isEmpty() && !state.names(value)) {
                        return Optional.of(notFound(tool, argument.getKey(), value));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private Told notFound(String tool, String argument, String value) {
        String unknown = "no log knows the " + argument + " " + Json.shorten(value);
        return world.notFoundWords()
                .of(tool, argument, value)
                .<Told>map(words -> new Told.Refused(words.text(), true, unknown + "; " + words.reason(), 1, 0))
                .orElseGet(() -> new Told.Untold(unknown + ", nor how the tool says so", true));
    }

    private Told accepted(ToolRules rules, ObjectNode arguments, Scope scope) {
        for (Binding binding : rules.reads()) {
            JsonNode row = Program.Path.of(binding.name()).eval(scope);
            if (row instanceof ObjectNode object) {
                Optional<ObjectNode> shown = binding.table().shownAt(rules.root(), object);
                if (shown.isPresent()) {
                    return shown(rules, binding, shown.get());
                }
            }
        }
        return listed(rules, arguments, scope)
                .or(() -> computed(rules, scope))
                .or(() -> viewed(rules, arguments))
                .orElseGet(() -> new Told.Untold(
                        rules.answer().isEmpty()
                                ? "no rule explains the answers of " + rules.tool()
                                : "something that the answer depends on is not known"));
    }

    private Told shown(ToolRules rules, Binding binding, ObjectNode row) {
        String key = binding.table().keyOf(row).orElse("");
        boolean mine = state.ownRow(binding.table(), key).isPresent();
        List<String> witnesses = state.store().row(binding.table(), key).stream()
                .map(Row::conversation)
                .toList();
        String rule = "the " + binding.table().name() + " with this "
                + String.join(", ", binding.field().isEmpty() ? binding.table().key() : List.of(binding.field()));
        JsonNode fresh = state.refreshed(rules.tool(), row);
        return fresh.isMissingNode() ? CHANGED : new Told.Shown(fresh, mine, rule, witnesses);
    }

    /// What a tool that only computes would answer now.
    private JsonNode view(String tool, ObjectNode arguments) {
        @Nullable
        ToolRules rules = world.rules(tool).filter(known -> !known.writes()).orElse(null);
        if (rules == null || rules.answer().isEmpty()) {
            return MissingNode.getInstance();
        }
        Scope scope = rules.binder().scope(state, arguments, circumstances(tool), Binder.Views.GIVEN);
        return rules.guards().check(scope) instanceof Check.Passed
                ? rules.answer().get().program().eval(scope)
                : MissingNode.getInstance();
    }

    /// The rows of a list that was seen whole, as they are now.
    private Optional<Told> listed(ToolRules rules, ObjectNode arguments, Scope scope) {
        return rules.listed()
                .flatMap(listed -> listing(rules, listed, arguments, scope)
                        .map(answer ->
                                new Told.Shown(answer, true, listed.listing().text(), List.of())));
    }

    private Optional<JsonNode> listing(ToolRules rules, ToolRules.Listed listed, ObjectNode arguments, Scope scope) {
        Listing listing = listed.listing();
        Optional<Rosters.Roster> roster = state.roster(listing, arguments, world.isSteady(rules.tool()));
        return roster.flatMap(whole -> state.listed(listing, arguments, whole)).flatMap(rows -> {
            if (listing.field().isEmpty()) {
                return Optional.of(rows);
            }
            JsonNode beside = listed.beside()
                    .<JsonNode>map(answer -> answer.program().eval(scope))
                    .orElseGet(() -> roster.get().answer());
            return beside instanceof ObjectNode object
                    ? Optional.of(object.objectNode().<ObjectNode>setAll(object).set(listing.field(), rows))
                    : Optional.empty();
        });
    }

    private Optional<Told> computed(ToolRules rules, Scope scope) {
        return rules.answer().filter(answer -> answer.support() >= FEWEST).flatMap(answer -> {
            JsonNode value = answer.program().eval(scope);
            return value.isMissingNode()
                    ? Optional.empty()
                    : Optional.of(new Told.Computed(
                            value, answer.program().text(), answer.support(), answer.against(), answer.examples()));
        });
    }

    /// The same call was answered before, in this session or in a log, and what the answer shows may have changed
    /// since.
    private Optional<Told> viewed(ToolRules rules, ObjectNode arguments) {
        if (rules.writes()) {
            return Optional.empty();
        }
        AtomicReference<Optional<Told>> told = new AtomicReference<>(Optional.empty());
        world.tables()
                .view(
                        rules.tool(),
                        arguments,
                        (view, key) ->
                                told.set(state.trusted(view, key).map(answer -> viewed(rules, view, key, answer))));
        return told.get();
    }

    private Told viewed(ToolRules rules, Table view, String key, JsonNode answer) {
        if (state.isOutdated(view, key) && !world.isSteady(rules.tool())) {
            return CHANGED;
        }
        JsonNode fresh = state.refreshed(rules.tool(), answer);
        List<String> witnesses =
                state.store().row(view, key).stream().map(Row::conversation).toList();
        boolean mine = state.ownRow(view, key).isPresent();
        return fresh.isMissingNode() ? CHANGED : new Told.Shown(fresh, mine, "the answer to the same call", witnesses);
    }

    /// Takes in what was answered to a call, by these rules or by the real tool.
    public void observe(String tool, ObjectNode arguments, JsonNode result, boolean isError) {
        memory.observe(tool, arguments, result, isError);
        if (isError) {
            return;
        }
        @Nullable ToolRules rules = world.changes(tool) ? world.rules(tool).orElse(null) : null;
        boolean hidden =
                rules != null && !(rules.effects().isEmpty() && rules.doubtful().isEmpty());
        Optional<Scope> scope = !hidden
                ? Optional.empty()
                : Optional.of(java.util.Objects.requireNonNull(rules)
                        .binder()
                        .fixed(state, arguments, circumstances(tool), this::view));
        accepted.merge(tool, 1, Integer::sum);
        state.observe(tool, arguments, result);
        if (rules != null && rules.writes()) {
            state.change();
        }
        scope.ifPresent(known -> change(java.util.Objects.requireNonNull(rules), known, result));
        world.tables().entitiesIn(tool, result, (table, view, key, object) -> fresh.saw(table, key));
    }

    /// Takes in that a call was made whose answer nobody knows: what it may have changed is unknown from now on.
    public void doubt(String tool, ObjectNode arguments) {
        memory.doubt(tool, arguments);
        @Nullable ToolRules rules = world.changes(tool) ? world.rules(tool).orElse(null) : null;
        boolean refused = tell(tool, arguments) instanceof Told.Untold untold && untold.refused();
        if (rules == null || !rules.writes() || refused) {
            return;
        }
        Scope scope = rules.binder().fixed(state, arguments, circumstances(tool), this::view);
        for (Binding binding : rules.binder().bindings()) {
            boolean own = binding.table().kind() != Table.Kind.FACTS;
            if (own && scope.get(binding.name()).isContainerNode()) {
                state.doubt(binding.table(), EffectSearch.keyOf(binding, scope));
            }
        }
    }

    /// Changes the rows that the answer did not show.
    private void change(ToolRules rules, Scope before, JsonNode answer) {
        rules.effects().forEach(effect -> effect.apply(state, rules.binder(), before, answer));
        Set<String> told = rules.effects().stream().map(ToolRules.Effect::row).collect(Collectors.toSet());
        for (String doubtful : rules.doubtful()) {
            if (!told.contains(doubtful) && before.get(doubtful).isContainerNode()) {
                Binding binding = rules.binder().named(doubtful);
                state.doubt(binding.table(), EffectSearch.keyOf(binding, before));
            }
        }
    }
}
