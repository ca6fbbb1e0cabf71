package dev.agentgym.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.agentgym.trace.Json;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RuleReaderTest {

    private static Program path(String... steps) {
        return Program.Path.of(steps);
    }

    private static Program text(String value) {
        return new Program.Constant(TextNode.valueOf(value));
    }

    private static Program read(String rule) {
        return RuleReader.program(rule, Set.of());
    }

    private static Predicate condition(String rule) {
        return RuleReader.predicate(rule, Set.of());
    }

    private static Predicate equal(Program left, Program right) {
        return new Predicate.Compare(left, Predicate.Comparison.EQUAL, right);
    }

    @Test
    void drawn_programs_are_read_as_they_were_printed() {
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            Program drawn = new DrawnPrograms(random).draw();
            Scope scope = Scope.of(DrawnPrograms.scope(random));

            Program read = read(drawn.text());

            assertThat(read.text()).isEqualTo(drawn.text());
            assertThat(read.eval(scope)).as(drawn.text()).isEqualTo(drawn.eval(scope));
        }
    }

    /// The trap: without parentheses an operand that goes on as long as it can swallows what follows it.
    @Test
    void programs_nested_at_random_are_read_as_they_were_printed() {
        for (int seed = 0; seed < 3_000; seed++) {
            Nested nested = new Nested(new Random(seed));
            Program program = nested.program(3);
            assertThatCode(() -> assertThat(read(program.text())).isEqualTo(program))
                    .as(program.text())
                    .doesNotThrowAnyException();
            Predicate predicate = nested.predicate(3);
            assertThatCode(() -> assertThat(condition(predicate.text())).isEqualTo(predicate))
                    .as(predicate.text())
                    .doesNotThrowAnyException();
        }
    }

    private record Nested(Random random) {

        private static final List<String> NAMES =
                List.of("a", "count", "if", "Order Date", "x.y", "ti`ck", "null", "7", "a-b", "");

        private Program path() {
            String first = NAMES.get(random.nextInt(NAMES.size()));
            return random.nextBoolean() ? Program.Path.of(first) : Program.Path.of(first, "b");
        }

        private Program leaf() {
            return switch (random.nextInt(6)) {
                case 0 -> new Program.Constant(Json.parse("[1, \"x{\", {\"k\": null}]"));
                case 1 -> text("quote \" brace { } slash \\ line \n, and = in by");
                case 2 -> new Program.Constant(Json.parse("-2.5"));
                case 3 ->
                    new Program.Constant(
                            Json.parse(List.of("true", "null", "{}", "0").get(random.nextInt(4))));
                default -> path();
            };
        }

        Program program(int depth) {
            if (depth == 0) {
                return leaf();
            }
            Program a = program(depth - 1);
            Program b = program(depth - 1);
            return switch (random.nextInt(23)) {
                case 0 -> new Program.Pick(a, b);
                case 1 -> new Program.Position(a, b);
                case 2 -> new Program.Arithmetic(one(Program.Operator.values()), a, b);
                case 3 -> new Program.Rounded(a, 2);
                case 4 -> new Program.Fold(Program.Fold.Kind.COUNT, a, Program.Path.of("each"));
                case 5 -> new Program.Fold(Program.Fold.Kind.SUM, a, b);
                case 6 -> new Program.Mapped(a, b);
                case 7 -> new Program.Filtered(a, predicate(depth - 1));
                case 8 -> new Program.Found(a, predicate(depth - 1));
                case 9 -> new Program.Sorted(a, b, random.nextBoolean());
                case 10 -> new Program.Joined(a, b);
                case 11 -> new Program.Built(new TreeMap<>(Map.of("x", a, "two words", b)));
                case 12 -> new Program.Changed(a, new TreeMap<>(Map.of("x", b)), List.of("y", "z z"));
                case 13 -> new Program.Changed(a, new TreeMap<>(Map.of("x", b)), List.of());
                case 14 -> new Program.Put(a, b, program(depth - 1));
                case 15 -> new Program.Dropped(a, b);
                case 16 -> new Program.Template(List.of(text("Dear {\"\\"), path(), text(", bye")));
                case 17 -> new Program.Written(a, one(Program.Style.values()));
                case 18 -> new Program.Moved(a, b, one(Program.Unit.values()));
                case 19 -> new Program.Gap(a, b, one(Program.Unit.values()));
                case 20 -> new Program.Formula(a);
                case 21 -> new Program.Local(a, "+01:00", "uuuu-MM-dd HH:mm");
                default -> new Program.Choice(predicate(depth - 1), a, b);
            };
        }

        Predicate predicate(int depth) {
            Program a = program(Math.max(0, depth - 1));
            Program b = program(Math.max(0, depth - 1));
            if (depth == 0) {
                return equal(a, b);
            }
            return switch (random.nextInt(7)) {
                case 0 -> new Predicate.Compare(a, one(Predicate.Comparison.values()), b);
                case 1 -> new Predicate.Contains(a, b);
                case 2 -> new Predicate.Present(a);
                case 3 -> new Predicate.Matches(a, one(new String[] {"C-.*", "a b", "(?s).{0,140}", "/x/", "[)]|,"}));
                case 4 -> new Predicate.Any(a, predicate(depth - 1));
                case 5 -> new Predicate.And(List.of(predicate(depth - 1), predicate(depth - 1)));
                default -> new Predicate.Not(predicate(depth - 1));
            };
        }

        private <T> T one(T[] choices) {
            return choices[random.nextInt(choices.length)];
        }
    }

    @Test
    void an_object_is_completed_by_what_is_computed_from_it() {
        String text = "{months: round_up((args.days / 30), 0)} completed by {fee: (answer.months * 5)}";

        assertThat(read(text).text()).isEqualTo(text);
        assertThat(read(text)
                        .eval(Scope.of(Json.object().set("args", Json.object().put("days", 91)))))
                .isEqualTo(Json.parse("{\"months\":4,\"fee\":20}"));
    }

    @Test
    void sums_need_no_parentheses_and_signs_may_be_typed_on_any_keyboard() {
        assertThat(read("args.a + args.b * 2 - 1").text()).isEqualTo("((args.a + (args.b * 2)) - 1)");
        assertThat(condition("args.a <= 2 and b != c").text()).isEqualTo("args.a ≤ 2 and b ≠ c");
        assertThat(RuleReader.template("Order {args.id} is \\{gone\\}", Set.of()))
                .isEqualTo(new Program.Template(List.of(text("Order "), path("args", "id"), text(" is {gone}"))));
    }

    @Test
    void an_error_says_where_it_is_and_what_was_expected() {
        assertThatThrownBy(() -> condition("order.status =\n  and x"))
                .isInstanceOf(RuleSyntaxException.class)
                .hasMessage("line 2, column 7 of the rule: expected the end of the rule, found 'x'");
        assertThatThrownBy(() -> condition("order.status is open"))
                .hasMessage("line 1, column 14 of the rule: expected a comparison"
                        + " (= ≠ < ≤ > ≥, 'in', 'is given' or 'looks like'), found 'is open'");
        assertThatThrownBy(() -> read("round(args.a, two)")).hasMessageContaining("column 15", "a number of decimals");
        assertThatThrownBy(() -> RuleReader.template("Order {args.id is", Set.of()))
                .hasMessageContaining("expected '}'");
    }

    /// The trap: a text without quotes would be a path that nobody knows, and the rule would never hold.
    @Test
    void a_name_that_nobody_knows_is_refused_with_those_that_are_known() {
        assertThatThrownBy(() -> RuleReader.predicate("order.status = sent", Set.of("order", "args")))
                .hasMessage("line 1, column 16 of the rule: expected one of the names args, order"
                        + " (a text stands in double quotes), found 'sent'");
        assertThat(RuleReader.program("sum of each.price over order.lines", Set.of("order")))
                .isInstanceOf(Program.Fold.class);
    }

    /// Hostile rules must neither overflow the stack nor take for ever.
    @Test
    void rules_that_nobody_can_read_are_refused_soon() {
        Stream.of("(", "not (", "[", "if ", "((a = b) and ", "count of ", "{a: ", "\"{")
                .forEach(start -> assertThatThrownBy(() -> condition(start.repeat(3_000)))
                        .as(start)
                        .isInstanceOf(RuleSyntaxException.class));
        assertThatThrownBy(() -> read("x".repeat(20_001))).isInstanceOf(RuleSyntaxException.class);
    }
}
