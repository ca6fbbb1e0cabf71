package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Computes numbers that refusals say and that stand nowhere in the call: the total of an order, what was paid of it.
///
/// What a refusal says is what the tool compared: `total price is 305, but paid 255`. So its numbers, once they are
/// understood, are the two sides of a likely condition; and where the tool asks for equality, one side is what the
/// other was in every accepted call. Mutable: what was asked once is remembered.
final class SaidNumbers {

    /// Fewer different numbers are met by too many programs.
    private static final int FEWEST_DIFFERENT = 4;

    private static final int MOST_ACCEPTED = 40;
    private static final int MOST_ASKED = 12;
    private static final long WORK = 120_000;

    /// A refusal says few numbers, so that little is needed to name one of them.
    private static final double BITS = 2;

    private final ProgramSearch search;
    private final List<Scope> accepted;
    private final Map<List<Example>, Optional<Program>> known = new HashMap<>();

    SaidNumbers(List<String> names, List<Case> cases) {
        this.search = new ProgramSearch(names, WORK);
        this.accepted = cases.stream()
                .filter(call -> call.refusal().isEmpty())
                .map(Case::scope)
                .limit(MOST_ACCEPTED)
                .toList();
    }

    /// Computes numbers of a refusal that says these others too.
    SlotSearch.Computing beside(Collection<Program> others) {
        return (scopes, texts) -> new HashSet<>(texts).size() < FEWEST_DIFFERENT
                        || !texts.stream().allMatch(SlotSearch::isNumber)
                ? Optional.empty()
                : others.stream()
                        .map(this::balanced)
                        .flatMap(equal -> find(scopes, texts, equal).stream())
                        .findFirst()
                        .or(() -> find(scopes, texts, List.of()));
    }

    /// Accepted calls as examples of a number that equals another one in them.
    private List<Example> balanced(Program other) {
        return accepted.stream()
                .map(scope -> new Example(scope, Evaluation.of(other, scope)))
                .filter(example -> example.target().isNumber())
                .toList();
    }

    private Optional<Program> find(List<Scope> scopes, List<String> texts, List<Example> more) {
        List<Example> examples = Stream.concat(
                        IntStream.range(0, texts.size())
                                .mapToObj(i -> new Example(scopes.get(i), number(texts.get(i)))),
                        more.stream())
                .toList();
        if (!known.containsKey(examples)) {
            known.put(examples, known.size() < MOST_ASKED ? explained(examples) : Optional.empty());
        }
        return known.getOrDefault(examples, Optional.empty())
                .flatMap(program -> SlotSearch.written(program, scopes, texts));
    }

    private Optional<Program> explained(List<Example> examples) {
        return search.explain(examples)
                .filter(found -> found.counterExamples().isEmpty())
                .map(Explanation::program);
    }

    private static JsonNode number(String text) {
        return Numbers.node(new BigDecimal(text));
    }

    /// The numbers among what a refusal says, to be compared with each other; none where all of them stand in the
    /// call, as those are compared anyway.
    List<Quantity> quantities(Collection<Program> said, Table cases) {
        boolean computed = said.stream().anyMatch(program -> known.containsValue(Optional.of(program)));
        return computed
                ? NumberConditions.numbers(
                        said.stream().map(program -> Columns.term(cases, program, BITS, List.of(program))))
                : List.of();
    }
}
