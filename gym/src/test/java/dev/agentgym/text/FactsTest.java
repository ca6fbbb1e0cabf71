package dev.agentgym.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FactsTest {

    /// The golden table: text, then every fact as `KIND reading|reading unit`.
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "It costs €32.50; MONEY 32.5 EUR",
                "It costs 32.50 EUR; MONEY 32.5 EUR",
                "It costs 32,50 €; MONEY 32.5 EUR",
                "It costs 32.5 euros; MONEY 32.5 EUR",
                "It costs $1,299.00; MONEY 1299 USD",
                "It costs twenty-five dollars; MONEY 25 USD",
                "It costs 80 cents; MONEY 0.8 USD",
                "Shipping is free of charge; MONEY 0",
                "There is no fee; MONEY 0",
                "You save 15% today; PERCENTAGE 15, DATE today",
                "You save fifteen per cent; PERCENTAGE 15",
                "in 3-5 business days; DURATION 4320 minutes, DURATION 7200 minutes",
                "in two weeks; DURATION 20160 minutes",
                "within an hour; DURATION 60 minutes",
                "a two-year contract; DURATION 24 months",
                "50 GB a month; QUANTITY 50 gb",
                "5 mg of it; QUANTITY 5 mg",
                "on 2026-03-05; DATE 2026-03-05",
                "on March 5th, 2026; DATE 2026-03-05",
                "on the 5th of March; DATE *-03-05",
                "on 5 March; DATE *-03-05",
                "on 05/03/2026; DATE 2026-03-05|2026-05-03",
                "on 25/03/2026; DATE 2026-03-25",
                "in May 2026; DATE 2026-05-*",
                "you may come on Friday; DATE friday",
                "at 5:30 pm; TIME 17:30",
                "at 17:30; TIME 17:30",
                "at half past five in the afternoon; TIME 17:30",
                "at quarter to seven; TIME 06:45|18:45",
                "at noon; TIME 12:00",
                "9 am to 5 pm; TIME 09:00, TIME 17:00",
                "2024-05-20T14:00:00; DATE 2024-05-20, TIME 14:00",
                "order INV-20417; CODE INV20417",
                "booking EHGLP3; CODE EHGLP3",
                "your reservation code is QWERTY; CODE QWERTY",
                "user mia_li_3668; CODE MIALI3668",
                "call 408-247-8880; CODE 4082478880",
                "mail help@shop.com; ADDRESS help@shop.com",
                "see www.shop.com/returns; ADDRESS www.shop.com/returns",
                "card ending in 4421; NUMBER 4421",
                "two tickets; NUMBER 2",
                "a hundred and five points; NUMBER 105",
                "you have one bag; NUMBER 1",
                "ask for Maria Lopez; NAME maria, NAME lopez",
                "Anna will call you; NAME anna",
                "see Dr. Johnson; NAME johnson",
            })
    void a_text_states_these_facts(String text, String expected) {
        assertThat(Facts.of(text).all().stream().map(FactsTest::shown).collect(Collectors.joining(", ")))
                .isEqualTo(expected);
    }

    private static String shown(Fact fact) {
        return (fact.kind() + " " + String.join("|", fact.readings()) + " " + fact.unit()).strip();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Your order is on its way.",
                "Please feel free to ask, I am happy to help.",
                "1. Restart the router",
                "We are here 24/7.",
                "This one is new, another one follows.",
                "PLEASE DO NOT SHOUT AT OUR STAFF",
                "Unfortunately the Wi-Fi is slow.",
                ""
            })
    void these_texts_state_none(String text) {
        assertThat(Facts.of(text).all()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "€32.50; 32.5 euros",
                "$20; 20 dollars",
                "12500 points; 12,500 points",
                "24 hours; one day",
                "1 year; 12 months",
                "03/05/2026; 5 March 2026",
                "5 March; 2026-03-05",
                "at 3 pm; at 15:00",
                "from 8 to 12; between 8 and 12",
                "at 12; at noon",
                "order #1234; order 1234",
                "0800 555 0134; 0800-555-0134",
            })
    void two_spellings_of_one_value_agree(String one, String other) {
        assertThat(Facts.of(one).missingFrom(Facts.of(other))).isEmpty();
        assertThat(Facts.of(other).missingFrom(Facts.of(one))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "$32.50; $35.20",
                "$20; €20",
                "5 days; 5 weeks",
                "5 March; 5 May",
                "Monday; Tuesday",
                "at 3 am; at 3 pm",
                "15%; 50%",
                "EHGLP3; EHGPL3",
                "ask for Lopez; ask for Gomez",
                "50 GB; 5 GB",
            })
    void two_values_of_one_sort_rule_each_other_out(String one, String other) {
        Fact first = Facts.of(one).all().getFirst();
        Fact second = Facts.of(other).all().getFirst();
        assertThat(first.rivals(second)).isTrue();
        assertThat(second.rivals(first)).isTrue();
    }

    // The fifth of March may be a Monday: would catch weekdays that contradict dates.
    @Test
    void a_weekday_does_not_rule_a_date_out() {
        Fact weekday = Facts.of("on Monday").all().getFirst();
        Fact date = Facts.of("on 5 March").all().getFirst();
        assertThat(weekday.rivals(date)).isFalse();
    }

    @Test
    void a_fact_knows_its_place_in_the_text() {
        String text = "Your refund of $32.50 is on its way.";
        Fact fact = Facts.of(text).all().getFirst();
        assertThat(text.substring(fact.start())).startsWith(fact.surface());
    }

    // Would catch patterns that backtrack without end or overflow the stack.
    @Test
    void hostile_texts_are_read_in_linear_time() {
        for (String piece :
                List.of("a-", "1,", "1.", "$", "one hundred ", "(", "+1 ", "A ", "a@", "x.", "12:", "_", "é")) {
            assertThat(Facts.of(piece.repeat(5_000)).all()).isNotNull();
        }
    }
}
