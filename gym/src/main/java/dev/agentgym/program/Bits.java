package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

/// How many bits it takes to write a program or a value down: the shortest explanation wins, and one that is longer
/// than the list of what it explains is none (minimum description length).
///
/// A path costs what it takes to point at one of some dozens of paths, an operator what it takes to choose one, a
/// constant its digits or letters.
final class Bits {

    static final int PATH = 5;
    static final int OPERATOR = 3;
    private static final int NODE = 4;
    private static final int CHOICE = 6;
    private static final int LONGEST = 60;
    private static final int SEEN = 12;

    /// Numbers that rules are made of, such as percent and days of a month.
    private static final Set<BigDecimal> COMMON = Set.of(
            BigDecimal.ZERO, BigDecimal.ONE, BigDecimal.TWO, new BigDecimal(3), BigDecimal.TEN, new BigDecimal(100));

    private Bits() {}

    /// A value written down without explanation.
    static int of(JsonNode value) {
        return switch (value.getNodeType()) {
            case NUMBER -> number(value);
            case STRING, BINARY -> Math.min(LONGEST, 3 + 3 * value.asText().length());
            case ARRAY, OBJECT -> container(value);
            case BOOLEAN, NULL, MISSING, POJO -> 4;
        };
    }

    private static int number(JsonNode value) {
        BigDecimal plain = Numbers.decimal(value).stripTrailingZeros().abs();
        int digits = Math.max(plain.precision(), plain.scale() + 1);
        return COMMON.contains(plain) ? 4 : Math.min(LONGEST, 2 + 10 * digits / 3);
    }

    private static int container(JsonNode value) {
        int sum = 3;
        int name = value.isObject() ? NODE : 0;
        for (JsonNode child : value) {
            sum += 2 + name + (sum > LONGEST * 10 ? 0 : of(child));
        }
        return sum;
    }

    /// What it takes to point at a program that the scene shows anyway, among some hundred others: less than to
    /// write it down, but not less for a longer one.
    static int seen(int bits) {
        return Math.min(bits, SEEN + bits / 6);
    }

    /// Naming some of many: the logarithm of the number of ways to choose them.
    static int ofSubset(int some, int many) {
        double bits = 0;
        for (int i = 1; i <= some; i++) {
            bits += Math.log((many - some + i) / (double) i) / Math.log(2);
        }
        return (int) Math.round(bits);
    }

    static int of(Program program) {
        return switch (program) {
            case Program.Constant(JsonNode value) -> of(value);
            case Program.Path(List<String> steps) -> path(steps);
            case Program.Pick(Program container, Program key) -> OPERATOR + of(container) + of(key);
            case Program.Position(Program list, Program value) -> NODE + of(list) + of(value);
            case Program.Arithmetic(var _, Program left, Program right) -> OPERATOR + of(left) + of(right);
            case Program.Rounded(Program number, int _, var _) -> 2 + of(number);
            case Program.Fold(var kind, Program list, Program each) ->
                NODE + of(list) + (kind == Program.Fold.Kind.COUNT ? 0 : of(each));
            case Program.Mapped(Program list, Program each) -> NODE + of(list) + of(each);
            case Program.Filtered(Program list, Predicate test) -> NODE + of(list) + of(test);
            case Program.Found(Program list, Predicate test) -> NODE + of(list) + of(test);
            case Program.Sorted(Program list, Program key, boolean _) -> NODE + of(list) + of(key);
            case Program.Joined(Program first, Program second) -> NODE + of(first) + of(second);
            case Program.Built(var fields) -> NODE + NODE * fields.size() + of(fields.values());
            case Program.Completed(Program object, Program rest) -> NODE + of(object) + of(rest);
            case Program.Changed(Program object, var fields, List<String> removed) ->
                NODE + of(object) + NODE * (fields.size() + removed.size()) + of(fields.values());
            case Program.Put(Program object, Program key, Program value) -> NODE + of(object) + of(key) + of(value);
            case Program.Dropped(Program object, Program key) -> NODE + of(object) + of(key);
            case Program.Template(List<Program> parts) -> of(parts);
            case Program.Written(Program value, var _) -> OPERATOR + of(value);
            case Program.Moved(Program date, Program amount, var _) -> NODE + of(date) + of(amount);
            case Program.Local(Program time, String _, String _) -> 2 * NODE + of(time);
            case Program.Gap(Program from, Program to, var _) -> NODE + of(from) + of(to);
            case Program.Formula(Program text) -> NODE + of(text);
            case Program.Choice(Predicate test, Program then, Program otherwise) ->
                CHOICE + of(test) + of(then) + of(otherwise);
            case Program.Absent() -> NODE;
        };
    }

    static int of(Predicate predicate) {
        return switch (predicate) {
            case Predicate.Compare(Program left, var _, Program right) -> OPERATOR + of(left) + of(right);
            case Predicate.Contains(Program container, Program value) -> NODE + of(container) + of(value);
            case Predicate.Present(Program value) -> OPERATOR + of(value);
            case Predicate.Matches(Program text, String pattern) -> NODE + of(text) + 2 * pattern.length();
            case Predicate.Any(Program list, Predicate each) -> NODE + of(list) + of(each);
            case Predicate.And(List<Predicate> tests) ->
                tests.stream().mapToInt(Bits::of).sum();
            case Predicate.Not(Predicate test) -> 1 + of(test);
        };
    }

    private static int of(Iterable<Program> programs) {
        int sum = 0;
        for (Program program : programs) {
            sum += of(program);
        }
        return sum;
    }

    private static int path(List<String> steps) {
        boolean near = steps.getFirst().equals("args") || steps.getFirst().equals("each");
        return PATH + (near ? 0 : 1) + Math.max(0, steps.size() - 2);
    }
}
