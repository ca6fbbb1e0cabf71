package dev.agentgym.world;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// How one tool answers accepted calls, as far as its logs tell. Immutable.
///
/// @param reads the rows of which its answer is the first that is known
/// @param listed how it lists rows
/// @param answer how its answer is computed
record ToolAnswers(List<Binding> reads, Optional<ToolRules.Listed> listed, Optional<ToolRules.Answer> answer) {

    /// Learns from the calls of a tool.
    ///
    /// @param writes whether it changes something
    static ToolAnswers of(Tables tables, Store store, String tool, boolean writes, Binder binder, List<Evidence> all) {
        List<Evidence> accepted = spread(Evidence.ordinary(
                all.stream().filter(call -> !call.seen().isError()).toList()));
        ReadSearch shown = new ReadSearch(tables, tool, binder);
        List<Binding> reads = writes ? List.of() : shown.reads(accepted);
        AnswerSearch search = new AnswerSearch(tables, tool, binder, shown.names());
        Optional<ToolRules.Listed> listed =
                writes ? Optional.empty() : store.listing(tool).map(listing -> listed(listing, search, accepted));
        return new ToolAnswers(
                reads,
                listed,
                reads.isEmpty() && listed.isEmpty() ? search.answer(accepted, Set.of()) : Optional.empty());
    }

    /// At most so many as are learned from, at equal distances.
    private static List<Evidence> spread(List<Evidence> calls) {
        int taken = Math.min(RuleInduction.MOST_EXAMPLES, calls.size());
        return IntStream.range(0, taken)
                .mapToObj(i -> calls.get((int) ((long) i * calls.size() / taken)))
                .toList();
    }

    private static ToolRules.Listed listed(Listing listing, AnswerSearch search, List<Evidence> accepted) {
        boolean alone = listing.field().isEmpty()
                || accepted.stream().allMatch(call -> call.result().size() == 1);
        return new ToolRules.Listed(
                listing, alone ? Optional.empty() : search.answer(accepted, Set.of(listing.field())));
    }
}
