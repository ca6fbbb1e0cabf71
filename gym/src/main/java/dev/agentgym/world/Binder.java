package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.program.Guard;
import dev.agentgym.program.Predicate;
import dev.agentgym.program.Program;
import dev.agentgym.program.Scope;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which rows the calls of one tool concern, and what rules may know of a call. Immutable.
///
/// @param bindings rows found by the call's arguments, or by rows before them in this list
/// @param enrichments rows found by elements of lists
/// @param shown tables of which rules may know all rows that a session was shown
record Binder(List<Binding> bindings, List<Enrichment> enrichments, List<Table> shown) {

    static final String ARGUMENTS = "args";
    static final String NOW = "now";
    static final String FRESH = "fresh";
    static final String CALLS_BEFORE = "calls_before";

    /// Names are tried in the order of the alphabet, and of two that tell alike the first is taken: that the same
    /// was done before says more than that anything was.
    static final String ALREADY_DONE = "already_done";

    private static final String SHOWN = "shown_";

    /// What every rule may use, whatever rows there are.
    static final Set<String> ALWAYS = Set.of(ARGUMENTS, NOW, FRESH, CALLS_BEFORE, ALREADY_DONE);

    Binder {
        bindings = List.copyOf(bindings);
        enrichments = List.copyOf(enrichments);
        shown = List.copyOf(shown);
    }

    /// What rules call the rows of a table that a session was shown.
    static String shownName(Table table) {
        return SHOWN + table.name();
    }

    /// Whether it is such rows.
    static boolean isShown(Program.Path path) {
        return path.steps().size() == 1 && path.steps().getFirst().startsWith(SHOWN);
    }

    /// The table whose shown rows have this name; empty where it is the name of something else.
    Optional<Table> shown(String name) {
        return shown.stream().filter(table -> shownName(table).equals(name)).findFirst();
    }

    /// The names that rules may use.
    Set<String> names() {
        TreeSet<String> names = new TreeSet<>(ALWAYS);
        bindings.forEach(binding -> names.add(binding.name()));
        return names;
    }

    /// These names, and those of all rows that a session was shown.
    Set<String> withShown() {
        Set<String> names = names();
        shown.forEach(table -> names.add(shownName(table)));
        return names;
    }

    /// The names that rules may use, from the closest to all: arguments and the rows that they name; rows that
    /// these refer to; answers to other calls. Arguments come first: where an argument and a row explain a value
    /// alike, the argument is the likelier reason.
    List<List<String>> circles() {
        Set<String> near = new LinkedHashSet<>(List.of(ARGUMENTS, NOW, FRESH, ALREADY_DONE, CALLS_BEFORE));
        bindings.stream()
                .filter(binding -> isRow(binding) && binding.isNamedByArguments())
                .forEach(binding -> near.add(binding.name()));
        Set<String> rows = new LinkedHashSet<>(near);
        bindings.stream().filter(Binder::isRow).forEach(binding -> rows.add(binding.name()));
        Set<String> all = new LinkedHashSet<>(rows);
        all.addAll(names());
        return Stream.of(near.size(), rows.size(), all.size())
                .distinct()
                .map(size -> all.stream().limit(size).toList())
                .toList();
    }

    private static boolean isRow(Binding binding) {
        return binding.table().kind() == Table.Kind.ENTITY;
    }

    /// The binding of this name.
    Binding named(String name) {
        return bindings.stream()
                .filter(binding -> binding.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /// Where the binding of this name stands; negative if there is none.
    int place(String name) {
        if (name.equals(ARGUMENTS)) {
            return -1;
        }
        for (int i = 0; i < bindings.size(); i++) {
            if (bindings.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /// Whether what lies at a path refers to rows, or is part of what does.
    boolean meetsRows(List<String> path) {
        for (Enrichment enrichment : enrichments) {
            if (enrichment.meets(path)) {
                return true;
            }
        }
        return false;
    }

    /// Whether a path leads nowhere because the call leaves an argument out.
    private boolean isLeftOut(Program.Path path, Scope scope) {
        String first = path.steps().getFirst();
        if (first.equals(ARGUMENTS)) {
            return path.steps().size() > 1 && path.eval(scope).isMissingNode();
        }
        return bindings.stream()
                .filter(binding -> binding.name().equals(first))
                .anyMatch(binding -> binding.key().stream().anyMatch(part -> isLeftOut(part, scope)));
    }

    /// Whether a guard checks an argument that the call leaves out, or how one is written that is a number.
    boolean concernsNothing(Guard guard, Scope scope) {
        return guard.when()
                .paths()
                .anyMatch(path -> isLeftOut(path, scope)
                        || (isOfWriting(guard.when()) && path.eval(scope).isNumber()));
    }

    private static boolean isOfWriting(Predicate test) {
        return test instanceof Predicate.Matches
                || (test instanceof Predicate.Not(Predicate inner) && inner instanceof Predicate.Matches);
    }

    /// How the row is found, where a condition is that there is no such row.
    Optional<Binding> missing(Predicate when) {
        return when instanceof Predicate.Compare(Program.Path(List<String> row), var comparison, Program.Constant none)
                        && comparison == Predicate.Comparison.EQUAL
                        && none.value().isNull()
                        && row.size() == 1
                        && place(row.getFirst()) >= 0
                ? Optional.of(named(row.getFirst()))
                : Optional.empty();
    }

    /// Whether it is an argument, or part of one.
    static boolean isArgument(Program value) {
        return value instanceof Program.Path(List<String> steps)
                && steps.getFirst().equals(ARGUMENTS);
    }

    /// What is known when a call is made. Rows are looked up when they are first asked for, so the state must not
    /// change before the scope is done with; [#fixed] makes one that outlives it.
    CallScope scope(State state, ObjectNode arguments, Circumstances circumstances, Views views) {
        return new CallScope(this, state, arguments, circumstances, views);
    }

    /// The same, independent of later changes.
    Scope fixed(State state, ObjectNode arguments, Circumstances circumstances, Views views) {
        Scope scope = scope(state, arguments, circumstances, views);
        Map<String, JsonNode> values = withShown().stream().collect(Collectors.toMap(name -> name, scope::get));
        return name -> values.getOrDefault(name, MissingNode.getInstance());
    }

    /// What another tool would answer now.
    @FunctionalInterface
    interface Views {
        /// Knows of no answer but those that were given.
        Views GIVEN = (tool, arguments) -> MissingNode.getInstance();

        /// The answer; missing where it is not known.
        JsonNode answer(String tool, ObjectNode arguments);
    }
}
