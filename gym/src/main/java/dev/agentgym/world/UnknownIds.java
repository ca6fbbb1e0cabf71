package dev.agentgym.world;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.program.Guard;
import dev.agentgym.program.Predicate;
import dev.agentgym.program.Program;
import dev.agentgym.program.Scope;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Lazy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What a session says to ids that neither it nor any log knows. Changes nothing; for one thread.
///
/// Of a counted series an id that no log knows may exist, and nothing is said of it.
///
/// Tools check how a call is written, then whether what it names exists, and only then how that is.
final class UnknownIds {

    /// A guard that so few logged refusals show may mean something else than that there is no such row.
    static final int FEW = 3;

    private final World world;
    private final State state;

    UnknownIds(World world, State state) {
        this.world = world;
        this.state = state;
    }

    /// An argument that names a thing, with a value that is not known.
    private record Unknown(String argument, String value) {}

    /// What is said to the first unknown id of a call; empty if all are known.
    Optional<Told> of(String tool, ObjectNode arguments) {
        return first(tool, arguments).map(unknown -> notFound(tool, unknown));
    }

    /// The same, where the tool looks that id up before it checks a guard that holds or cannot be decided.
    Optional<Told> before(Guard guard, ToolRules rules, ObjectNode arguments) {
        return first(rules.tool(), arguments)
                .filter(unknown -> isBefore(unknown, guard, rules, arguments))
                .map(unknown -> notFound(rules.tool(), unknown));
    }

    /// Whether a guard holds as no log knows an id that may exist all the same.
    boolean mayExist(Guard guard, ToolRules rules, ObjectNode arguments) {
        return rules.binder()
                .missing(guard.when())
                .map(UnknownIds::argument)
                .filter(argument -> NotFoundWords.scalars(arguments, argument).stream()
                        .anyMatch(value -> !state.names(value) && state.store().mayExist(argument, value)))
                .isPresent();
    }

    private static String argument(Binding row) {
        return row.key().getFirst().steps().getLast();
    }

    private static boolean isBefore(Unknown unknown, Guard guard, ToolRules rules, ObjectNode arguments) {
        List<String> given = given(arguments);
        return rules.binder()
                .missing(guard.when())
                .map(UnknownIds::argument)
                .map(argument -> unknown.argument().equals(argument)
                        ? guard.support() < FEW || Refusal.saysNotFound(guard)
                        : given.indexOf(unknown.argument()) < given.indexOf(argument))
                .orElseGet(() -> !isOfForm(guard.when()) || Refusal.saysNotFound(guard));
    }

    /// Whether a guard holds that checks how the call is written.
    static boolean isMalformed(ToolRules rules, Scope scope) {
        return rules.guards().inOrder().stream()
                .anyMatch(guard -> isOfForm(guard.when())
                        && !Refusal.saysNotFound(guard)
                        && guard.when().test(scope) == Predicate.Verdict.TRUE);
    }

    private Optional<Unknown> first(String tool, ObjectNode arguments) {
        for (String argument : inOrder(tool, arguments)) {
            for (String value : NotFoundWords.scalars(arguments, argument)) {
                boolean known = state.names(value) || state.store().mayExist(argument, value);
                if (!value.isEmpty() && !known) {
                    return Optional.of(new Unknown(argument, value));
                }
            }
        }
        return Optional.empty();
    }

    /// The arguments that name things, in the order of the call; those inside of others come last.
    private List<String> inOrder(String tool, ObjectNode arguments) {
        Set<String> identifying = world.identifying(tool);
        List<String> given = given(arguments);
        return Stream.concat(
                        given.stream().filter(identifying::contains),
                        identifying.stream().filter(argument -> !given.contains(argument)))
                .toList();
    }

    private static List<String> given(ObjectNode arguments) {
        List<String> given = new ArrayList<>();
        arguments.fieldNames().forEachRemaining(given::add);
        return given;
    }

    /// Whether a condition is about how a call is written: what is given, of which form, and one of which choices.
    static boolean isOfForm(Predicate when) {
        return switch (when) {
            case Predicate.Not(Predicate.Matches(Program value, String _)) -> Binder.isArgument(value);
            case Predicate.Not(Predicate inner) -> isOfForm(inner);
            case Predicate.And(List<Predicate> all) -> all.stream().allMatch(UnknownIds::isOfForm);
            case Predicate.Present(Program value) -> Binder.isArgument(value);
            case Predicate.Matches tooShort -> false;
            case Predicate.Contains(Program.Constant _, Program value) -> Binder.isArgument(value);
            case Predicate.Contains contains -> false;
            case Predicate.Compare compare -> false;
            case Predicate.Any any -> false;
        };
    }

    private Told notFound(String tool, Unknown id) {
        String value = Json.shorten(id.value());
        Lazy<String> unknown = new Lazy<>(() -> "no log knows the " + id.argument() + " " + value);
        return world.notFoundWords()
                .of(tool, id.argument(), id.value())
                .<Told>map(words -> new Told.Refused(
                        words.text(),
                        true,
                        new Lazy<>(() -> unknown.get() + "; " + words.reason()),
                        words.support(),
                        words.claim()))
                .orElseGet(() -> new Told.Rejected(
                        "there is no " + id.argument() + " " + value, unknown.get() + ", nor how the tool says so"));
    }
}
