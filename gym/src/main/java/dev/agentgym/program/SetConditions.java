package dev.agentgym.program;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.agentgym.program.GuardCondition.Form;
import dev.agentgym.trace.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// Conditions that a value is one of some constants, or is none of them.
///
/// The constants are what own cases have and no other case has, or what all other cases have: the values that a
/// tool takes. Each constant has to occur twice, so that no id is memorised.
final class SetConditions {

    private static final int MOST_CONSTANTS = 8;
    private static final int FEWEST_TIMES = 2;

    private final Columns columns;
    private final List<Coded> terms;
    private final Map<Predicate, Verdicts> tried = new HashMap<>();

    SetConditions(Columns columns) {
        this.columns = columns;
        this.terms = columns.own().stream()
                .filter(GuardTerm::isScalar)
                .map(Coded::new)
                .toList();
    }

    List<GuardCondition> of(BitSet own, BitSet against) {
        List<GuardCondition> found = new ArrayList<>();
        for (Coded term : terms) {
            int[] mine = term.count(columns.table(), own);
            int[] others = term.count(columns.table(), against);
            oneOf(term, mine, others).ifPresent(found::add);
            noneOf(term, mine, others).ifPresent(found::add);
        }
        return found;
    }

    /// A term whose values are numbered.
    private static final class Coded {
        private final GuardTerm term;
        private final List<String> keys;
        private final int[] codes;

        Coded(GuardTerm term) {
            this.term = term;
            this.keys = List.copyOf(term.distinct().keySet());
            this.codes = IntStream.range(0, term.rows())
                    .map(i -> Collections.binarySearch(keys, term.key(i)))
                    .toArray();
        }

        int[] count(Table table, BitSet cases) {
            int[] counts = new int[keys.size()];
            for (int i = 0; i < codes.length; i++) {
                if (codes[i] >= 0 && cases.get(table.owner(i))) {
                    counts[codes[i]]++;
                }
            }
            return counts;
        }

        Program constant(int code) {
            return new Program.Constant(Json.parse(keys.get(code)));
        }

        Program constants(IntStream chosen) {
            ArrayNode constants = Json.MAPPER.createArrayNode();
            chosen.forEach(i -> constants.add(Json.parse(keys.get(i))));
            return new Program.Constant(constants);
        }
    }

    private Optional<GuardCondition> oneOf(Coded coded, int[] mine, int[] others) {
        int[] only = IntStream.range(0, mine.length)
                .filter(i -> mine[i] >= FEWEST_TIMES && others[i] == 0)
                .toArray();
        if (only.length < 2 || only.length > MOST_CONSTANTS || !coded.term.isEnumeration()) {
            return Optional.empty();
        }
        Predicate among = new Predicate.Contains(coded.constants(Arrays.stream(only)), coded.term.program());
        double bits = coded.term.bits() + 1 + only.length * Math.log(mine.length) / Math.log(2);
        return Optional.of(candidate(among, bits, coded.term, Form.VALUE));
    }

    private Optional<GuardCondition> noneOf(Coded coded, int[] mine, int[] others) {
        int[] taken =
                IntStream.range(0, others.length).filter(i -> others[i] > 0).toArray();
        boolean rare = Arrays.stream(taken).anyMatch(i -> others[i] < FEWEST_TIMES);
        boolean foreign = IntStream.range(0, mine.length).anyMatch(i -> mine[i] > 0 && others[i] == 0);
        if (rare || !foreign || taken.length == 0 || taken.length > MOST_CONSTANTS) {
            return Optional.empty();
        }
        Program value = coded.term.program();
        Predicate other = taken.length > 1
                ? new Predicate.Not(new Predicate.Contains(coded.constants(Arrays.stream(taken)), value))
                : new Predicate.Compare(value, Predicate.Comparison.UNEQUAL, coded.constant(taken[0]));
        return Optional.of(candidate(other, coded.term.bits() + 2 + taken.length, coded.term, Form.NOT_AMONG));
    }

    private GuardCondition candidate(Predicate onRow, double bits, GuardTerm term, Form form) {
        Table table = columns.table();
        Verdicts verdicts = tried.computeIfAbsent(
                onRow, condition -> table.decided(table.onCases(table.testRows(condition)), term.parts()));
        double all = bits + (table.ofElements() ? 1 : 0);
        return new GuardCondition(table.onCase(onRow), verdicts, all, term.parts(), form, Optional.empty());
    }
}
