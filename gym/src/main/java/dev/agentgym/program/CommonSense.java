package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which conditions a tool may be thought to check without a refusal that says so. Remembers what it has seen; for
/// one thread.
///
/// A number is held against what the call says, or against a number of the same name: any two others differ in some
/// way. An element of a list is held against what the call says: it may be the very row that the call concerns. A
/// text is a state only where there are few of them. That nothing is known of a row is no condition of the row.
final class CommonSense {

    private static final int MOST_STATES = 8;

    private final List<Scope> scopes;
    private final Map<Place, Boolean> states = new HashMap<>();

    CommonSense(List<Scope> scopes) {
        this.scopes = scopes;
    }

    /// A path in the scope, or in the elements of a list.
    private record Place(Optional<Program> list, Program.Path path) {}

    boolean isSensible(GuardCondition condition) {
        return switch (condition.form()) {
            case NO_ROW, NOT_GIVEN, MALFORMED -> false;
            case BEYOND, VALUE, NOT_AMONG, OTHER -> isSensible(Optional.empty(), condition.when());
        };
    }

    private boolean isSensible(Optional<Program> list, Predicate when) {
        return switch (when) {
            case Predicate.Any(Program elements, Predicate each) -> isSensible(Optional.of(elements), each);
            case Predicate.And(List<Predicate> tests) ->
                tests.stream().allMatch(test -> isEqual(test) && isSensible(list, test));
            case Predicate.Not(Predicate test) -> isSensible(list, test);
            case Predicate.Contains(Program _, Program value) -> Parts.isArgument(value);
            case Predicate.Present _ -> true;
            case Predicate.Matches _ -> false;
            case Predicate.Compare(Program.Path path, Predicate.Comparison _, Program.Constant(JsonNode state)) ->
                !Parts.isArgument(path) && isState(new Place(list, path), state);
            case Predicate.Compare(Program.Path left, Predicate.Comparison _, Program.Path right) ->
                Parts.isArgument(left)
                        || Parts.isArgument(right)
                        || (list.isEmpty()
                                && left.steps().getLast().equals(right.steps().getLast()));
            case Predicate.Compare _ -> false;
        };
    }

    private static boolean isEqual(Predicate test) {
        return test instanceof Predicate.Compare(Program _, Predicate.Comparison comparison, Program _)
                && comparison == Predicate.Comparison.EQUAL;
    }

    private boolean isState(Place place, JsonNode value) {
        boolean text = value.isTextual() && Dates.day(value).isEmpty();
        return value.isBoolean() || (text && states.computeIfAbsent(place, this::hasFewValues));
    }

    private boolean hasFewValues(Place place) {
        Set<JsonNode> values = new HashSet<>();
        for (int i = 0; i < scopes.size() && values.size() <= MOST_STATES; i++) {
            Scope scope = scopes.get(i);
            place.list()
                    .map(list -> Evaluation.of(new Program.Mapped(list, place.path()), scope))
                    .ifPresentOrElse(
                            elements -> elements.forEach(values::add),
                            () -> values.add(Evaluation.of(place.path(), scope)));
        }
        return values.size() <= MOST_STATES;
    }
}
