package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Collects the numbers of a scene: those that stand there, formulas in texts, days between dates, counts and sums
/// over lists, and the constants that rules are made of.
final class NumberLeaves {

    private static final int MOST_PLAIN = 50;
    private static final int MOST_DERIVED = 24;
    private static final int MOST_STANDING = 18;
    private static final Pattern NAME = Pattern.compile("\\+?\\d{7,}");
    private static final int MOST_DATES = 6;

    /// Small counts; hours, days, months, weeks; percent.
    private static final List<String> CONSTANTS =
            List.of("0", "1", "2", "3", "4", "5", "7", "10", "12", "24", "30", "50", "60", "100", "365", "0.5");

    private final Scene scene;
    private final List<Candidate> scalars;
    private final Map<List<Double>, NumberLeaf> leaves = new LinkedHashMap<>();

    private NumberLeaves(Scene scene, List<Candidate> scalars) {
        this.scene = scene;
        this.scalars = scalars;
    }

    static List<NumberLeaf> of(Scene scene) {
        NumberLeaves numbers = new NumberLeaves(scene, scene.scalars());
        numbers.keep(numbers.scalars.stream().filter(numbers::isNumber), MOST_PLAIN);
        numbers.changes();
        numbers.keep(numbers.formulas(), MOST_DERIVED);
        numbers.keep(numbers.gaps(), MOST_DERIVED);
        Folds.of(scene).stream()
                .sorted(Comparator.comparingInt(NumberLeaf::bits))
                .limit(2 * MOST_DERIVED)
                .forEach(numbers::keep);
        return numbers.withConstants();
    }

    /// Only what stands in the scene, and the days between dates.
    static List<NumberLeaf> plain(Scene scene) {
        NumberLeaves numbers = new NumberLeaves(scene, Scene.scalars(scene.paths()));
        numbers.keep(numbers.scalars.stream().filter(numbers::isNumber), MOST_STANDING);
        numbers.keep(numbers.gaps(), MOST_STANDING / 2);
        return numbers.withConstants();
    }

    private List<NumberLeaf> withConstants() {
        List<NumberLeaf> all = new ArrayList<>(leaves.values());
        constants().forEach(constant -> all.add(NumberLeaf.constant(constant, scene.size())));
        return all;
    }

    static List<Program.Constant> constants() {
        return CONSTANTS.stream()
                .map(digits -> new Program.Constant(Numbers.node(new java.math.BigDecimal(digits))))
                .toList();
    }

    private void keep(Stream<Candidate> numbers, int most) {
        numbers.sorted(Comparator.comparingInt(Candidate::bits))
                .limit(most)
                .map(NumberLeaf::of)
                .forEach(this::keep);
    }

    private void keep(NumberLeaf leaf) {
        leaves.putIfAbsent(leaf.values().list(), leaf);
    }

    private boolean isNumber(Candidate candidate) {
        long numbers = candidate.values().stream().filter(JsonNode::isNumber).count();
        return numbers > 0 && 2 * numbers >= scene.size();
    }

    /// What has one name in two places, such as an argument and a row, is often counted by how far it changes.
    private void changes() {
        Map<String, List<Candidate>> named = new TreeMap<>();
        scalars.stream().filter(this::isNumber).forEach(candidate -> {
            if (candidate.program() instanceof Program.Path(List<String> steps) && steps.size() == 2) {
                named.computeIfAbsent(steps.getLast(), _ -> new ArrayList<>()).add(candidate);
            }
        });
        named.values().stream()
                .flatMap(same -> same.stream()
                        .flatMap(one -> same.stream()
                                .filter(other -> !other.equals(one))
                                .map(other -> change(one, other))))
                .limit(MOST_DERIVED)
                .forEach(this::keep);
    }

    private NumberLeaf change(Candidate to, Candidate from) {
        Program difference = new Program.Arithmetic(Program.Operator.MINUS, to.program(), from.program());
        return new NumberLeaf(
                difference,
                NumberLeaf.reals(scene.candidate(difference).values()),
                Math.max(to.bits(), from.bits()),
                false);
    }

    private Stream<Candidate> formulas() {
        return scalars.stream()
                .filter(candidate -> candidate.values().stream().anyMatch(JsonNode::isTextual))
                .filter(candidate -> !isDate(candidate) && !isName(candidate))
                .map(text -> scene.candidate(new Program.Formula(text.program())))
                .filter(this::isNumber);
    }

    /// Numbers so long are written as texts because nobody calculates with them.
    private static boolean isName(Candidate candidate) {
        return candidate.values().stream()
                .filter(JsonNode::isTextual)
                .allMatch(value -> NAME.matcher(value.textValue()).matches());
    }

    private Stream<Candidate> gaps() {
        List<Candidate> dates =
                scalars.stream().filter(NumberLeaves::isDate).limit(MOST_DATES).toList();
        List<Candidate> gaps = new ArrayList<>();
        for (Candidate from : dates) {
            for (Candidate to : dates) {
                if (!from.equals(to)) {
                    gaps.add(gap(from, to, Program.Unit.DAYS));
                    gaps.add(gap(from, to, Program.Unit.MONTHS));
                }
            }
        }
        return gaps.stream().filter(this::isNumber);
    }

    private Candidate gap(Candidate from, Candidate to, Program.Unit unit) {
        return scene.candidate(new Program.Gap(from.program(), to.program(), unit));
    }

    static boolean isDate(Candidate candidate) {
        return candidate.known() > 0
                && candidate.values().stream()
                        .allMatch(value -> value.isMissingNode()
                                || value.isNull()
                                || Dates.day(value).isPresent());
    }
}
