package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Finds the rule behind examples: the shortest [Program] that none of them refutes. Immutable and safe to share;
/// every search is bounded in evaluated programs, so that the same examples give the same answer on every machine.
///
/// The search looks at a small, diverse sample first; what it finds is held against all examples, and those that
/// refute it join the sample for another round. An explanation must be shorter than a list of what it explains,
/// else there is none. Where logs contradict each other, a program that explains 95 % of at least 20 examples is
/// returned with the examples that speak against it.
public final class ProgramSearch {

    /// Of each round, and of each draw; about a microsecond each.
    private static final long WORK = 400_000;

    private static final long WORK_OF_DRAW = 80_000;
    private static final int ROUNDS = 4;
    private static final int FEWEST_FOR_NOISE = 20;
    private static final double SHARE_WITH_NOISE = 0.95;

    /// A sample of this size of logs with one wrong record in twenty is clean in every second draw.
    private static final int CLEAN_SAMPLE = 14;

    private static final int LARGE_SAMPLE = 30;
    private static final int DRAWS = 3;

    private final List<String> names;
    private final long work;

    /// @param names the names of the scope that programs may use; the first ones are preferred
    public ProgramSearch(Collection<String> names) {
        this(names, WORK);
    }

    /// The same with a bound of its own.
    ///
    /// @param work how many programs may be evaluated for one explanation
    public ProgramSearch(Collection<String> names, long work) {
        this.names = List.copyOf(names);
        this.work = work;
    }

    /// The shortest program that no example refutes; empty if the examples do not add up to a rule.
    public Optional<Explanation> explain(List<Example> examples) {
        return explain(examples, "");
    }

    /// Like [#explain(List)], for the values of a field: of programs that explain equally well, one that ends in
    /// the field's name is preferred.
    public Optional<Explanation> explain(List<Example> examples, String field) {
        List<Example> usable = examples.stream().map(ProgramSearch::marked).toList();
        List<Integer> affordable = affordable(usable);
        if (affordable.isEmpty()) {
            return Optional.empty();
        }
        Optional<Explanation> strict = refined(usable, affordable, field);
        return strict.isPresent() ? strict : noisy(usable, affordable, field);
    }

    /// The examples to search in, by position: not too large, and of those that repeat a call in the same state
    /// with the same outcome only the first, as repeating a call is no further evidence.
    private List<Integer> affordable(List<Example> examples) {
        Set<List<JsonNode>> seen = new HashSet<>();
        return IntStream.range(0, examples.size())
                .filter(i -> Extent.isSmall(examples.get(i).target()))
                .filter(i -> seen.add(content(examples.get(i))))
                .boxed()
                .toList();
    }

    private List<JsonNode> content(Example example) {
        Stream<JsonNode> known = names.stream().map(name -> example.scope().get(name));
        return Stream.concat(Stream.of(example.target()), known.map(Extent::smallOrMissing))
                .toList();
    }

    private static Example marked(Example example) {
        return example.target().isMissingNode() ? new Example(example.scope(), Program.Absent.VALUE) : example;
    }

    /// Adds what refutes a program to the sample until nothing does.
    private Optional<Explanation> refined(List<Example> examples, List<Integer> affordable, String field) {
        Work spent = new Work(2 * work);
        Sample sample = Sample.diverse(examples.stream().map(Example::target).toList(), affordable);
        for (int round = 0; round < ROUNDS; round++) {
            Optional<Explanation> found = Solver.solve(problem(examples, sample, field, spent.share(work)))
                    .map(program -> verified(program.program(), examples));
            if (found.isEmpty() || found.get().counterExamples().isEmpty()) {
                return found.filter(explanation -> isSupported(explanation, examples));
            }
            sample = sample.with(found.get().counterExamples());
        }
        return Optional.empty();
    }

    private Problem problem(List<Example> examples, Sample sample, String field, Work work) {
        List<Scope> scopes =
                sample.positions().stream().map(i -> examples.get(i).scope()).toList();
        List<JsonNode> targets =
                sample.positions().stream().map(i -> examples.get(i).target()).toList();
        return new Problem(new Scene(scopes, names, List.of(), work), targets, field);
    }

    private static Explanation verified(Program program, List<Example> examples) {
        List<Integer> against = new ArrayList<>();
        List<Integer> unknown = new ArrayList<>();
        for (int i = 0; i < examples.size(); i++) {
            JsonNode value = Evaluation.of(program, examples.get(i).scope());
            if (value.isMissingNode() || !Extent.isSmall(examples.get(i).target())) {
                unknown.add(i);
            } else if (!Values.matches(value, examples.get(i).target())) {
                against.add(i);
            }
        }
        return new Explanation(program, examples.size() - against.size() - unknown.size(), against, unknown);
    }

    private static boolean isSupported(Explanation explanation, List<Example> examples) {
        return explanation.support() > 0
                && 2 * explanation.unknown().size() <= examples.size()
                && !Rote.isRote(explanation.program(), examples);
    }

    /// Small samples are clean with some luck, larger ones can tell branches apart.
    private Optional<Explanation> noisy(List<Example> examples, List<Integer> affordable, String field) {
        if (affordable.size() < FEWEST_FOR_NOISE) {
            return Optional.empty();
        }
        Work spent = new Work(2 * work);
        return IntStream.range(0, 2 * DRAWS)
                .filter(draw -> !spent.isSpent())
                .mapToObj(draw -> {
                    Work share = spent.share(Math.min(work, WORK_OF_DRAW));
                    return draw < DRAWS
                            ? draw(
                                    examples,
                                    Sample.every(affordable, CLEAN_SAMPLE, draw),
                                    field,
                                    share,
                                    Solver::solveWhole)
                            : draw(examples, Sample.every(affordable, LARGE_SAMPLE, draw), field, share, Solver::solve);
                })
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<Explanation> draw(
            List<Example> examples,
            Sample sample,
            String field,
            Work share,
            Function<Problem, Optional<Candidate>> solve) {
        return solve.apply(problem(examples, sample, field, share))
                .map(found -> verified(found.program(), examples))
                .filter(found -> isSupported(found, examples) && isMostlyRight(found));
    }

    private static boolean isMostlyRight(Explanation explanation) {
        int decided = explanation.support() + explanation.counterExamples().size();
        return decided >= FEWEST_FOR_NOISE && explanation.support() >= SHARE_WITH_NOISE * decided;
    }
}
