package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Explains targets by two programs and a test between them.
///
/// One of the programs is simple: a constant that several targets share, or a value of the scene that some targets
/// equal. A test that is true only where it fits splits the examples; the others are a problem of their own, which
/// may be split again.
final class ChoiceSearch implements Solver.Way {

    private static final int FEWEST_EXAMPLES = 4;
    private static final int FEWEST_PER_BRANCH = 2;
    private static final int MOST_SIMPLE = 12;
    private static final int MOST_TESTS = 4;
    private static final int MOST_SPLITS = 10;
    private static final int CHOICE = 6;

    /// What a test that compares two values of the scene is trusted more than one with a constant.
    private static final int STRONG = 6;

    @Override
    public void search(Problem problem, Best best, Solver parts) {
        if (parts.mayBranch() && problem.size() >= FEWEST_EXAMPLES && problem.distinct() > 1) {
            new Search(problem, best, parts).search();
        }
    }

    /// A simple program, where it fits, and where it does not.
    private record Simple(Candidate candidate, List<Integer> fits, List<Integer> fails) {}

    private static final class Search {
        private final Problem problem;
        private final Best best;
        private final Solver parts;
        private final int evidence;
        private final Map<List<Integer>, Optional<Candidate>> solved = new HashMap<>();

        Search(Problem problem, Best best, Solver parts) {
            this.problem = problem;
            this.best = best;
            this.parts = parts;
            this.evidence = problem.evidence();
        }

        void search() {
            simple().forEach(this::split);
        }

        private List<Simple> simple() {
            Set<List<Integer>> seen = new HashSet<>();
            return Stream.concat(constants(), problem.scene().everything().stream())
                    .map(this::compared)
                    .filter(simple -> simple.fits.size() >= FEWEST_PER_BRANCH && !simple.fails.isEmpty())
                    .sorted(Comparator.comparingInt((Simple simple) -> -simple.fits.size())
                            .thenComparingInt(simple -> simple.candidate.bits()))
                    .filter(simple -> seen.add(simple.fits))
                    .limit(MOST_SIMPLE)
                    .toList();
        }

        private Stream<Candidate> constants() {
            return new LinkedHashSet<>(problem.targets())
                    .stream()
                            .filter(JsonNode::isValueNode)
                            .map(value -> value.equals(Program.Absent.VALUE)
                                    ? new Program.Absent()
                                    : new Program.Constant(value))
                            .map(problem.scene()::candidate);
        }

        private Simple compared(Candidate candidate) {
            List<Integer> fits = new ArrayList<>();
            List<Integer> fails = new ArrayList<>();
            for (int i = 0; i < problem.size(); i++) {
                if (candidate.isKnown(i) && Values.matches(candidate.value(i), problem.target(i))) {
                    fits.add(i);
                } else {
                    fails.add(i);
                }
            }
            return new Simple(candidate, fits, fails);
        }

        private void split(Simple simple) {
            problem.scene().work().spend(problem.scene().conditions().size());
            Stream<Condition> both =
                    problem.scene().conditions().stream().flatMap(test -> Stream.of(test, test.negated()));
            Stream<Condition> limits = Thresholds.of(problem.scene(), simple.fits, simple.fails).stream();
            Stream.concat(both, limits)
                    .filter(test -> simple.fails.stream().allMatch(test::isFalse))
                    .filter(test -> test.trues() >= FEWEST_PER_BRANCH && isBacked(test))
                    .sorted(Comparator.comparingInt((Condition test) -> -test.trues())
                            .thenComparingInt(Condition::bits))
                    .limit(MOST_TESTS)
                    .forEach(test -> split(simple.candidate, test));
        }

        /// With many paths and constants at hand, some test separates any two examples from forty: the test must be
        /// shorter than the list of the examples that it separates.
        private boolean isBacked(Condition test) {
            int separated = Math.min(test.trues(), problem.size() - test.trues());
            return test.bits() - (test.isStrong() ? STRONG : 0) <= Bits.ofSubset(separated, problem.size());
        }

        private void split(Candidate then, Condition test) {
            List<Integer> rest = IntStream.range(0, problem.size())
                    .filter(test::isFalse)
                    .boxed()
                    .toList();
            if (rest.size() < FEWEST_PER_BRANCH || (solved.size() >= MOST_SPLITS && !solved.containsKey(rest))) {
                return;
            }
            solved.computeIfAbsent(rest, _ -> parts.branch(problem.only(rest))).ifPresent(otherwise -> {
                int bits = CHOICE + test.bits() + then.bits() + otherwise.bits();
                if (bits < evidence) {
                    best.offer(new Program.Choice(test.predicate(), then.program(), otherwise.program()), bits);
                }
            });
        }
    }
}
