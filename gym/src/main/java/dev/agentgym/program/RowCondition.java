package dev.agentgym.program;

import java.util.List;
import java.util.stream.Stream;

/// That there is a row of a kind which fulfils some conditions, in calls that fulfil some.
///
/// @param kind what rows
/// @param row conditions on the row
/// @param call conditions on the call
record RowCondition(RowKind kind, List<Predicate> row, List<Predicate> call) {

    RowCondition(RowKind kind, List<Predicate> row, List<Predicate> call) {
        this.kind = kind;
        this.row = List.copyOf(row);
        this.call = List.copyOf(call);
    }

    /// The whole as a condition on a call.
    Predicate when() {
        Predicate any = new Predicate.Any(kind.list(), each());
        return call.isEmpty()
                ? any
                : new Predicate.And(Stream.concat(call.stream(), Stream.of(any)).toList());
    }

    /// The first such row.
    Program found() {
        return new Program.Found(kind.list(), each());
    }

    private Predicate each() {
        return row.size() == 1 ? row.getFirst() : new Predicate.And(row);
    }

    RowCondition withRow(Predicate more) {
        return new RowCondition(
                kind, Stream.concat(row.stream(), Stream.of(more)).toList(), call);
    }

    RowCondition withCall(Predicate more) {
        return new RowCondition(
                kind, row, Stream.concat(call.stream(), Stream.of(more)).toList());
    }
}
