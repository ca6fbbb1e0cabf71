package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/// How much the words of a refusal speak for a condition: a refusal that names the payment method or says that the
/// balance is not enough is likely about `payment_id` and `balance`.
final class Relevance {

    private static final double NAMED_BITS = 3;
    private static final double SLOT_BITS = 4;
    private static final double FORM_BITS = 2;
    private static final double TOGETHER_BITS = 4;

    /// Not even a named term is free.
    private static final double LEAST_BITS = 1;

    private static final int LONGEST = 1_000;
    private static final double LEAST_SHARE = 0.35;

    private static final Set<String> GENERAL = Set.of("id", "error", "the", "is", "not", "of", "a", "to", "for", "in");
    private static final Pattern HUMP = Pattern.compile("(?<=\\p{Ll})(?=\\p{Lu})");
    private static final Pattern DENIAL =
            Pattern.compile("\\b(not|non|isn.t|must be|must have|has to be|should be|only)\\W+((\\w+\\W+){0,2}\\w+)");
    private static final Pattern REPEATED =
            words("\\b(already|again|twice|once|duplicates?|repeat\\w*|another|second|too many"
                    + "|more than|at most|only|limit\\w*|maximum|exceed\\w*|per|quota)\\b");
    private static final Pattern NUMBER = Pattern.compile("(?<![\\w.])-?\\d{1,9}(\\.\\d{1,4})?(?![\\w.]*\\w)");
    private static final Map<GuardCondition.Form, Pattern> HINTS = new EnumMap<>(Map.of(
            GuardCondition.Form.NO_ROW,
                    words("not found|no such|unknown|not exist|doesn.t exist|cannot find|no \\w+ with"),
            GuardCondition.Form.NOT_AMONG,
                    words(
                            "not found|no such|unknown|not in|not belong|invalid|not available|must be one of|unsupported"),
            GuardCondition.Form.BEYOND,
                    words("enough|insufficient|exceed|too |more than|less than|at least|at most|limit|maximum|minimum"
                            + "|add up|match|expired|before|after|within|over|below|above|past"),
            GuardCondition.Form.MALFORMED, words("invalid|format|malformed|must be|type|expected|too long|too short"),
            GuardCondition.Form.NOT_GIVEN,
                    words("required|missing|must provide|specify|provide|exactly one|unexpected"),
            GuardCondition.Form.VALUE, words("already|only|cannot|must|status|is not|not allowed|non-")));

    private final Set<String> words = new HashSet<>();
    private final boolean repeating;
    private final List<BigDecimal> numbers;
    private final Set<Program> slots;
    private final Set<String> denied = new HashSet<>();
    private final Set<GuardCondition.Form> hinted = EnumSet.noneOf(GuardCondition.Form.class);
    private final IdentityHashMap<Program, Double> told = new IdentityHashMap<>();

    /// The relevance of a refusal's constant words, and of the programs that compute its slots.
    Relevance(String constantWords, Set<Program> slots) {
        String text = constantWords
                .substring(0, Math.min(LONGEST, constantWords.length()))
                .toLowerCase(Locale.ROOT);
        this.slots = slots;
        this.repeating = REPEATED.matcher(text).find();
        RefusalWords.tokens(text).forEach(token -> words.addAll(names(token)));
        this.numbers = NUMBER.matcher(text)
                .results()
                .map(found -> new BigDecimal(found.group()))
                .toList();
        DENIAL.matcher(text).results().forEach(found -> denied.addAll(names(found.group(2))));
        HINTS.forEach((form, hint) -> {
            if (hint.matcher(text).find()) {
                hinted.add(form);
            }
        });
    }

    private static Pattern words(String alternatives) {
        return Pattern.compile(alternatives);
    }

    /// The most that words can tell of a condition on so many parts.
    static double most(int parts) {
        return parts * SLOT_BITS + FORM_BITS;
    }

    /// Numbers that the refusal names: likely limits.
    List<BigDecimal> numbers() {
        return numbers;
    }

    /// The cost of a condition less what the words tell of it. What words tell is told once, and never all of it.
    double bits(GuardCondition candidate) {
        double told = hinted.contains(candidate.form()) ? FORM_BITS : 0;
        List<Program> parts = candidate.parts();
        for (int i = 0; i < parts.size(); i++) {
            told += parts.indexOf(parts.get(i)) == i ? told(parts.get(i)) : 0;
        }
        boolean together = saysBoth(candidate.when());
        double least = together ? LEAST_BITS : Math.max(LEAST_BITS, LEAST_SHARE * candidate.bits());
        return Math.max(
                least, candidate.bits() - told - constantTold(candidate.when()) - (together ? TOGETHER_BITS : 0));
    }

    /// Whether the words say both of what is compared: `allows at most {payment.amount}, got {args.amount}`.
    private boolean saysBoth(Predicate when) {
        return switch (when) {
            case Predicate.Any(Program _, Predicate each) -> saysBoth(each);
            case Predicate.Compare(Program left, var comparison, Program.Constant(JsonNode limit)) ->
                slots.contains(left) && isOrder(comparison) && isNamed(limit);
            case Predicate.Compare(Program left, var _, Program right) -> slots.contains(left) && slots.contains(right);
            case Predicate.Not(Predicate test) -> test instanceof Predicate.Matches && saysBoth(test);
            case Predicate.Matches matches ->
                slots.contains(new Program.Written(matches.value(), Program.Style.LENGTH)) && matches.isOfLength();
            default -> false;
        };
    }

    /// Whether every number that something has to equal, or not to, is nothing or one that the words say: few
    /// tools refuse a balance for being 25 and none other.
    boolean allowsNumbers(Predicate when) {
        return switch (when) {
            case Predicate.And(List<Predicate> tests) -> tests.stream().allMatch(this::allowsNumbers);
            case Predicate.Not(Predicate test) -> allowsNumbers(test);
            case Predicate.Any(Program _, Predicate each) -> allowsNumbers(each);
            case Predicate.Compare(Program _, var comparison, Program.Constant(JsonNode number))
            when number.isNumber() && !isOrder(comparison) ->
                number.decimalValue().signum() == 0 || isNamed(number);
            default -> true;
        };
    }

    private static boolean isOrder(Predicate.Comparison comparison) {
        return comparison != Predicate.Comparison.EQUAL && comparison != Predicate.Comparison.UNEQUAL;
    }

    private boolean isNamed(JsonNode limit) {
        return limit.isNumber() && numbers.stream().anyMatch(number -> number.compareTo(limit.decimalValue()) == 0);
    }

    /// Whether the words say that something was done before, or too often.
    boolean speaksOfRepeating() {
        return repeating;
    }

    /// Whether the words say this value.
    boolean says(Program value) {
        return slots.contains(value);
    }

    /// Whether the words name something that the condition is about.
    boolean speaksOf(GuardCondition candidate) {
        return candidate.parts().stream().anyMatch(part -> told(part) > 0);
    }

    /// Whether the words name a constant of the condition, or a part of it: `gift card` speaks of `credit_card`.
    boolean speaksOfConstant(Predicate when) {
        return switch (when) {
            case Predicate.And(List<Predicate> tests) -> tests.stream().anyMatch(this::speaksOfConstant);
            case Predicate.Not(Predicate test) -> speaksOfConstant(test);
            case Predicate.Any(Program _, Predicate each) -> speaksOfConstant(each);
            case Predicate.Compare(Program _, var _, Program.Constant(JsonNode constant)) -> isSaid(constant);
            case Predicate.Contains(Program.Constant(JsonNode constants), Program _) ->
                StreamSupport.stream(constants.spliterator(), false).anyMatch(this::isSaid);
            default -> false;
        };
    }

    private boolean isSaid(JsonNode constant) {
        return names(constant.asText()).stream().anyMatch(words::contains);
    }

    /// Whether the condition is that several values that the words say are those of one row.
    boolean saysAll(GuardCondition candidate) {
        return candidate.when() instanceof Predicate.And(List<Predicate> tests)
                && tests.stream().allMatch(test -> Parts.paths(test).anyMatch(slots::contains));
    }

    private double told(Program part) {
        return told.computeIfAbsent(part, this::look);
    }

    private double look(Program part) {
        if (part instanceof Program.Written) {
            return slots.contains(part) ? SLOT_BITS : 0;
        }
        String name = switch (part) {
            case Program.Path(List<String> steps) -> steps.getLast();
            case Program.Pick(Program _, Program.Constant(JsonNode field)) -> field.asText();
            default -> "";
        };
        boolean named = names(name).stream().anyMatch(words::contains);
        return slots.contains(part) ? SLOT_BITS : named ? NAMED_BITS : 0;
    }

    /// `is closed` speaks for "= closed", `not available` and `must be open` for "≠ available" and "≠ open".
    private double constantTold(Predicate when) {
        return switch (when) {
            case Predicate.And(List<Predicate> tests) ->
                tests.stream().mapToDouble(this::constantTold).sum();
            case Predicate.Any(Program _, Predicate each) -> constantTold(each);
            case Predicate.Compare(Program _, var comparison, Program.Constant(JsonNode constant))
            when constant.isTextual() ->
                constantTold(comparison, constant.textValue().toLowerCase(Locale.ROOT));
            default -> 0;
        };
    }

    private double constantTold(Predicate.Comparison comparison, String constant) {
        boolean negated = denied.contains(constant);
        boolean said = words.contains(constant) || words.contains(singular(constant));
        boolean fits = comparison == (negated ? Predicate.Comparison.UNEQUAL : Predicate.Comparison.EQUAL);
        return said && fits ? FORM_BITS : 0;
    }

    /// The words of a name, in the singular: `payment_methods` is about `payment` and `method`.
    private static List<String> names(String name) {
        Matcher humps = HUMP.matcher(name);
        return Arrays.stream(humps.replaceAll("_").toLowerCase(Locale.ROOT).split("[^\\p{L}]+"))
                .filter(word -> word.length() > 1 && !GENERAL.contains(word))
                .map(Relevance::singular)
                .toList();
    }

    private static String singular(String word) {
        return word.length() > 3 && word.endsWith("s") ? word.substring(0, word.length() - 1) : word;
    }
}
