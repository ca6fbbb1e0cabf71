package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;

/// Rules for people, and how long they are.
final class Description {

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
            case Program.Constant(JsonNode value) -> value.toString();
            case Program.Path(List<String> steps) -> String.join(".", steps);
            case Program.Pick(Program container, Program key) -> text(container) + "[" + text(key) + "]";
            case Program.Position(Program list, Program value) -> "position of " + text(value) + " in " + text(list);
            case Program.Arithmetic arithmetic -> text(arithmetic);
            case Program.Rounded(Program number, int decimals, var mode) ->
                rounding(mode) + "(" + text(number) + ", " + decimals + ")";
            case Program.Fold fold -> text(fold);
            case Program.Mapped(Program list, Program each) -> "[" + text(each) + " for each of " + text(list) + "]";
            case Program.Filtered(Program list, Predicate test) -> "those of " + text(list) + " where " + text(test);
            case Program.Found(Program list, Predicate test) -> "the one of " + text(list) + " where " + text(test);
            case Program.Sorted(Program list, Program key, boolean descending) ->
                text(list) + " by " + text(key) + (descending ? " descending" : "");
            case Program.Joined(Program first, Program second) -> text(first) + " followed by " + text(second);
            case Program.Built(var fields) -> "{" + text(fields) + "}";
            case Program.Completed(Program object, Program rest) -> text(object) + " and then " + text(rest);
            case Program.Changed(Program object, var fields, List<String> removed) ->
                text(object) + " with {" + text(fields) + "}"
                        + (removed.isEmpty() ? "" : " without " + String.join(", ", removed));
            case Program.Put(Program object, Program key, Program value) ->
                text(object) + " with [" + text(key) + "]: " + text(value);
            case Program.Dropped(Program object, Program key) -> text(object) + " without [" + text(key) + "]";
            case Program.Absent() -> "nothing";
            case Program.Template(List<Program> parts) ->
                parts.stream().map(Description::part).collect(Collectors.joining("", "\"", "\""));
            case Program.Written(Program value, var style) ->
                text(value) + " as " + style.name().toLowerCase(Locale.ROOT);
            case Program.Moved(Program date, Program amount, var unit) ->
                text(date) + " + " + text(amount) + " " + unit.name().toLowerCase(Locale.ROOT);
            case Program.Gap(Program from, Program to, var unit) ->
                unit.name().toLowerCase(Locale.ROOT) + " from " + text(from) + " to " + text(to);
            case Program.Formula(Program text) -> "value of the formula " + text(text);
            case Program.Choice(Predicate test, Program then, Program otherwise) ->
                "if " + text(test) + " then " + text(then) + " else " + text(otherwise);
        };
    }

    private static String rounding(RoundingMode mode) {
        return switch (mode) {
            case UP, CEILING -> "round_up";
            case DOWN, FLOOR -> "round_down";
            case HALF_UP, HALF_DOWN, HALF_EVEN, UNNECESSARY -> "round";
        };
    }

    private static String text(Program.Arithmetic arithmetic) {
        String left = text(arithmetic.left());
        String right = text(arithmetic.right());
        return switch (arithmetic.operator()) {
            case MIN, MAX -> arithmetic.operator().symbol() + "(" + left + ", " + right + ")";
            case PLUS, MINUS, TIMES, DIVIDED ->
                "(" + left + " " + arithmetic.operator().symbol() + " " + right + ")";
        };
    }

    private static String text(Program.Fold fold) {
        String kind = fold.kind().name().toLowerCase(Locale.ROOT);
        return fold.kind() == Program.Fold.Kind.COUNT
                ? "count of " + text(fold.list())
                : kind + " of " + text(fold.each()) + " over " + text(fold.list());
    }

    private static String text(SortedMap<String, Program> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + ": " + text(field.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String part(Program part) {
        return part instanceof Program.Constant(JsonNode value) ? Writing.plain(value) : "{" + text(part) + "}";
    }

    static String text(Predicate predicate) {
        return switch (predicate) {
            case Predicate.Compare(Program left, var comparison, Program right) ->
                text(left) + " " + comparison.symbol() + " " + text(right);
            case Predicate.Contains(Program container, Program value) -> text(value) + " in " + text(container);
            case Predicate.Present(Program value) -> text(value) + " is given";
            case Predicate.Matches(Program text, String pattern) -> text(text) + " looks like " + pattern;
            case Predicate.Any(Program list, Predicate each) -> "any of " + text(list) + " has " + text(each);
            case Predicate.And(List<Predicate> tests) ->
                tests.stream().map(Description::text).collect(Collectors.joining(" and "));
            case Predicate.Not(Predicate test) -> "not (" + text(test) + ")";
        };
    }
}
