package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Rules for people, and how long they are.
final class Description {

    /// Stands for words or values that nobody understands.
    static final String UNKNOWN = "unknown";

    /// The condition without any test.
    static final String ALWAYS = "always";

    /// Words that would not be read as the name of a row.
    private static final Set<String> KEYWORDS = Set.of(UNKNOWN, ALWAYS, "nothing", "true", "false", "null", "if");

    private static final Pattern NUMBER_LIKE = Pattern.compile("-?\\d.*");

    private Description() {}

    static int size(Program program) {
        return switch (program) {
            case Program.Constant _ -> 1;
            case Program.Path(List<String> steps) -> steps.size() > 2 ? 2 : 1;
            case Program.Pick(Program container, Program key) -> 1 + size(container) + size(key);
            case Program.Position(Program list, Program value) -> 1 + size(list) + size(value);
            case Program.Arithmetic(var _, Program left, Program right) -> 1 + size(left) + size(right);
            case Program.Rounded(Program number, int _, var _) -> 1 + size(number);
            case Program.Fold(var _, Program list, Program each) -> 1 + size(list) + size(each);
            case Program.Mapped(Program list, Program each) -> 1 + size(list) + size(each);
            case Program.Filtered(Program list, Predicate test) -> 1 + size(list) + size(test);
            case Program.Found(Program list, Predicate test) -> 1 + size(list) + size(test);
            case Program.Sorted(Program list, Program key, boolean _) -> 1 + size(list) + size(key);
            case Program.Joined(Program first, Program second) -> 1 + size(first) + size(second);
            case Program.Built(var fields) -> 1 + sizes(fields);
            case Program.Completed(Program object, Program rest) -> size(object) + size(rest);
            case Program.Changed(Program object, var fields, List<String> removed) ->
                1 + size(object) + sizes(fields) + removed.size();
            case Program.Put(Program object, Program key, Program value) -> 1 + size(object) + size(key) + size(value);
            case Program.Dropped(Program object, Program key) -> 1 + size(object) + size(key);
            case Program.Absent() -> 1;
            case Program.Template(List<Program> parts) ->
                parts.stream().mapToInt(Description::size).sum();
            case Program.Written(Program value, var _) -> 1 + size(value);
            case Program.Moved(Program date, Program amount, var _) -> 1 + size(date) + size(amount);
            case Program.Local(Program time, String _, String _) -> 3 + size(time);
            case Program.Gap(Program from, Program to, var _) -> 1 + size(from) + size(to);
            case Program.Formula(Program text) -> 1 + size(text);
            case Program.Choice(Predicate test, Program then, Program otherwise) ->
                1 + size(test) + size(then) + size(otherwise);
        };
    }

    static int size(Predicate predicate) {
        return switch (predicate) {
            case Predicate.Compare(Program left, var _, Program right) -> 1 + size(left) + size(right);
            case Predicate.Contains(Program container, Program value) -> 1 + size(container) + size(value);
            case Predicate.Present(Program value) -> 1 + size(value);
            case Predicate.Matches(Program text, String _) -> 2 + size(text);
            case Predicate.Any(Program list, Predicate each) -> 1 + size(list) + size(each);
            case Predicate.And(List<Predicate> tests) ->
                tests.stream().mapToInt(Description::size).sum();
            case Predicate.Not(Predicate test) -> 1 + size(test);
        };
    }

    private static int sizes(Map<String, Program> fields) {
        return fields.values().stream().mapToInt(field -> 1 + size(field)).sum();
    }

    static String text(Program program) {
        return switch (program) {
            case Program.Constant(JsonNode value) -> constant(value);
            case Program.Path(List<String> steps) -> path(steps);
            case Program.Pick(Program container, Program key) -> tight(container) + "[" + text(key) + "]";
            case Program.Position(Program list, Program value) -> "position of " + tight(value) + " in " + tail(list);
            case Program.Arithmetic arithmetic -> text(arithmetic);
            case Program.Rounded(Program number, int decimals, var mode) ->
                word(mode) + "(" + listed(number) + ", " + decimals + ")";
            case Program.Fold fold -> text(fold);
            case Program.Mapped(Program list, Program each) -> "[" + closed(each) + " for each of " + text(list) + "]";
            case Program.Filtered(Program list, Predicate test) -> "those of " + tight(list) + " where " + text(test);
            case Program.Found(Program list, Predicate test) -> "the one of " + tight(list) + " where " + text(test);
            case Program.Sorted(Program list, Program key, boolean descending) ->
                chained(list) + " by " + tight(key) + (descending ? " descending" : "");
            case Program.Joined(Program first, Program second) -> chained(first) + " followed by " + tight(second);
            case Program.Built(var fields) -> "{" + text(fields) + "}";
            case Program.Completed(Program object, Program rest) -> chained(object) + " completed by " + tight(rest);
            case Program.Changed(Program object, var fields, List<String> removed) ->
                chained(object) + " with {" + text(fields) + "}" + (removed.isEmpty() ? "" : without(removed));
            case Program.Put(Program object, Program key, Program value) ->
                chained(object) + " with [" + text(key) + "]: " + tight(value);
            case Program.Dropped(Program object, Program key) -> chained(object) + " without [" + text(key) + "]";
            case Program.Absent() -> "nothing";
            case Program.Template(List<Program> parts) ->
                parts.stream().map(Description::part).collect(Collectors.joining("", "\"", "\""));
            case Program.Written(Program value, var style) -> chained(value) + " as " + word(style);
            case Program.Moved(Program date, Program amount, var unit) ->
                (date instanceof Program.Moved ? text(date) : chained(date)) + " + " + tight(amount) + " " + word(unit);
            case Program.Local(Program time, String offset, String form) ->
                chained(time) + " at " + quoted(offset) + " like " + quoted(form);
            case Program.Gap(Program from, Program to, var unit) ->
                word(unit) + " from " + tight(from) + " to " + tail(to);
            case Program.Formula(Program text) -> "value of the formula " + tail(text);
            case Program.Choice(Predicate test, Program then, Program otherwise) ->
                "if " + text(test) + " then " + closed(then) + " else " + listed(otherwise);
        };
    }

    static String word(RoundingMode mode) {
        return switch (mode) {
            case UP, CEILING -> "round_up";
            case DOWN, FLOOR -> "round_down";
            case HALF_UP, HALF_DOWN, HALF_EVEN, UNNECESSARY -> "round";
        };
    }

    private static String text(Program.Arithmetic arithmetic) {
        Program left = arithmetic.left();
        Program right = arithmetic.right();
        String symbol = arithmetic.operator().symbol();
        return switch (arithmetic.operator()) {
            case MIN, MAX -> symbol + "(" + listed(left) + ", " + listed(right) + ")";
            case PLUS, MINUS, TIMES, DIVIDED -> "(" + operand(left) + " " + symbol + " " + operand(right) + ")";
        };
    }

    private static String text(Program.Fold fold) {
        return fold.kind() == Program.Fold.Kind.COUNT
                ? "count of " + tail(fold.list())
                : word(fold.kind()) + " of " + tight(fold.each()) + " over " + tail(fold.list());
    }

    private static String text(SortedMap<String, Program> fields) {
        return fields.entrySet().stream()
                .map(field -> name(field.getKey()) + ": " + listed(field.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String without(List<String> removed) {
        return " without " + removed.stream().map(Description::name).collect(Collectors.joining(", "));
    }

    static String word(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }

    /// How far a formula reaches where it stands inside another one, and so whether it needs parentheses there.
    private enum Reach {
        /// It has an end of its own.
        TIGHT,
        /// It begins with its first operand: `x as day`.
        POSTFIX,
        /// It begins with a word, and ends with an operand: `count of x`.
        PREFIX,
        /// It goes on as long as it can: `those of x where ...`.
        OPEN
    }

    private static Reach reach(Program program) {
        return switch (program) {
            case Program.Constant _, Program.Path _, Program.Pick _, Program.Arithmetic _, Program.Rounded _ ->
                Reach.TIGHT;
            case Program.Mapped _, Program.Built _, Program.Absent _, Program.Template _ -> Reach.TIGHT;
            case Program.Sorted _, Program.Joined _, Program.Put _, Program.Dropped _, Program.Completed _ ->
                Reach.POSTFIX;
            case Program.Changed _, Program.Written _, Program.Moved _, Program.Local _ -> Reach.POSTFIX;
            case Program.Filtered _, Program.Found _, Program.Choice _ -> Reach.OPEN;
            case Program.Fold fold -> prefix(fold.list());
            case Program.Position position -> prefix(position.list());
            case Program.Gap gap -> prefix(gap.to());
            case Program.Formula formula -> prefix(formula.formula());
        };
    }

    private static Reach prefix(Program last) {
        return reach(last) == Reach.OPEN ? Reach.OPEN : Reach.PREFIX;
    }

    private static String grouped(Program program, boolean group) {
        return group ? "(" + text(program) + ")" : text(program);
    }

    private static String tight(Program program) {
        return grouped(program, reach(program) != Reach.TIGHT);
    }

    /// Beside a sign of arithmetic.
    private static String operand(Program program) {
        Reach reach = reach(program);
        return grouped(program, reach == Reach.POSTFIX || reach == Reach.OPEN);
    }

    /// At the left end of a phrase that begins with its first operand.
    private static String chained(Program program) {
        Reach reach = reach(program);
        boolean chains = reach == Reach.TIGHT || (reach == Reach.POSTFIX && !(program instanceof Program.Moved));
        return grouped(program, !chains);
    }

    /// At the right end of a phrase that begins with a word.
    private static String tail(Program program) {
        return grouped(program, reach(program) == Reach.POSTFIX);
    }

    /// Before a word or a sign that a condition may contain.
    private static String closed(Program program) {
        return grouped(program, reach(program) == Reach.OPEN || listsNames(program));
    }

    /// Before a comma.
    private static String listed(Program program) {
        return grouped(program, listsNames(program));
    }

    private static boolean listsNames(Program program) {
        return program instanceof Program.Changed changed && !changed.removed().isEmpty();
    }

    private static String part(Program part) {
        return part instanceof Program.Constant(JsonNode value)
                ? Writing.plain(value).replaceAll("[\\\\{}\"]", "\\\\$0")
                : "{" + text(part) + "}";
    }

    private static String constant(JsonNode value) {
        if (value.isMissingNode()) {
            return UNKNOWN;
        }
        return value.isTextual() ? value.toString().replace("{", "\\{") : value.toString();
    }

    private static String quoted(String text) {
        return constant(TextNode.valueOf(text));
    }

    private static String path(List<String> steps) {
        String first = steps.getFirst();
        boolean misread = KEYWORDS.contains(first) || NUMBER_LIKE.matcher(first).matches();
        String root = misread ? "`" + first.replace("`", "``") + "`" : name(first);
        return steps.stream().skip(1).map(step -> "." + name(step)).collect(Collectors.joining("", root, ""));
    }

    /// Names of the usual letters stand for themselves.
    private static String name(String name) {
        boolean usual = !name.isEmpty() && name.chars().allMatch(letter -> RuleCursor.isOfName((char) letter));
        return usual ? name : "`" + name.replace("`", "``") + "`";
    }

    static String text(Predicate predicate) {
        return switch (predicate) {
            case Predicate.Compare(Program left, var comparison, Program right) ->
                closed(left) + " " + comparison.symbol() + " " + closed(right);
            case Predicate.Contains(Program container, Program value) -> closed(value) + " in " + closed(container);
            case Predicate.Present(Program value) -> closed(value) + " is given";
            case Predicate.Matches(Program text, String pattern) -> closed(text) + " looks like " + pattern(pattern);
            case Predicate.Any(Program list, Predicate each) -> "any of " + tight(list) + " has " + single(each);
            case Predicate.And(List<Predicate> tests) ->
                tests.isEmpty()
                        ? ALWAYS
                        : tests.stream().map(Description::single).collect(Collectors.joining(" and "));
            case Predicate.Not(Predicate test) -> "not (" + text(test) + ")";
        };
    }

    private static String single(Predicate test) {
        return test instanceof Predicate.And ? "(" + text(test) + ")" : text(test);
    }

    private static String pattern(String pattern) {
        boolean bare = !pattern.isEmpty()
                && !pattern.startsWith("/")
                && RuleCursor.endOfPattern(pattern, 0) == pattern.length();
        return bare ? pattern : "/" + pattern.replace("/", "\\/") + "/";
    }
}
