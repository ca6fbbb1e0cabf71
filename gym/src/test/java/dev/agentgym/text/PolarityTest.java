package dev.agentgym.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolarityTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Your refund was not issued.",
                "We can't change the booking.",
                "We cannot change the booking.",
                "The room is no longer available.",
                "Your request was declined.",
                "We were unable to find the parcel.",
                "The payment failed.",
                "You never paid the fee.",
                "The ticket is non-refundable.",
                "Pets are not allowed.",
                "Breakfast is excluded.",
                "We turned down your claim.",
            })
    void these_clauses_are_negated(String text) {
        assertThat(Polarity.clauses(text)).singleElement().matches(Clause::negated);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Your refund was issued.",
                "Your request was not declined.",
                "You cannot board without a passport.",
                "Do not hesitate to call our team.",
                "No problem, your card works.",
                "We reply no later than Friday.",
                "Not only the screen but the frame is covered.",
                "We will look at it as soon as possible.",
            })
    void these_clauses_are_affirmed(String text) {
        assertThat(Polarity.clauses(text)).isNotEmpty().noneMatch(Clause::negated);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "It was approved; It was declined; approval",
                "It was approved; It was not approved; approval",
                "The account is active; The account is inactive; activity",
                "Roaming is enabled; We turned off roaming; switch",
                "Breakfast is included; Breakfast is not included; inclusion",
                "Take it before a meal; Take it after a meal; order",
                "The price was increased; The price was reduced; growth",
                "It is possible; It is impossible; eligibility",
                "You pay monthly; You pay per year; cadence",
                "The fee is waived; The fee is charged; cost",
                "In stock; Out of stock; availability",
            })
    void two_clauses_take_different_sides(String one, String other, String group) {
        Integer first = Polarity.clauses(one).getFirst().stances().get(group);
        Integer second = Polarity.clauses(other).getFirst().stances().get(group);
        assertThat(first).isNotNull();
        assertThat(second).isNotNull().isNotEqualTo(first);
    }

    @Test
    void a_denied_word_means_its_opposite() {
        assertThat(Polarity.clauses("It was not approved").getFirst().stances())
                .containsEntry(
                        "approval",
                        Polarity.clauses("It was declined").getFirst().stances().get("approval"));
    }

    @Test
    void clauses_of_one_sentence_are_told_apart() {
        assertThat(Polarity.clauses("The soup contains dairy and is not suitable for vegans, but the salad is fine."))
                .extracting(Clause::negated)
                .containsExactly(false, true, false);
    }

    // "If you don't hear from us" denies nothing; would catch conditions taken for statements.
    @Test
    void questions_and_conditions_assert_nothing() {
        assertThat(Polarity.clauses("Didn't it arrive? If you don't receive it by Friday"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'Yes, you can.', true",
        "'Of course you can.', true",
        "'No, you cannot.', false",
        "'Unfortunately not.', false",
        "'Of course not.', false"
    })
    void a_plain_answer_is_yes_or_no(String text, boolean yes) {
        assertThat(Polarity.answer(text)).isEqualTo(Optional.of(yes));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Your parcel is here.", "No problem, it is here.", ""})
    void other_openings_are_neither(String text) {
        assertThat(Polarity.answer(text)).isEmpty();
    }
}
