package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/// Scopes to try conditions on: the cases themselves, or the elements of a list in all of them.
///
/// The accepted cases come first. A condition on elements holds in a case where it holds for one element; it fails
/// where all elements are known and it fails for each.
final class Table {

    private static final int MOST_ELEMENTS = 40;
    private static final int MOST_ROWS = 4_000;

    private final Optional<Program> list;
    private final List<Scope> rows;
    private final int[] owners;
    private final int cases;
    private final BitSet open;
    private final IdentityHashMap<Program, BitSet> leftOut = new IdentityHashMap<>();

    private Table(Optional<Program> list, List<Scope> rows, int[] owners, int cases, BitSet open) {
        this.list = list;
        this.rows = rows;
        this.owners = owners;
        this.cases = cases;
        this.open = open;
    }

    static Table ofCases(List<Scope> cases) {
        int[] owners = new int[cases.size()];
        for (int i = 0; i < owners.length; i++) {
            owners[i] = i;
        }
        return new Table(Optional.empty(), List.copyOf(cases), owners, cases.size(), new BitSet());
    }

    /// The elements of a list; empty where there are too many or none.
    static Optional<Table> ofElements(Program list, List<Scope> cases) {
        List<Scope> rows = new ArrayList<>();
        List<Integer> owners = new ArrayList<>();
        BitSet open = new BitSet();
        for (int i = 0; i < cases.size(); i++) {
            JsonNode elements = Evaluation.of(list, cases.get(i));
            if (!elements.isArray() || elements.size() > MOST_ELEMENTS) {
                open.set(i);
                continue;
            }
            Scope scope = cases.get(i);
            elements.forEach(element -> rows.add(scope.with("each", element)));
            owners.addAll(Collections.nCopies(elements.size(), i));
        }
        if (rows.isEmpty() || rows.size() > MOST_ROWS) {
            return Optional.empty();
        }
        int[] owner = owners.stream().mapToInt(Integer::intValue).toArray();
        return Optional.of(new Table(Optional.of(list), rows, owner, cases.size(), open));
    }

    boolean ofElements() {
        return list.isPresent();
    }

    /// Whether its rows are the elements of this list.
    boolean isOf(Program elements) {
        return list.isPresent() && list.get().equals(elements);
    }

    List<Scope> rows() {
        return rows;
    }

    int cases() {
        return cases;
    }

    int owner(int row) {
        return owners[row];
    }

    /// The program's values in every row.
    JsonNode[] values(Program program) {
        JsonNode[] values = new JsonNode[rows.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = Evaluation.of(program, rows.get(i));
        }
        return values;
    }

    /// The condition on a case that a condition on a row amounts to.
    Predicate onCase(Predicate onRow) {
        return list.isPresent() ? new Predicate.Any(list.get(), onRow) : onRow;
    }

    /// What a condition says in every row.
    Verdicts testRows(Predicate onRow) {
        BitSet holds = new BitSet();
        BitSet fails = new BitSet();
        for (int i = 0; i < rows.size(); i++) {
            switch (onRow.test(rows.get(i))) {
                case TRUE -> holds.set(i);
                case FALSE -> fails.set(i);
                case UNKNOWN -> {}
            }
        }
        return new Verdicts(holds, fails);
    }

    /// Verdicts on rows as verdicts on cases.
    Verdicts onCases(Verdicts onRows) {
        if (list.isEmpty()) {
            return onRows;
        }
        BitSet holds = new BitSet();
        BitSet fails = new BitSet();
        fails.set(0, cases);
        fails.andNot(open);
        for (int i = 0; i < owners.length; i++) {
            if (onRows.holds().get(i)) {
                holds.set(owners[i]);
            }
            if (!onRows.fails().get(i)) {
                fails.clear(owners[i]);
            }
        }
        return new Verdicts(holds, fails);
    }

    /// Verdicts on cases where those are not unknown that leave out an argument in question: its check is passed.
    Verdicts decided(Verdicts onCases, List<Program> parts) {
        BitSet fails = onCases.fails();
        for (Program part : parts) {
            BitSet without = list.isPresent() ? new BitSet() : leftOut.computeIfAbsent(part, this::withoutArgument);
            if (!without.isEmpty()) {
                fails = Verdicts.or(fails, Verdicts.minus(without, onCases.holds()));
            }
        }
        return new Verdicts(onCases.holds(), fails);
    }

    private BitSet withoutArgument(Program part) {
        BitSet without = new BitSet();
        for (int i = 0; part instanceof Program.Path path && i < cases; i++) {
            without.set(i, Parts.isLeftOut(path, rows.get(i)));
        }
        return without;
    }

    /// The largest number of a case's rows; not a number where one of them is unknown, or the list is.
    double[] highest(double[] numbers) {
        if (list.isEmpty()) {
            return numbers;
        }
        double[] highest = new double[cases];
        Arrays.fill(highest, Double.NEGATIVE_INFINITY);
        for (int i = 0; i < owners.length; i++) {
            highest[owners[i]] = Math.max(highest[owners[i]], numbers[i]);
        }
        open.stream().forEach(i -> highest[i] = Double.NaN);
        return highest;
    }
}
