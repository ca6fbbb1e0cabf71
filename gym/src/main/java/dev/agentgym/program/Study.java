package dev.agentgym.program;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/// The conditions that can be told of some cases, and which of them tells one kind of refusal from the rest.
///
/// Conditions that do not depend on the kind are tried once; thresholds, sets of values and conjunctions are made
/// for each kind and what it must be told from.
final class Study {

    /// A condition saves at least this many bits, or it may be chance.
    private static final double LEAST_GAIN = 3;

    /// With no more refusals than this, only simple conditions that many calls do not fulfil are believed.
    private static final int FEW = 4;

    /// So many refusals prove a long condition of which their words say nothing.
    private static final int MANY = 12;

    /// Nothing, and what every text of words is longer than: more is not known of a limit that no refusal shows.
    private static final List<BigDecimal> HINTS = List.of(BigDecimal.ZERO, BigDecimal.valueOf(5));

    private static final int MOST_DATES = 12;
    private static final int SIMPLE = 5;
    private static final int SIMPLE_AND_NAMED = 9;
    private static final int FEWEST_PASSED = 10;
    private static final int FEWEST_PASSED_OF_MANY = 4;
    private static final double FEWEST_DECIDED = 0.12;

    private final Vocabulary vocabulary;
    private final Set<Program> history;
    private final Pool pool;
    private final List<LimitConditions> thresholds = new ArrayList<>();
    private final List<SetConditions> sets = new ArrayList<>();
    private final List<ArithmeticConditions> arithmetic = new ArrayList<>();
    private final Map<Question, Optional<Found>> known = new HashMap<>();
    private Optional<ValueTables> tables = Optional.empty();
    private int depth;

    /// What was asked once. Relevance has no value equality: each kind has its own.
    private record Question(BitSet own, BitSet against, Relevance relevance) {}

    /// Studies cases of which the first ones were accepted.
    Study(Vocabulary vocabulary, BitSet accepted, BitSet refused) {
        this.vocabulary = vocabulary;
        this.history = vocabulary.history();
        this.pool = new Pool(accepted, refused);
        new ArgumentConditions(vocabulary.cases(), pool).add();
        new StepConditions(vocabulary.cases(), pool).add();
        tables().forEach(this::addPlain);
    }

    private void addPlain(Columns columns) {
        new SimpleConditions(columns, pool).add();
        new TextConditions(columns, pool).add();
        compare(columns);
        sets.add(new SetConditions(columns));
        Table table = columns.table();
        NumberConditions.numbers(columns.own().stream())
                .forEach(quantity -> thresholds.add(new LimitConditions(table, quantity)));
        columns.own().stream()
                .filter(term -> term.isText() && !term.isDate())
                .forEach(term -> thresholds.add(TextConditions.length(table, term)));
    }

    /// Tries tables of values too.
    ///
    /// @param conversations the log that each case is from
    void tabulate(List<String> conversations) {
        tables = Optional.of(new ValueTables(vocabulary.cases(), pool, conversations));
    }

    /// Tries longer conditions for some refusals. Whether there are any: a study can be deepened twice.
    boolean deepen(BitSet unexplained) {
        depth++;
        known.values()
                .removeIf(found -> found.isEmpty() || found.get().evidence().missed() > 0);
        pool.want(unexplained);
        if (depth == 1) {
            compareAlike(vocabulary.cases());
            vocabulary.elements().forEach(columns -> new ElementConjunctions(columns, pool).add());
            tables().forEach(columns -> arithmetic.add(new ArithmeticConditions(columns, pool)));
            arithmetic.forEach(ArithmeticConditions::addOne);
        } else if (depth == 2) {
            arithmetic.getFirst().addTwo();
        }
        return depth <= 2;
    }

    private Stream<Columns> tables() {
        return Stream.concat(Stream.of(vocabulary.cases()), vocabulary.elements().stream());
    }

    private void compare(Columns columns) {
        NumberConditions conditions = new NumberConditions(columns.table(), pool);
        pairs(
                NumberConditions.numbers(columns.own().stream()),
                NumberConditions.numbers(columns.outer().stream()),
                conditions);
        List<Quantity> dates = NumberConditions.dates(columns.all());
        int own = (int) columns.own().stream().filter(GuardTerm::isDate).count();
        pairs(dates.subList(0, own), dates.subList(own, dates.size()), conditions);
    }

    /// Compares the numbers that one kind of refusal says with each other.
    void compare(List<Quantity> said) {
        pairs(said, List.of(), new NumberConditions(vocabulary.cases().table(), pool));
    }

    /// Tries whether the arguments that one kind of refusal says are the fields of a row with the same names.
    void compareRows(Set<Program> said) {
        new SaidRows(vocabulary.cases(), pool).add(said);
    }

    /// Tries whether values go together.
    void compare(CompanionConditions together) {
        together.add(vocabulary.cases().table(), pool);
    }

    /// Tries the hours and days of the week that the words of one kind of refusal say.
    void compareHours(String words) {
        OpeningHours.said(words).ifPresent(hours -> new HourConditions(vocabulary.cases(), pool).add(hours));
    }

    /// Compares dates, and numbers of the same name in different rows, whether or not that tells anything by
    /// itself.
    private void compareAlike(Columns columns) {
        NumberConditions conditions = new NumberConditions(columns.table(), pool);
        List<Quantity> dates = NumberConditions.dates(columns.own().stream());
        halves(NumberConditions.numbers(columns.own().stream()), Study::isSameField, conditions);
        halves(dates.subList(0, Math.min(MOST_DATES, dates.size())), (a, b) -> true, conditions);
    }

    private static void halves(
            List<Quantity> quantities, BiPredicate<Program, Program> comparable, NumberConditions conditions) {
        for (int i = 0; i < quantities.size(); i++) {
            for (int j = i + 1; j < quantities.size(); j++) {
                if (comparable.test(
                        quantities.get(i).program(), quantities.get(j).program())) {
                    conditions.addHalf(quantities.get(i), quantities.get(j));
                }
            }
        }
    }

    private static boolean isSameField(Program a, Program b) {
        return a instanceof Program.Path(List<String> one)
                && b instanceof Program.Path(List<String> other)
                && one.getLast().equals(other.getLast());
    }

    private static void pairs(List<Quantity> own, List<Quantity> outer, NumberConditions conditions) {
        for (int i = 0; i < own.size(); i++) {
            for (int j = i + 1; j < own.size(); j++) {
                conditions.add(own.get(i), own.get(j));
            }
            for (Quantity other : outer) {
                conditions.add(own.get(i), other);
            }
        }
    }

    /// Conditions that hold in no accepted case, those on elements of lists in pairs too.
    List<GuardCondition> neverAccepted() {
        vocabulary.elements().forEach(columns -> new ElementConjunctions(columns, pool).add());
        return pool.candidates().stream()
                .filter(condition -> !condition.verdicts().holds().intersects(pool.accepted()))
                .toList();
    }

    /// Limits of arguments that some cases are beyond and no accepted one is.
    List<GuardCondition> limits(BitSet beyond) {
        return thresholds.stream()
                .flatMap(threshold -> threshold.of(beyond, pool.accepted(), HINTS).stream())
                .filter(condition -> !condition.verdicts().holds().intersects(pool.accepted()))
                .filter(condition ->
                        condition.parts().stream().flatMap(Parts::paths).allMatch(Parts::isArgument))
                .toList();
    }

    /// A condition, what it costs in view of the refusal's words, and what it saves.
    record Found(GuardCondition candidate, Evidence evidence, double bits, double gain) {}

    /// The condition that saves most in telling own cases from others; empty where none is worth its words.
    Optional<Found> best(BitSet own, BitSet against, Relevance relevance) {
        return known.computeIfAbsent(new Question(own, against, relevance), this::best);
    }

    private Optional<Found> best(Question question) {
        BitSet own = question.own();
        BitSet against = question.against();
        Relevance relevance = question.relevance();
        List<BigDecimal> hints = relevance.numbers();
        Stream<GuardCondition> limits =
                thresholds.stream().flatMap(threshold -> threshold.of(own, against, hints).stream());
        Stream<GuardCondition> constants = sets.stream().flatMap(set -> set.of(own, against).stream());
        Optional<Found> single = best(
                Stream.of(pool.candidates().stream(), limits, constants).flatMap(candidates -> candidates),
                own,
                against,
                relevance);
        if (depth == 0 || single.filter(found -> found.evidence().missed() == 0).isPresent()) {
            return single;
        }
        Stream<GuardCondition> both = new Conjunctions(pool, thresholds).of(own, against, relevance).stream();
        Stream<GuardCondition> looked = tables.stream().flatMap(values -> values.of(own, against, relevance).stream());
        return best(
                Stream.of(single.stream().map(Found::candidate), both, looked).flatMap(candidates -> candidates),
                own,
                against,
                relevance);
    }

    private Optional<Found> best(Stream<GuardCondition> candidates, BitSet own, BitSet against, Relevance relevance) {
        return candidates
                .filter(candidate -> candidate.verdicts().holds().intersects(own))
                .flatMap(candidate -> judged(candidate, own, against, relevance).stream())
                .max(Comparator.comparingDouble(Found::gain));
    }

    private Optional<Found> judged(GuardCondition candidate, BitSet own, BitSet against, Relevance relevance) {
        Evidence evidence = Evidence.of(candidate.verdicts(), own, against);
        double bits = relevance.bits(candidate);
        return evidence.gain(bits)
                .filter(gain -> gain >= LEAST_GAIN && isBelievable(candidate, evidence, own, relevance))
                .map(gain -> new Found(candidate, evidence, bits, gain));
    }

    private boolean isBelievable(GuardCondition candidate, Evidence evidence, BitSet own, Relevance relevance) {
        int passed = Verdicts.common(candidate.verdicts().fails(), pool.accepted());
        boolean few = evidence.refused() <= FEW;
        return passed >= (few ? FEWEST_PASSED : FEWEST_PASSED_OF_MANY)
                && passed >= FEWEST_DECIDED * pool.accepted().cardinality()
                && evidence.refused() + evidence.missed() >= FEWEST_DECIDED * own.cardinality()
                && (relevance.speaksOfRepeating() || candidate.parts().stream().noneMatch(history::contains))
                && relevance.allowsNumbers(candidate.when())
                && (few ? isSimple(candidate, relevance) : isUnderstood(candidate, evidence, relevance));
    }

    private static boolean isSimple(GuardCondition candidate, Relevance relevance) {
        int longest = relevance.speaksOf(candidate) ? SIMPLE_AND_NAMED : SIMPLE;
        return candidate.when().size() <= longest || relevance.saysAll(candidate);
    }

    /// A long condition of which the words say nothing needs many cases: there are very many such conditions.
    private static boolean isUnderstood(GuardCondition candidate, Evidence evidence, Relevance relevance) {
        return candidate.when().size() <= SIMPLE
                || evidence.refused() >= MANY
                || relevance.speaksOf(candidate)
                || relevance.speaksOfConstant(candidate.when());
    }
}
