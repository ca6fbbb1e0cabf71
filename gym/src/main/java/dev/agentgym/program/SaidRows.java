package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.program.GuardCondition.Form;
import dev.agentgym.program.Predicate.Comparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Conditions that all the arguments that a refusal says are those of one row: `{street}, {city} is already the
/// address`.
///
/// One of them alone may be the same by chance, and refusals are too few to tell.
final class SaidRows {

    private static final int FEWEST = 2;
    private static final String ARGUMENTS = "args";

    private final Columns columns;
    private final Pool pool;

    SaidRows(Columns columns, Pool pool) {
        this.columns = columns;
        this.pool = pool;
    }

    /// An argument that is said, and a row's field of its name.
    private record Pair(Program argument, GuardTerm field) {}

    /// Tries the rows that have fields of the names of at least two arguments.
    void add(Set<Program> said) {
        Map<String, List<Pair>> rows = new TreeMap<>();
        for (GuardTerm term : columns.own()) {
            if (term.isScalar() && term.program() instanceof Program.Path(List<String> steps) && steps.size() > 1) {
                Program argument = Program.Path.of(ARGUMENTS, steps.getLast());
                if (said.contains(argument) && !steps.getFirst().equals(ARGUMENTS) && isEverDifferent(argument, term)) {
                    rows.computeIfAbsent(String.join(".", steps.subList(0, steps.size() - 1)), _ -> new ArrayList<>())
                            .add(new Pair(argument, term));
                }
            }
        }
        rows.values().stream().filter(pairs -> pairs.size() >= FEWEST).forEach(this::add);
    }

    /// What a row is looked up by is always the same.
    private boolean isEverDifferent(Program argument, GuardTerm field) {
        JsonNode[] values = columns.table().values(argument);
        return IntStream.range(0, values.length)
                .anyMatch(i -> values[i].isValueNode()
                        && field.value(i).isValueNode()
                        && !Values.equal(values[i], field.value(i)));
    }

    /// The row has to be named; its fields are those that are said.
    private void add(List<Pair> pairs) {
        List<Predicate> same = pairs.stream()
                .<Predicate>map(pair -> new Predicate.Compare(
                        pair.argument(), Comparison.EQUAL, pair.field().program()))
                .toList();
        List<Program> parts = pairs.stream()
                .flatMap(pair -> Stream.concat(Stream.of(pair.argument()), pair.field().parts().stream()))
                .toList();
        double bits = pairs.getFirst().field().bits() + 1;
        pool.add(columns.table(), new Predicate.And(same), bits, parts, Form.VALUE);
    }
}
