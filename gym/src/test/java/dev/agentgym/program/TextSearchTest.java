package dev.agentgym.program;

import static dev.agentgym.program.Cases.json;
import static dev.agentgym.program.Cases.pick;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TextSearchTest {

    private static ObjectNode loan(Random random) {
        return json(
                "{'args':{'book_id':'B%d','email':'%s.%d@Example.org'},"
                        + "'loan':{'title':'%s','fee':%d.5,'copies':%d,'due':'2024-%02d-%02dT10:00:00'},"
                        + "'member':{'name':'%s','paid':%d}}",
                random.nextInt(1000),
                pick(random, "Ada", "Eve", "Max"),
                random.nextInt(100),
                pick(random, "Momo", "Emil", "The Pearl", "Heidi"),
                random.nextInt(90),
                1 + random.nextInt(9),
                1 + random.nextInt(12),
                1 + random.nextInt(28),
                pick(random, "Ann Lee", "Bo Chen", "Cy Marx"),
                1 + random.nextInt(300));
    }

    private static JsonNode text(String text) {
        return TextNode.valueOf(text);
    }

    private static String at(ObjectNode scope, String pointer) {
        return scope.at(pointer).asText();
    }

    @Test
    void slots_are_found_between_constant_words() {
        Explanation found = Cases.of(
                        TextSearchTest::loan,
                        s -> text(at(s, "/member/name") + " has borrowed \"" + at(s, "/loan/title") + "\" ("
                                + at(s, "/args/book_id") + ")."))
                .isLearnedFrom(5);

        assertThat(found.program().text())
                .isEqualTo("\"{member.name} has borrowed \\\"{loan.title}\\\" ({args.book_id}).\"");
    }

    @Test
    void money_is_written_with_two_decimals() {
        Cases.of(TextSearchTest::loan, s -> text("Fee: $" + at(s, "/loan/fee") + "0"))
                .isLearnedFrom(4);
    }

    @Test
    void a_number_within_a_text_is_computed() {
        Cases.of(
                        TextSearchTest::loan,
                        s -> text("You owe "
                                + s.at("/member/paid").asInt()
                                        * s.at("/loan/copies").asInt() + " for " + at(s, "/loan/title")))
                .isLearnedFrom(8);
    }

    @Test
    void a_single_digit_is_a_slot_too() {
        Cases.of(TextSearchTest::loan, s -> text(at(s, "/loan/copies") + " copies left"))
                .isLearnedFrom(6);
    }

    @Test
    void an_address_is_written_in_lower_case() {
        Explanation found = Cases.of(
                        TextSearchTest::loan,
                        s -> TextNode.valueOf(s.at("/args/email").asText().toLowerCase(Locale.ROOT)))
                .isLearnedFrom(3);

        assertThat(found.program().text()).isEqualTo("args.email as lower");
    }

    @Test
    void the_day_of_a_time_is_found() {
        Cases.of(TextSearchTest::loan, s -> text("Due " + at(s, "/loan/due").substring(0, 10)))
                .isLearnedFrom(4);
    }

    @Test
    void one_example_is_enough_for_a_long_slot() {
        Optional<Explanation> found = Cases.of(TextSearchTest::loan, s -> text("Dear " + at(s, "/member/name") + ","))
                .learned(1);

        assertThat(found.orElseThrow().program().text()).isEqualTo("\"Dear {member.name},\"");
    }

    @Test
    void texts_that_nothing_known_accounts_for_are_left_alone() {
        Random random = new Random(7);

        assertThat(Cases.of(TextSearchTest::loan, _ -> text("Ticket " + Integer.toHexString(random.nextInt())))
                        .learned(20))
                .isEmpty();
    }
}
