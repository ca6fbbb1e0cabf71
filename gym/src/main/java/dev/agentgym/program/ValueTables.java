package dev.agentgym.program;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.program.GuardCondition.Form;
import dev.agentgym.trace.Json;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Conditions that a value which the words say is one of those that were refused in these words: what the tool looks
/// up for it is shown nowhere, but it is always the same. Of a value that no log has, nothing is known.
///
/// The table has to be shorter than the list of refusals that it explains, and those of one log are one: a table of
/// ids, each of which is refused in one log, tells nothing.
final class ValueTables {

    private static final int MOST_CONTEXTS = 40;
    private static final int MOST_VALUES = 60;

    private final Columns columns;
    private final Pool pool;
    private final List<String> conversations;

    /// @param conversations the log that each case is from
    ValueTables(Columns columns, Pool pool, List<String> conversations) {
        this.columns = columns;
        this.pool = pool;
        this.conversations = conversations;
    }

    /// Refused and accepted cases by a value.
    ///
    /// @param refused the values that were refused
    /// @param taken the values that were not
    /// @param refusals how often different logs show a refused value
    /// @param others how often different logs show another one
    private record Tally(Set<String> refused, Set<String> taken, int refusals, int others) {

        boolean isContradicted() {
            return refused.stream().anyMatch(taken::contains);
        }

        /// What it takes to say which values are refused, and how often that is said by which calls are.
        double bits() {
            return Evidence.most(refused.size(), taken.size()) - Evidence.most(refusals, others);
        }
    }

    List<GuardCondition> of(BitSet own, BitSet against, Relevance relevance) {
        List<GuardCondition> found = new ArrayList<>();
        columns.own().stream()
                .filter(term -> term.isText() && !term.isDate() && relevance.says(term.program()))
                .forEach(term -> {
                    of(term, own, against, Optional.empty()).ifPresent(found::add);
                    pool.atoms().stream()
                            .filter(atom -> atom.verdicts().holds().intersects(own)
                                    && !atom.verdicts().fails().intersects(own))
                            .filter(atom -> !atom.parts().contains(term.program()))
                            .sorted(Comparator.comparingDouble(relevance::bits))
                            .limit(MOST_CONTEXTS)
                            .forEach(atom ->
                                    of(term, own, against, Optional.of(atom)).ifPresent(found::add));
                });
        return found;
    }

    private Optional<GuardCondition> of(GuardTerm term, BitSet own, BitSet against, Optional<GuardCondition> context) {
        BitSet others = context.map(
                        atom -> Verdicts.minus(against, atom.verdicts().fails()))
                .orElse(against);
        Tally tally = tally(term, own, others);
        double saved = tally.bits() + Evidence.most(own.cardinality(), against.cardinality());
        if (tally.isContradicted()
                || tally.refused().size() < 2
                || tally.refused().size() + tally.taken().size() > MOST_VALUES
                || tally.bits() >= 0) {
            return Optional.empty();
        }
        Predicate among = table(tally, term.program());
        GuardCondition table = new GuardCondition(
                among,
                columns.table().testRows(among),
                term.bits() + saved,
                term.parts(),
                Form.VALUE,
                Optional.empty());
        return Optional.of(context.map(atom -> atom.and(table)).orElse(table));
    }

    private static Predicate table(Tally tally, Program value) {
        ObjectNode known = Json.object();
        tally.taken().forEach(text -> known.put(Json.parse(text).asText(), false));
        tally.refused().forEach(text -> known.put(Json.parse(text).asText(), true));
        Program looked = new Program.Pick(new Program.Constant(known), value);
        return new Predicate.Compare(looked, Predicate.Comparison.EQUAL, new Program.Constant(BooleanNode.TRUE));
    }

    /// Whether a condition looks a value up in a table, which may not have it.
    static boolean isTable(Predicate when) {
        return switch (when) {
            case Predicate.And(List<Predicate> tests) -> tests.stream().anyMatch(ValueTables::isTable);
            case Predicate.Compare(Program.Pick(Program.Constant _, Program _), var _, Program _) -> true;
            default -> false;
        };
    }

    private Tally tally(GuardTerm term, BitSet own, BitSet others) {
        Set<String> refused = new TreeSet<>();
        Set<String> taken = new TreeSet<>();
        return new Tally(refused, taken, shown(term, own, refused), shown(term, others, taken));
    }

    /// How often different logs show any of the values.
    private int shown(GuardTerm term, BitSet cases, Set<String> values) {
        Set<List<String>> different = new HashSet<>();
        cases.stream().filter(i -> !term.key(i).isEmpty()).forEach(i -> {
            values.add(term.key(i));
            different.add(List.of(term.key(i), conversations.get(i)));
        });
        return different.size();
    }
}
