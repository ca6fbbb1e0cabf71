package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.program.Check;
import dev.agentgym.program.Scope;
import dev.agentgym.trace.Lazy;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// How a session answers calls that no guard refuses. Changes nothing; for one thread.
final class LearnedAnswers {

    private static final Told CHANGED =
            new Told.Untold("an earlier call of this session may have changed what the answer shows");

    private static final Lazy<String> SAME_CALL = Lazy.of("the answer to the same call");

    /// One logged answer is an example, two that agree are a rule.
    static final int FEWEST = 2;

    private static final Lazy<String> NOTHING_CHANGES = Lazy.of("nothing would change");

    private static final Lazy<String> DONE_ALREADY = Lazy.of("this was done already");

    private final World world;
    private final State state;
    private final BiFunction<String, ObjectNode, Circumstances> circumstances;

    /// @param circumstances what rules may know besides arguments and rows, by tool and arguments
    LearnedAnswers(World world, State state, BiFunction<String, ObjectNode, Circumstances> circumstances) {
        this.world = world;
        this.state = state;
        this.circumstances = circumstances;
    }

    /// What an accepted call is answered: a row that it reads, the rows that it lists, what is computed, or what
    /// was answered before.
    Told of(ToolRules rules, ObjectNode arguments, CallScope scope) {
        for (Binding binding : rules.reads()) {
            if (scope.plain(binding.name()) instanceof ObjectNode object) {
                Optional<ObjectNode> shown = binding.table().shownAt(rules.root(), object);
                if (shown.isPresent()) {
                    return shown(rules, binding, shown.get());
                }
            }
        }
        return rules.listed()
                .flatMap(listed -> new ListedAnswers(world, state, rules.accepting()).of(listed, arguments, scope))
                .or(() -> computed(rules, scope).map(told -> warned(told, rules, arguments, scope)))
                .or(() -> viewed(rules, arguments))
                .orElseGet(() -> new Told.Untold(
                        rules.answer().isEmpty()
                                ? "no rule explains the answers of " + rules.tool()
                                : "something that the answer depends on is not known"));
    }

    private Told shown(ToolRules rules, Binding binding, ObjectNode row) {
        String key = binding.table().keyOf(row).orElse("");
        boolean mine = state.ownRow(binding.table(), key).isPresent();
        List<String> witnesses = witnesses(binding.table(), key);
        Lazy<String> rule = new Lazy<>(() -> "the " + binding.table().name() + " with this "
                + String.join(", ", binding.field().isEmpty() ? binding.table().key() : List.of(binding.field())));
        JsonNode fresh = state.refreshed(rules.tool(), row);
        return fresh.isMissingNode() ? CHANGED : new Told.Shown(fresh, mine, rule, witnesses, rules.accepting());
    }

    private List<String> witnesses(Table table, String key) {
        return state.store()
                .row(table, key)
                .map(row -> List.of(row.conversation()))
                .orElse(List.of());
    }

    /// What a tool that only computes would answer now.
    JsonNode computed(String tool, ObjectNode arguments) {
        @Nullable
        ToolRules rules = world.rules(tool).filter(known -> !known.writes()).orElse(null);
        if (rules == null || rules.answer().isEmpty()) {
            return MissingNode.getInstance();
        }
        Scope scope = rules.binder().scope(state, arguments, circumstances.apply(tool, arguments), Binder.Views.GIVEN);
        return rules.guards().check(scope) instanceof Check.Passed
                ? rules.answer().get().program().eval(scope)
                : MissingNode.getInstance();
    }

    /// With a warning where the call does what no accepted one did.
    private Told warned(Told.Computed told, ToolRules rules, ObjectNode arguments, Scope scope) {
        if (rules.changing() > 0 && Idleness.isIdle(world.tables(), state, rules.tool(), arguments, told.answer())) {
            return new Told.Unprecedented(
                    told,
                    NOTHING_CHANGES,
                    new Lazy<>(() -> "none of " + rules.changing() + " accepted calls changed nothing"));
        }
        if (rules.single() > 0 && scope.get(Binder.ALREADY_DONE).asBoolean()) {
            return new Told.Unprecedented(
                    told,
                    DONE_ALREADY,
                    new Lazy<>(() -> "none of " + rules.single() + " accepted calls was made twice"));
        }
        return rules.broken(scope)
                .<Told>map(broken -> new Told.Unprecedented(
                        told, new Lazy<>(() -> broken.never().text()), new Lazy<>(broken::text)))
                .orElse(told);
    }

    private Optional<Told.Computed> computed(ToolRules rules, Scope scope) {
        return rules.answer().filter(answer -> answer.support() >= FEWEST).flatMap(answer -> {
            JsonNode value = answer.program().eval(scope);
            return value.isMissingNode()
                    ? Optional.empty()
                    : Optional.of(new Told.Computed(
                            value,
                            answer.text(),
                            answer.support(),
                            answer.against(),
                            answer.examples(),
                            answer.claim() * rules.accepting()));
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
                        (view, key) -> told.set(state.trusted(view, key)
                                .map(answer -> viewed(rules, arguments, new Shown(view, key, answer)))));
        return told.get();
    }

    /// An answer as it was shown.
    private record Shown(Table view, String key, JsonNode answer) {}

    private Told viewed(ToolRules rules, ObjectNode arguments, Shown shown) {
        Table view = shown.view();
        String key = shown.key();
        JsonNode answer = shown.answer();
        Predicate<Write> outlasted = world.bystanders().outlasted(world.tables(), rules.tool(), arguments, answer);
        if (state.freshness().isOutdated(view, key, outlasted)) {
            return CHANGED;
        }
        JsonNode fresh = state.refreshed(rules.tool(), answer);
        List<String> witnesses = witnesses(view, key);
        boolean mine = state.ownRow(view, key).isPresent();
        return fresh.isMissingNode() ? CHANGED : new Told.Shown(fresh, mine, SAME_CALL, witnesses, rules.accepting());
    }
}
