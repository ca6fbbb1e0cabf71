package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.program.Case;
import dev.agentgym.program.Companions;
import dev.agentgym.program.Guard;
import dev.agentgym.program.GuardCompletion;
import dev.agentgym.program.GuardSearch;
import dev.agentgym.program.Guards;
import dev.agentgym.program.Predicate;
import dev.agentgym.program.Program;
import dev.agentgym.program.RowKind;
import dev.agentgym.trace.Lazy;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// When one tool refuses, as its own calls tell. Safe to share.
final class ToolGuards {

    /// A word with a digit in it.
    private static final Pattern VALUE = Pattern.compile("[\\w.-]*\\d[\\w.-]*");

    private final String tool;
    private final Binder binder;
    private final List<Evidence> calls;
    private final Guards guards;
    private final Lazy<Set<String>> complaints = new Lazy<>(() -> complaints(this));
    private final Lazy<Set<String>> refusals = new Lazy<>(() -> refusals(calls()));

    /// @param binder which rows the tool's calls concern
    /// @param rows how the rows of a table look
    /// @param companions values that always go together
    /// @param calls its logged calls
    /// @param foreseen the same with all that other tools would have answered, where that is more
    ToolGuards(
            String tool,
            Binder binder,
            Function<Table, List<JsonNode>> rows,
            Companions companions,
            List<Evidence> calls,
            List<Evidence> foreseen) {
        this.tool = tool;
        this.binder = binder;
        this.calls = foreseen;
        this.guards = calls.stream().anyMatch(call -> call.seen().isError())
                ? learned(calls, rows, companions)
                : new Guards(List.of(), List.of());
    }

    String tool() {
        return tool;
    }

    List<Evidence> calls() {
        return calls;
    }

    Guards guards() {
        return guards;
    }

    private Guards learned(List<Evidence> shown, Function<Table, List<JsonNode>> rows, Companions companions) {
        List<List<String>> circles = binder.circles().stream()
                .map(names -> names.stream()
                        .filter(name -> !name.equals(Binder.FRESH))
                        .toList())
                .toList();
        List<RowKind> kinds = binder.shown().stream()
                .map(table -> new RowKind(Binder.shownName(table), table.key().getFirst(), rows.apply(table)))
                .toList();
        GuardCompletion completion = new GuardCompletion(circles.getLast(), kinds, cases(calls));
        Guards named = completion.withRows(
                GuardSearch.widening(circles).knowing(companions).learn(cases(shown)));
        Guards all = calls.equals(shown) ? named : completion.withAll(named);
        Guards whole = new ExactlyOne(cases(calls)).completed(all);
        return GuardWords.alike(new Formats(binder, calls).refined(whole), calls);
    }

    private static List<Case> cases(List<Evidence> calls) {
        return calls.stream()
                .map(call -> new Case(
                        call.scope(),
                        call.seen().isError() ? Optional.of(call.result()) : Optional.empty(),
                        call.seen().conversation()))
                .toList();
    }

    /// Whether all that a guard of this tool speaks of is the same in the calls of another: the same arguments,
    /// and rows of the same tables that are found in the same way.
    boolean meansTheSame(Guard guard, ToolGuards other) {
        List<Program.Path> paths = guard.paths().distinct().toList();
        Set<String> marks = paths.stream()
                .flatMap(path -> path.steps().stream())
                .filter(step -> step.startsWith(Enrichment.MARK))
                .collect(Collectors.toSet());
        return paths.stream().allMatch(path -> meansTheSame(path, other))
                && binder.enrichments().stream()
                        .filter(each -> marks.contains(each.mark()))
                        .allMatch(other.binder.enrichments()::contains);
    }

    private boolean meansTheSame(Program.Path path, ToolGuards other) {
        return switch (path.steps().getFirst()) {
            case Binder.NOW, "each" -> true;
            case Binder.FRESH, Binder.CALLS_BEFORE, Binder.ALREADY_DONE -> false;
            case Binder.ARGUMENTS ->
                path.steps().size() > 1
                        && other.calls.stream()
                                .anyMatch(call ->
                                        call.seen().arguments().has(path.steps().get(1)))
                        && named(path).equals(other.named(path));
            default -> {
                Set<Binding> mine = called(path);
                yield Binder.isShown(path)
                        ? other.knowsShown(path)
                        : !mine.isEmpty()
                                && mine.equals(other.called(path))
                                && mine.stream()
                                        .flatMap(binding -> binding.key().stream())
                                        .allMatch(key -> meansTheSame(key, other));
            }
        };
    }

    private boolean knowsShown(Program.Path path) {
        return binder.shown(path.steps().getFirst()).isPresent();
    }

    private Set<Binding> called(Program.Path path) {
        return binder.bindings().stream()
                .filter(binding -> binding.name().equals(path.steps().getFirst()))
                .collect(Collectors.toSet());
    }

    /// The tables whose rows an argument names.
    private Set<String> named(Program.Path argument) {
        return binder.bindings().stream()
                .filter(binding -> binding.table().kind() == Table.Kind.ENTITY)
                .filter(binding -> binding.key().equals(List.of(argument)))
                .map(Binding::description)
                .collect(Collectors.toSet());
    }

    /// Whether a condition compares values, of a row or of several arguments; otherwise it is about the form of an
    /// argument, or about whether a row is there at all.
    static boolean speaksOfValues(Guard guard) {
        List<Program.Path> paths = guard.when().paths().distinct().toList();
        return (paths.size() > 1 && paths.stream().allMatch(Binder::isArgument))
                || paths.stream()
                        .anyMatch(path ->
                                !Binder.isArgument(path) && (path.steps().size() > 1 || Binder.isShown(path)));
    }

    static boolean holds(Guard guard, Evidence call) {
        return guard.when().test(call.scope()) == Predicate.Verdict.TRUE;
    }

    /// The first guard that holds for a call; empty where none does.
    static Optional<Guard> decides(List<Guard> inOrder, Evidence call) {
        return inOrder.stream().filter(guard -> holds(guard, call)).findFirst();
    }

    /// Whether a guard reproduces what was answered to a refused call.
    static boolean says(Guard guard, Evidence call) {
        return call.seen().isError() && guard.says().eval(call.scope()).equals(call.result());
    }

    /// Whether another tool is seen to check something that this one checks too: both refuse in the same words, of
    /// more than the form of an argument or a row that is not there.
    boolean isKin(ToolGuards other) {
        return !Collections.disjoint(complaints.get(), other.complaints.get());
    }

    /// Whether another tool refuses anything in the same words.
    boolean isAkin(ToolGuards other) {
        return !Collections.disjoint(refusals.get(), other.refusals.get());
    }

    private static Set<String> refusals(List<Evidence> calls) {
        return calls.stream()
                .filter(call -> call.seen().isError())
                .map(ToolGuards::words)
                .collect(Collectors.toSet());
    }

    private static String words(Evidence refused) {
        return VALUE.matcher(refused.result().toString()).replaceAll("…");
    }

    private static Set<String> complaints(ToolGuards tool) {
        return tool.calls.stream()
                .filter(call -> call.seen().isError() && tool.isOfValues(call))
                .map(ToolGuards::words)
                .filter(words -> !Refusal.saysNotFound(words))
                .collect(Collectors.toSet());
    }

    private boolean isOfValues(Evidence refused) {
        return decides(guards.inOrder(), refused)
                .filter(guard -> !speaksOfValues(guard))
                .isEmpty();
    }
}
