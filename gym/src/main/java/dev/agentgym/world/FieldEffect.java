package dev.agentgym.world;

import dev.agentgym.program.Example;
import dev.agentgym.program.Explanation;
import dev.agentgym.program.ProgramSearch;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A field of a row that calls of one tool change. Immutable.
///
/// @param row the name of the row, as it was before
/// @param examples what calls left in the field
record FieldEffect(String row, String field, List<Example> examples) {

    /// How the call comes to it: by its arguments, its answer and the row itself if these tell all, else by any row.
    Optional<Explanation> explain(Binder binder) {
        return by(Set.of(Binder.ARGUMENTS, Binder.NOW))
                .filter(found ->
                        found.unknown().isEmpty() && found.counterExamples().isEmpty())
                .or(() -> by(binder.names()));
    }

    private Optional<Explanation> by(Set<String> others) {
        Set<String> names = new LinkedHashSet<>(List.of(ToolRules.ANSWER, row));
        others.stream().sorted().forEach(names::add);
        return new ProgramSearch(names, RuleInduction.WORK).explain(examples, field);
    }
}
