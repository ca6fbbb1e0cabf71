package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.program.GuardCondition.Form;
import dev.agentgym.program.Predicate.Comparison;
import java.math.BigDecimal;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Conditions on how a text is written: what it begins with, its pattern of letters and digits, its length.
final class TextConditions {

    private static final int LONGEST = 60;
    private static final int MOST_SHAPES = 6;
    private static final int MOST_PREFIXES = 8;
    private static final double PATTERN_BITS = 3;
    private static final Pattern PREFIX = Pattern.compile("(\\p{L}+[-_:/# ]|\\p{L}+(?=\\d)|[#@+]\\p{L}*)[^\\n]+");
    private static final Pattern RUN = Pattern.compile("\\p{Lu}+|\\p{Ll}+|\\p{L}+|\\d+|.", Pattern.DOTALL);
    private static final List<String> FORMATS = List.of(
            "\\d{4}-\\d{2}-\\d{2}",
            "[^@\\s]+@[^@\\s]+\\.[A-Za-z]{2,}", "\\+?[\\d ()-]{6,}", "\\d+", "[A-Z]+", "[A-Z0-9]+");

    private final Columns columns;
    private final Pool pool;

    TextConditions(Columns columns, Pool pool) {
        this.columns = columns;
        this.pool = pool;
    }

    void add() {
        columns.own().stream().filter(GuardTerm::isText).forEach(term -> {
            prefixes(term).forEach(prefix -> add(term, quoted(prefix) + ".*", Form.VALUE));
            shapes(term).forEach(shape -> add(term, shape, Form.OTHER));
            FORMATS.forEach(format -> add(term, format, Form.OTHER));
        });
    }

    private void add(GuardTerm term, String pattern, Form form) {
        Verdicts matching = verdicts(term, Pattern.compile(pattern));
        Predicate matches = new Predicate.Matches(term.program(), pattern);
        double bits = term.bits() + PATTERN_BITS;
        pool.add(columns.table(), matches, matching, bits, term.parts(), form);
        Predicate not = new Predicate.Not(matches);
        pool.add(columns.table(), not, matching.negated(), bits, term.parts(), Form.MALFORMED);
    }

    private static Verdicts verdicts(GuardTerm term, Pattern pattern) {
        Verdicts verdicts = new Verdicts(new BitSet(), new BitSet());
        for (int i = 0; i < term.rows(); i++) {
            JsonNode value = term.value(i);
            if (value.isTextual()) {
                boolean matches = pattern.matcher(value.textValue()).matches();
                (matches ? verdicts.holds() : verdicts.fails()).set(i);
            }
        }
        return verdicts;
    }

    private static Set<String> prefixes(GuardTerm term) {
        Set<String> prefixes = new TreeSet<>();
        for (int i = 0; i < term.rows() && prefixes.size() <= MOST_PREFIXES; i++) {
            Matcher matcher = PREFIX.matcher(shortText(term.value(i)));
            if (matcher.matches()) {
                prefixes.add(matcher.group(1));
            }
        }
        return prefixes.size() > MOST_PREFIXES ? new TreeSet<>() : prefixes;
    }

    /// The most frequent patterns, with the length of every run and without.
    private static List<String> shapes(GuardTerm term) {
        Map<String, Integer> shapes = new TreeMap<>();
        for (int i = 0; i < term.rows(); i++) {
            String text = shortText(term.value(i));
            if (!text.isEmpty() && text.indexOf(' ') < 0) {
                shapes.merge(shape(text, true), 1, Integer::sum);
                shapes.merge(shape(text, false), 1, Integer::sum);
            }
        }
        return shapes.entrySet().stream()
                .filter(shape -> shape.getValue() > 1 && shape.getKey().length() <= LONGEST)
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST_SHAPES)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static String shortText(JsonNode value) {
        return value.isTextual() && value.textValue().length() <= LONGEST ? value.textValue() : "";
    }

    private static String shape(String text, boolean counted) {
        StringBuilder shape = new StringBuilder();
        Matcher runs = RUN.matcher(text);
        while (runs.find()) {
            String run = runs.group();
            String count = counted ? "{" + run.length() + "}" : "+";
            String kind = kind(run.codePointAt(0));
            shape.append(kind.isEmpty() ? quoted(run) : kind + count);
        }
        return shape.toString();
    }

    private static String kind(int sign) {
        if (Character.isDigit(sign)) {
            return "\\d";
        }
        if (!Character.isLetter(sign)) {
            return "";
        }
        return Character.isUpperCase(sign) ? "\\p{Lu}" : "\\p{Ll}";
    }

    /// A regular expression for exactly this text.
    private static String quoted(String text) {
        return text.replaceAll("[\\\\.\\[\\]{}()*+?^$|]", "\\\\$0");
    }

    /// The length of a text against a constant, written as a pattern.
    static LimitConditions length(Table table, GuardTerm term) {
        double[] lengths = new double[term.rows()];
        for (int i = 0; i < lengths.length; i++) {
            JsonNode value = term.value(i);
            lengths[i] = value.isTextual()
                    ? value.textValue().codePointCount(0, value.textValue().length())
                    : Double.NaN;
        }
        List<Program> parts =
                Stream.concat(term.parts().stream(), Stream.of(written(term))).toList();
        Quantity length = new Quantity(term.program(), lengths, term.bits() + PATTERN_BITS, parts);
        return new LimitConditions(table, length, (comparison, limit) -> length(term.program(), comparison, limit));
    }

    /// What a refusal that says the length says.
    private static Program written(GuardTerm term) {
        return new Program.Written(term.program(), Program.Style.LENGTH);
    }

    private static Predicate length(Program text, Comparison comparison, BigDecimal limit) {
        int constant = limit.intValue();
        int shorter = comparison == Comparison.LESS || comparison == Comparison.AT_LEAST ? constant - 1 : constant;
        Predicate atMost = Predicate.Matches.ofLength(text, Math.max(0, shorter));
        boolean longer = comparison == Comparison.MORE || comparison == Comparison.AT_LEAST;
        return longer ? new Predicate.Not(atMost) : atMost;
    }
}
