package dev.agentgym.program;

import static dev.agentgym.program.Cases.json;
import static dev.agentgym.program.Cases.pick;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DateSearchTest {

    private static ObjectNode loan(Random random) {
        return json(
                "{'args':{'weeks':%d,'until':'2024-%02d-%02d'},'member':{'kind':'%s','since':'2019-%02d-11'},"
                        + "'now':'2024-%02d-%02dT09:30:00'}",
                1 + random.nextInt(6),
                7 + random.nextInt(5),
                1 + random.nextInt(28),
                pick(random, "child", "adult"),
                1 + random.nextInt(12),
                1 + random.nextInt(6),
                1 + random.nextInt(28));
    }

    private static LocalDate today(ObjectNode scope) {
        return LocalDate.parse(scope.get("now").asText().substring(0, 10));
    }

    private static JsonNode text(LocalDate date) {
        return TextNode.valueOf(date.toString());
    }

    @Test
    void a_book_is_due_in_fourteen_days() {
        Explanation found =
                Cases.of(DateSearchTest::loan, s -> text(today(s).plusDays(14))).isLearnedFrom(3);

        assertThat(found.program().text()).isEqualTo("now as day + 14 days");
    }

    @Test
    void a_contract_ends_on_the_same_day_in_two_years() {
        Cases.of(
                        DateSearchTest::loan,
                        s -> TextNode.valueOf(
                                today(s).plusMonths(24) + s.get("now").asText().substring(10)))
                .isLearnedFrom(6);
    }

    @Test
    void the_customer_says_how_many_weeks() {
        Cases.of(
                        DateSearchTest::loan,
                        s -> text(today(s).plusWeeks(s.at("/args/weeks").asInt())))
                .isLearnedFrom(6);
    }

    @Test
    void adults_return_books_earlier() {
        Cases.of(
                        DateSearchTest::loan,
                        s -> text(
                                today(s).plusDays(s.at("/member/kind").asText().equals("child") ? 28 : 21)))
                .isLearnedFrom(24);
    }

    @Test
    void a_fee_is_due_for_every_day() {
        Cases.of(
                        DateSearchTest::loan,
                        s -> Numbers.node(3
                                * ChronoUnit.DAYS.between(
                                        today(s),
                                        LocalDate.parse(s.at("/args/until").asText()))))
                .isLearnedFrom(6);
    }
}
