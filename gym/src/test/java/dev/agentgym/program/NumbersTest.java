package dev.agentgym.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.agentgym.trace.Json;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.junit.jupiter.api.Test;

class NumbersTest {

    private static JsonNode number(String text) {
        return Json.parse(text);
    }

    private static String combined(String left, Program.Operator operator, String right) {
        return Numbers.combine(operator, number(left), number(right)).toString();
    }

    private static String formula(String text) {
        return ArithmeticText.value(TextNode.valueOf(text)).asText("");
    }

    @Test
    void sums_are_decimal_and_not_binary() {
        assertThat(combined("0.1", Program.Operator.PLUS, "0.2")).isEqualTo("0.3");
        assertThat(combined("1.10", Program.Operator.TIMES, "3")).isEqualTo("3.3");
    }

    @Test
    void whole_results_have_no_decimals() {
        assertThat(combined("2.5", Program.Operator.TIMES, "2")).isEqualTo("5");
        assertThat(combined("3000000000", Program.Operator.PLUS, "1")).isEqualTo("3000000001");
    }

    @Test
    void division_by_zero_is_missing() {
        assertThat(Numbers.combine(Program.Operator.DIVIDED, number("1"), number("0.0"))
                        .isMissingNode())
                .isTrue();
    }

    @Test
    void halves_are_rounded_up() {
        assertThat(Numbers.rounded(number("2.675"), 2, RoundingMode.HALF_UP).toString())
                .isEqualTo("2.68");
        assertThat(Numbers.rounded(number("-2.5"), 0, RoundingMode.HALF_UP).toString())
                .isEqualTo("-3");
        assertThat(Numbers.rounded(TextNode.valueOf("2"), 0, RoundingMode.HALF_UP)
                        .isMissingNode())
                .isTrue();
    }

    /// Setting the scale of a number with a large exponent fills the memory with zeros.
    @Test
    void monstrous_numbers_are_missing() {
        JsonNode monster = DecimalNode.valueOf(new BigDecimal("1e900000000"));

        assertThat(Numbers.rounded(monster, 2, RoundingMode.HALF_UP).isMissingNode())
                .isTrue();
        assertThat(Numbers.combine(Program.Operator.PLUS, monster, number("1")).isMissingNode())
                .isTrue();
    }

    @Test
    void infinite_numbers_do_not_throw() {
        JsonNode infinite = DoubleNode.valueOf(Double.POSITIVE_INFINITY);

        assertThat(Numbers.combine(Program.Operator.PLUS, infinite, number("1")).isNumber())
                .isTrue();
        assertThat(Values.equal(infinite, number("1"))).isFalse();
    }

    @Test
    void equal_numbers_are_equal_however_they_are_written() {
        assertThat(Values.equal(number("1"), number("1.0"))).isTrue();
        assertThat(Values.equal(number("{\"a\":[1,2]}"), number("{\"a\":[1.0,2.0]}")))
                .isTrue();
        assertThat(Values.equal(number("{\"a\":1}"), number("{\"a\":1,\"b\":2}")))
                .isFalse();
        assertThat(Values.equal(number("[1]"), number("1"))).isFalse();
        assertThat(Values.equal(number("\"1\""), number("1"))).isFalse();
        assertThat(Values.equal(number("null"), number("0"))).isFalse();
    }

    @Test
    void what_binary_fractions_leave_behind_matches_but_a_cent_does_not() {
        assertThat(Values.matches(number("30.3"), number("30.299999999999997"))).isTrue();
        assertThat(Values.matches(number("30.3"), number("30.31"))).isFalse();
        assertThat(Values.matches(number("9007199254740993"), number("9007199254740992")))
                .isFalse();
    }

    @Test
    void rows_are_no_part_of_a_match_unless_the_target_has_them() {
        assertThat(Values.matches(number("{\"a\":1,\"@row\":{}}"), number("{\"a\":1}")))
                .isTrue();
        assertThat(Values.matches(number("{\"a\":1,\"b\":{}}"), number("{\"a\":1}")))
                .isFalse();
        assertThat(Values.matches(number("{\"a\":1}"), number("{\"a\":1,\"@row\":{}}")))
                .isFalse();
    }

    @Test
    void formulas_follow_the_usual_order() {
        assertThat(formula("(2 + 3) * 4.5 - 1")).isEqualTo("21.5");
        assertThat(formula("2 + 3 * 4")).isEqualTo("14");
        assertThat(formula("-(2 - 5) / 2")).isEqualTo("1.5");
        assertThat(formula("100 - 10 - 1")).isEqualTo("89");
        assertThat(formula(" 7 ")).isEqualTo("7");
    }

    @Test
    void what_is_no_formula_is_missing() {
        assertThat(formula("2 +")).isEmpty();
        assertThat(formula("(2 + 3")).isEmpty();
        assertThat(formula("1 2")).isEmpty();
        assertThat(formula("2 ** 3")).isEmpty();
        assertThat(formula("price * 2")).isEmpty();
        assertThat(formula("1 / 0")).isEmpty();
        assertThat(formula("")).isEmpty();
        assertThat(formula("(".repeat(1_000) + "1" + ")".repeat(900))).isEmpty();
    }
}
