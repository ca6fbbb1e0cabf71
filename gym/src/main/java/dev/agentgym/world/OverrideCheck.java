package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.program.Guard;
import dev.agentgym.program.Predicate.Verdict;
import dev.agentgym.program.Program;
import dev.agentgym.program.Scope;
import dev.agentgym.program.Values;
import dev.agentgym.trace.Lazy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Holds what a person says against every logged call. Every conversation is followed with what it had shown so
/// far, as it was when the rules were learned. For one thread.
final class OverrideCheck {

    /// For tools of which no log shows an answer.
    static final Binder NO_ROWS = new Binder(List.of(), List.of(), List.of());

    private final World world;
    private final Map<ToolOverrides.Declared, Tally> tallies = new LinkedHashMap<>();
    private final List<Expected> expected = new ArrayList<>();
    private final FreshIds fresh = new FreshIds();

    private static final class Tally {
        private int holds;
        private int contradicts;
        private int unknown;
        private final Set<String> against = new LinkedHashSet<>();
        private final Set<String> inFavour = new LinkedHashSet<>();
    }

    /// What a row must look like when it is shown next.
    private record Expected(ToolOverrides.Declared by, Table table, String key, String field, JsonNode value) {}

    private OverrideCheck(World world) {
        this.world = world;
    }

    /// What the logs say to everything that is said, in the order of the tools and of the file.
    static List<OverrideVerdict> of(World world) {
        OverrideCheck check = new OverrideCheck(world);
        Rules rules = world.rules();
        rules.said().values().forEach(said -> said.declared().forEach(each -> check.tallies.put(each, new Tally())));
        if (!check.tallies.isEmpty()) {
            rules.conversations().forEach(check::follow);
        }
        return check.tallies.entrySet().stream()
                .map(each -> verdict(each.getKey(), each.getValue()))
                .toList();
    }

    /// Forbidding a rule contradicts the calls that bear the rule out.
    private static OverrideVerdict verdict(ToolOverrides.Declared said, Tally tally) {
        boolean forbids = said.entry().verb() == OverrideEntry.Verb.FORBID;
        return new OverrideVerdict(
                said.place(),
                said.entry().tool(),
                said.entry().verb().label() + ": " + said.rule().text(),
                forbids ? tally.contradicts : tally.holds,
                forbids ? tally.holds : tally.contradicts,
                tally.unknown,
                List.copyOf(forbids ? tally.inFavour : tally.against));
    }

    private void follow(List<Observation> conversation) {
        State state = new State(world.tables(), world.store());
        AcceptedCalls before = new AcceptedCalls();
        expected.clear();
        for (Observation seen : conversation) {
            List<ToolOverrides.Declared> said = world.rules().said(seen.tool()).declared();
            if (!seen.isError() && world.changes(seen.tool())) {
                expected.clear();
            }
            if (!said.isEmpty()) {
                Binder binder = world.rules(seen.tool()).map(ToolRules::binder).orElse(NO_ROWS);
                Scope scope = binder.fixed(
                        state,
                        seen.arguments(),
                        before.before(seen.tool(), seen.arguments(), Lazy.of(seen.now()), fresh),
                        Binder.Views.GIVEN);
                said.forEach(each -> check(each, seen, scope, binder));
            }
            if (!seen.isError()) {
                before.add(seen.tool(), seen.arguments(), world.changes(seen.tool()));
                compare(seen);
                state.observe(seen.tool(), seen.arguments(), seen.result(), fresh);
            }
        }
    }

    private void check(ToolOverrides.Declared said, Observation seen, Scope scope, Binder binder) {
        switch (said.rule()) {
            case Rule.Refuses(Guard guard) -> refusal(said, guard, seen, scope).ifPresent(is -> count(said, seen, is));
            case Rule.Sets sets -> expect(said, sets, seen, scope, binder);
            case Rule.Always(JsonNode answer) ->
                count(said, seen, Verdict.of(!seen.isError() && Values.equal(answer, seen.result())));
            case Rule.Answers(String field, Program program) -> {
                if (!seen.isError()) {
                    JsonNode shown =
                            field.isEmpty() ? seen.result() : seen.result().path(field);
                    count(said, seen, same(program.eval(scope), shown));
                }
            }
        }
    }

    private static Verdict same(JsonNode value, JsonNode shown) {
        return value.isMissingNode() ? Verdict.UNKNOWN : Verdict.of(Values.equal(value, shown));
    }

    /// A learned guard may stand behind others, so that other words do not speak against it; a person's comes
    /// first.
    private static Optional<Verdict> refusal(ToolOverrides.Declared said, Guard guard, Observation seen, Scope scope) {
        return switch (guard.when().test(scope)) {
            case FALSE -> Optional.empty();
            case UNKNOWN -> Optional.of(Verdict.UNKNOWN);
            case TRUE -> {
                JsonNode words = guard.says().eval(scope);
                boolean sameWords = words.isMissingNode() || Values.equal(words, seen.result());
                boolean first = said.entry().verb() == OverrideEntry.Verb.REFUSE;
                yield seen.isError() && !sameWords && !first
                        ? Optional.empty()
                        : Optional.of(Verdict.of(seen.isError() && sameWords));
            }
        };
    }

    private void expect(ToolOverrides.Declared said, Rule.Sets sets, Observation seen, Scope scope, Binder binder) {
        if (seen.isError()) {
            return;
        }
        JsonNode value = sets.program().eval(scope.with(ToolRules.ANSWER, seen.result()));
        Optional<Binding> row = binder.bindings().stream()
                .filter(binding -> binding.name().equals(sets.row()))
                .findFirst();
        if (row.isPresent() && !value.isMissingNode() && scope.get(sets.row()).isObject()) {
            String key = EffectSearch.keyOf(row.get(), scope);
            expected.add(new Expected(said, row.get().table(), key, sets.field(), value));
        } else {
            count(said, seen, Verdict.UNKNOWN);
        }
    }

    private void compare(Observation seen) {
        world.tables().view(seen.tool(), seen.arguments(), (view, key) -> compare(view, key, seen.result(), seen));
        world.tables()
                .entitiesIn(
                        seen.tool(),
                        seen.arguments(),
                        seen.result(),
                        (table, view, key, row) -> compare(table, key, row, seen));
    }

    private void compare(Table table, String key, JsonNode row, Observation seen) {
        expected.removeIf(each -> {
            boolean shown = each.table.equals(table) && each.key.equals(key) && row.has(each.field);
            if (shown) {
                count(each.by, seen, same(each.value, row.path(each.field)));
            }
            return shown;
        });
    }

    private void count(ToolOverrides.Declared said, Observation seen, Verdict verdict) {
        Tally tally = java.util.Objects.requireNonNull(tallies.get(said));
        switch (verdict) {
            case TRUE -> {
                tally.holds++;
                tally.inFavour.add(seen.conversation());
            }
            case FALSE -> {
                tally.contradicts++;
                tally.against.add(seen.conversation());
            }
            case UNKNOWN -> tally.unknown++;
        }
    }
}
