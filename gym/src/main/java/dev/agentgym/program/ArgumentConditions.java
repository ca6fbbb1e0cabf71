package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import dev.agentgym.program.GuardCondition.Form;
import dev.agentgym.program.Predicate.Comparison;
import dev.agentgym.trace.Json;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// What a schema would say of a call's arguments: one is missing, one is of the wrong type, one is not known at
/// all.
///
/// What a call does not give is known to be absent, so [Predicate.Present] can be asked of arguments (and of
/// elements of argument lists), never of rows.
final class ArgumentConditions {

    private static final Program ARGUMENTS = Program.Path.of("args");
    private static final int MOST_ARGUMENTS = 40;
    private static final double BITS = 1.5;

    private final Columns columns;
    private final Table table;
    private final Pool pool;

    ArgumentConditions(Columns columns, Pool pool) {
        this.columns = columns;
        this.table = columns.table();
        this.pool = pool;
    }

    void add() {
        List<GuardTerm> arguments = columns.own().stream()
                .filter(ArgumentConditions::isArgument)
                .limit(MOST_ARGUMENTS)
                .toList();
        double bits = Math.log(Math.max(2, arguments.size())) / Math.log(2) + BITS;
        for (GuardTerm argument : arguments) {
            Predicate given = new Predicate.Present(argument.program());
            pool.addBoth(table, given, bits, argument.parts(), Form.OTHER, Form.NOT_GIVEN);
            wrongType(argument, given, bits + BITS);
            unset(argument, given, bits + BITS);
        }
        unknownArgument();
    }

    private static boolean isArgument(GuardTerm term) {
        return term.program() instanceof Program.Path(List<String> steps)
                && steps.size() > 1
                && steps.getFirst().equals("args");
    }

    private void wrongType(GuardTerm argument, Predicate given, double bits) {
        Program value = argument.program();
        if (argument.isNumeric()) {
            add(argument, given, new Predicate.Not(new Predicate.Present(plus(value))), bits);
        } else if (argument.isText()) {
            Program written = new Program.Written(value, Program.Style.PLAIN);
            add(argument, given, new Predicate.Compare(written, Comparison.UNEQUAL, value), bits);
        } else if (argument.isList()) {
            Program count = new Program.Fold(Program.Fold.Kind.COUNT, value, Program.Path.of("each"));
            add(argument, given, new Predicate.Not(new Predicate.Present(count)), bits);
        } else if (argument.isScalar()) {
            JsonNode both = Json.MAPPER.createArrayNode().add(BooleanNode.TRUE).add(BooleanNode.FALSE);
            Predicate flag = new Predicate.Contains(new Program.Constant(both), value);
            add(argument, given, new Predicate.Not(flag), bits);
        }
    }

    /// A flag that a call may leave out is set to the same as by default, or it is not.
    private void unset(GuardTerm argument, Predicate given, double bits) {
        if (argument.isScalar() && !argument.isText() && !argument.isNumeric() && isLeftOut(argument)) {
            for (JsonNode set : List.of(BooleanNode.TRUE, BooleanNode.FALSE)) {
                Predicate same = new Predicate.Compare(argument.program(), Comparison.EQUAL, new Program.Constant(set));
                Predicate otherwise = new Predicate.Not(new Predicate.And(List.of(given, same)));
                pool.add(table, otherwise, bits, argument.parts(), Form.VALUE);
            }
        }
    }

    private static boolean isLeftOut(GuardTerm argument) {
        return IntStream.range(0, argument.rows())
                .anyMatch(i -> argument.value(i).isMissingNode());
    }

    /// Adding nothing to a value is missing unless the value is a number.
    private static Program plus(Program value) {
        return new Program.Arithmetic(Program.Operator.PLUS, value, new Program.Constant(Numbers.node(0)));
    }

    private void add(GuardTerm argument, Predicate given, Predicate wrong, double bits) {
        pool.add(table, new Predicate.And(List.of(given, wrong)), bits, argument.parts(), Form.MALFORMED);
    }

    /// Something is left of the arguments when those that accepted calls give are taken away.
    private void unknownArgument() {
        TreeSet<String> accepted = new TreeSet<>();
        for (int i = 0; i < table.rows().size(); i++) {
            if (pool.accepted().get(i)) {
                Evaluation.of(ARGUMENTS, table.rows().get(i)).fieldNames().forEachRemaining(accepted::add);
            }
        }
        Program rest = new Program.Changed(ARGUMENTS, new TreeMap<>(), List.copyOf(accepted));
        Predicate some = new Predicate.Compare(rest, Comparison.UNEQUAL, new Program.Constant(Json.object()));
        pool.add(table, some, 2 * BITS, List.of(), Form.NOT_GIVEN);
    }
}
