package dev.agentgym.program;

import dev.agentgym.program.GuardCondition.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Conditions that two values of a call do not go together: `Postcode B-17 belongs to Brinmouth, not to Ashford`.
/// Both stand in the arguments, or one of them does.
final class CompanionConditions {

    private static final int MOST_PAIRS = 40;

    private final List<Pair> pairs = new ArrayList<>();
    private final List<Program> told;

    /// Two terms of a call, of which one tells the other.
    private record Pair(Companion companion, GuardTerm key, GuardTerm field) {

        private Program told() {
            return companion.of(key.program());
        }
    }

    /// @param terms what is known of the calls
    CompanionConditions(Companions companions, List<GuardTerm> terms) {
        for (Companion companion : companions.all()) {
            for (GuardTerm key : named(companion.key(), terms).toList()) {
                named(companion.field(), terms)
                        .filter(field -> Parts.isArgument(field.program()) || Parts.isArgument(key.program()))
                        .limit(MOST_PAIRS - pairs.size())
                        .forEach(field -> pairs.add(new Pair(companion, key, field)));
            }
        }
        told = pairs.stream().map(Pair::told).distinct().toList();
    }

    private static Stream<GuardTerm> named(String name, List<GuardTerm> terms) {
        return terms.stream()
                .filter(term -> term.program() instanceof Program.Path(List<String> steps)
                        && steps.size() > 1
                        && steps.getLast().equals(name));
    }

    /// What refusals may say besides what stands in the calls.
    List<Program> told() {
        return told;
    }

    void add(Table cases, Pool pool) {
        for (Pair pair : pairs) {
            GuardTerm key = pair.key();
            GuardTerm field = pair.field();
            List<Program> parts = List.of(key.program(), field.program(), pair.told());
            Predicate other = pair.companion().isOther(field.program(), key.program());
            pool.add(cases, other, key.bits() + field.bits() / 2 + 2, parts, Form.VALUE);
        }
    }
}
