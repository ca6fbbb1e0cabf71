package dev.agentgym.world;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.program.Scope;
import dev.agentgym.trace.Lazy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Follows conversations with what each of them had shown so far; every call becomes an example for the rules of its
/// tool. Filled by one thread.
final class Following {

    private final Tables tables;
    private final Store store;
    private final Set<String> writers;
    private final Map<String, Binder> binders;
    private final Map<String, List<ToolRules.Effect>> known;
    private final ForeseenViews views;
    private final EffectSearch effects;
    private final Map<String, Integer> calls;
    private final Map<String, Integer> met = new HashMap<>();
    private final FreshIds fresh = new FreshIds();
    private final TreeMap<String, List<Evidence>> examples = new TreeMap<>();
    private final TreeMap<String, List<Evidence>> foreseen = new TreeMap<>();
    private final Idleness idleness;
    private final Counterfactuals counterfactuals;

    /// @param binders which rows calls concern, by tool
    /// @param known what is known of what calls do to rows that their answers do not show, by tool
    /// @param views what other tools would have answered
    /// @param effects learns more of what calls do
    /// @param calls how many calls there are of each [#kind]
    /// @param arguments arguments of logged calls by tool
    Following(
            Tables tables,
            Store store,
            Set<String> writers,
            Map<String, Binder> binders,
            Map<String, List<ToolRules.Effect>> known,
            ForeseenViews views,
            EffectSearch effects,
            Map<String, Integer> calls,
            Map<String, List<ObjectNode>> arguments) {
        this.tables = tables;
        this.store = store;
        this.writers = writers;
        this.binders = binders;
        this.known = known;
        this.views = views;
        this.effects = effects;
        this.calls = calls;
        this.idleness = new Idleness(tables);
        this.counterfactuals = new Counterfactuals(arguments);
    }

    /// Calls of a tool that were refused, or accepted.
    static String kind(String tool, boolean isError) {
        return tool + isError;
    }

    /// The examples by tool.
    Map<String, List<Evidence>> examples() {
        return examples;
    }

    /// The same with what other tools would have answered.
    Map<String, List<Evidence>> foreseen() {
        return foreseen;
    }

    /// Which tools change something with every call.
    Idleness idleness() {
        return idleness;
    }

    /// Calls that nobody made but might have.
    Counterfactuals counterfactuals() {
        return counterfactuals;
    }

    /// Whether a call is one of the examples: where there are too many, they are chosen at equal distances.
    private boolean takes(Observation seen) {
        String kind = kind(seen.tool(), seen.isError());
        int number = met.merge(kind, 1, Integer::sum) - 1;
        int all = calls.getOrDefault(kind, 1);
        long before = (long) number * RuleInduction.MOST_EXAMPLES / all;
        return all <= RuleInduction.MOST_EXAMPLES || (long) (number + 1) * RuleInduction.MOST_EXAMPLES / all > before;
    }

    /// Takes in a conversation.
    void follow(List<Observation> conversation) {
        State state = new State(tables, store);
        EffectSearch.Follower follower = effects.new Follower();
        AcceptedCalls before = new AcceptedCalls();
        Hindsight hindsight = new Hindsight(conversation, writers);
        for (int i = 0; i < conversation.size(); i++) {
            Observation seen = conversation.get(i);
            Binder binder = Objects.requireNonNull(binders.get(seen.tool()));
            Optional<Scope> scope = Optional.empty();
            if (takes(seen) || writers.contains(seen.tool())) {
                Circumstances circumstances = before.before(seen.tool(), seen.arguments(), Lazy.of(seen.now()), fresh);
                State then = seen.isError() ? hindsight.at(i, state) : state;
                scope = Optional.of(binder.fixed(then, seen.arguments(), circumstances, Binder.Views.GIVEN));
                Evidence call = new Evidence(scope.get(), seen, seen.position());
                examples.computeIfAbsent(seen.tool(), any -> new ArrayList<>()).add(call);
                foreseen.computeIfAbsent(seen.tool(), any -> new ArrayList<>())
                        .add(views.around(call, binder, then, before, fresh));
                if (!seen.isError()) {
                    follower.wrote(call, state);
                    idleness.saw(state, seen);
                    counterfactuals.add(binder, then, seen, circumstances);
                }
            }
            if (!seen.isError()) {
                before.add(seen.tool(), seen.arguments(), writers.contains(seen.tool()));
                see(seen, state, follower);
                state.observe(seen.tool(), seen.arguments(), seen.result(), fresh);
                tables.issuedIn(seen.tool(), seen.result(), fresh::saw);
                if (writers.contains(seen.tool())) {
                    state.change(Write.of(seen.tool(), seen.arguments(), seen.result()));
                }
                scope.ifPresent(at -> change(state, binder, at, seen));
            }
        }
    }

    /// An answer may tell new values of rows that it does not show.
    private void change(State state, Binder binder, Scope before, Observation seen) {
        known.getOrDefault(seen.tool(), List.of())
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
}
