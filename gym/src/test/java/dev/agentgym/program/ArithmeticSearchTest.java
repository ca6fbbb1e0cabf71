package dev.agentgym.program;

import static dev.agentgym.program.Cases.json;
import static dev.agentgym.program.Cases.money;
import static dev.agentgym.program.Cases.pick;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ArithmeticSearchTest {

    /// A phone contract: enough numbers around for a wrong formula to fit by chance.
    private static ObjectNode plan(Random random) {
        return json(
                "{'args':{'plan':'%s','months':%d,'days_left':%d},"
                        + "'line':{'old_price':%s,'new_price':%s,'used_gb':%s,'lines':%d,'paid':%s},"
                        + "'account':{'balance':%s,'points':%d,'limit':%d,'rate':%s}}",
                pick(random, "S", "M", "L"),
                1 + random.nextInt(24),
                random.nextInt(31),
                money(random, 90),
                money(random, 90),
                money(random, 50),
                1 + random.nextInt(5),
                money(random, 400),
                money(random, 2000),
                random.nextInt(9000),
                random.nextInt(500),
                random.nextInt(20) / 100.0);
    }

    private static JsonNode number(double value) {
        return Numbers.node(new BigDecimal(value).setScale(6, RoundingMode.HALF_EVEN));
    }

    private static JsonNode cents(double value) {
        return Numbers.rounded(number(value), 2, RoundingMode.HALF_UP);
    }

    private static double at(ObjectNode scope, String pointer) {
        return scope.at(pointer).asDouble();
    }

    @Test
    void a_difference_of_two_prices_is_found() {
        Explanation found = Cases.of(
                        ArithmeticSearchTest::plan, s -> number(at(s, "/line/new_price") - at(s, "/line/old_price")))
                .isLearnedFrom(4);

        assertThat(found.program().text()).isEqualTo("(line.new_price - line.old_price)");
    }

    /// Months that have begun: half up would be wrong in every second example.
    @Test
    void begun_months_are_rounded_up() {
        Explanation found = Cases.of(
                        ArithmeticSearchTest::plan, s -> Numbers.node((long) Math.ceil(at(s, "/account/points") / 30)))
                .isLearnedFrom(40);

        assertThat(found.program().text()).isEqualTo("round_up((account.points / 30), 0)");
    }

    @Test
    void a_refund_is_the_negated_payment() {
        Explanation found = Cases.of(ArithmeticSearchTest::plan, s -> number(-at(s, "/line/paid")))
                .isLearnedFrom(3);

        assertThat(found.program().text()).isEqualTo("(0 - line.paid)");
    }

    @Test
    void a_running_balance_is_found() {
        Cases.of(ArithmeticSearchTest::plan, s -> number(at(s, "/account/balance") + at(s, "/line/paid")))
                .isLearnedFrom(4);
    }

    @Test
    void an_unusual_constant_is_solved_for() {
        Explanation found = Cases.of(ArithmeticSearchTest::plan, s -> number(at(s, "/args/months") * 17.5 + 39))
                .isLearnedFrom(8);

        assertThat(found.program().text()).isEqualTo("((args.months * 17.5) + 39)");
    }

    @Test
    void a_percentage_is_found_through_its_rounding() {
        Explanation found = Cases.of(ArithmeticSearchTest::plan, s -> cents(at(s, "/line/paid") * 0.85))
                .isLearnedFrom(8);

        assertThat(found.program().text()).isEqualTo("round((line.paid * 0.85), 2)");
    }

    @Test
    void a_rate_is_applied_to_a_balance() {
        Cases.of(ArithmeticSearchTest::plan, s -> cents(at(s, "/account/balance") * at(s, "/account/rate")))
                .isLearnedFrom(8);
    }

    @Test
    void proration_is_found_through_its_rounding() {
        Explanation found = Cases.of(
                        ArithmeticSearchTest::plan,
                        s -> cents(
                                (at(s, "/line/new_price") - at(s, "/line/old_price")) * at(s, "/args/days_left") / 30))
                .isLearnedFrom(12);

        assertThat(found.program()).isInstanceOf(Program.Rounded.class);
    }

    @Test
    void a_fee_is_capped() {
        Cases.of(ArithmeticSearchTest::plan, s -> number(Math.min(at(s, "/args/months") * 12.5, 150)))
                .isLearnedFrom(20);
    }

    @Test
    void a_difference_is_never_below_zero() {
        Cases.of(
                        ArithmeticSearchTest::plan,
                        s -> number(Math.max(at(s, "/line/new_price") - at(s, "/line/old_price"), 0)))
                .isLearnedFrom(20);
    }

    @Test
    void only_what_is_above_the_allowance_is_charged() {
        Cases.of(
                        ArithmeticSearchTest::plan,
                        s -> number(Math.max(at(s, "/args/months") - at(s, "/line/lines"), 0) * 50))
                .isLearnedFrom(20);
    }

    @Test
    void a_formula_in_a_text_is_computed() {
        Explanation found = Cases.of(
                        random -> json(
                                "{'args':{'expression':'(%d + %d) * %d.5'}}",
                                random.nextInt(50), random.nextInt(50), random.nextInt(9)),
                        s -> ArithmeticText.value(s.at("/args/expression")))
                .isLearnedFrom(2);

        assertThat(found.program().text()).isEqualTo("value of the formula args.expression");
    }

    @Test
    void two_examples_are_too_few_for_arithmetic() {
        assertThat(Cases.of(
                                ArithmeticSearchTest::plan,
                                s -> number(at(s, "/line/new_price") - at(s, "/line/old_price")))
                        .learned(2))
                .isEmpty();
    }

    /// Rides of which most carry no luggage and few are insured, so that the fare alone is right for most.
    private static ObjectNode ride(Random random) {
        ObjectNode scope = json(
                "{'args':{'seats':%d,'bags':%d,'insured':'%s','day':%d},'line':{'fare':%d,'stops':%d}}",
                1 + random.nextInt(4),
                Math.max(0, random.nextInt(6) - 3),
                pick(random, "no", "no", "no", "yes"),
                random.nextInt(31),
                10 + random.nextInt(90),
                random.nextInt(12));
        return scope;
    }

    @Test
    void a_total_with_a_surcharge_for_each_bag_is_found() {
        Explanation found = Cases.of(
                        ArithmeticSearchTest::ride,
                        s -> number(at(s, "/line/fare") * at(s, "/args/seats") + 15 * at(s, "/args/bags")))
                .isLearnedFrom(20);

        assertThat(found.program().text()).isEqualTo("((args.seats * line.fare) + (args.bags * 15))");
    }

    /// Two surcharges: neither alone explains what is missing.
    @Test
    void a_total_with_surcharges_for_bags_and_insurance_is_found() {
        Explanation found = Cases.of(ArithmeticSearchTest::ride, s -> {
                    int insurance = s.at("/args/insured").asText().equals("yes") ? 8 : 0;
                    return number(at(s, "/line/fare") * at(s, "/args/seats") + 15 * at(s, "/args/bags") + insurance);
                })
                .isLearnedFrom(40);

        assertThat(found.support()).isEqualTo(40);
    }

    /// So much for each bag of each passenger, and only where it is insured; nothing for the rides of the others.
    @Test
    void a_surcharge_for_each_of_two_numbers_where_something_holds_is_found() {
        Explanation found = Cases.of(ArithmeticSearchTest::ride, s -> {
                    boolean insured = s.at("/args/insured").asText().equals("yes");
                    double cover = insured ? 12 * at(s, "/args/seats") * at(s, "/line/stops") : 0;
                    return number(at(s, "/line/fare") * at(s, "/args/seats") + cover);
                })
                .isLearnedFrom(60);

        assertThat(found.support()).isEqualTo(60);
    }

    /// What was due is no sum itself.
    @Test
    void a_surcharge_for_each_of_a_number_is_added_to_what_was_due() {
        Explanation found = Cases.of(ArithmeticSearchTest::ride, s -> {
                    boolean insured = s.at("/args/insured").asText().equals("yes");
                    return number(at(s, "/line/fare") + (insured ? 45 * at(s, "/args/seats") : 0));
                })
                .isLearnedFrom(60);

        assertThat(found.program().text())
                .isEqualTo("(line.fare + (if args.insured = \"yes\" then (args.seats * 45) else 0))");
    }

    /// Most had nothing before, so that the rate alone is right for most.
    @Test
    void a_rate_on_one_number_is_added_to_another() {
        Explanation found = Cases.of(
                        ArithmeticSearchTest::ride, s -> number(at(s, "/args/bags") + at(s, "/line/fare") / 20))
                .isLearnedFrom(40);

        assertThat(found.program().text()).isEqualTo("(args.bags + (line.fare * 0.05))");
    }
}
