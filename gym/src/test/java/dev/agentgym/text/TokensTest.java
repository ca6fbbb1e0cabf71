package dev.agentgym.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cancel cancelled canceled cancelling cancellation",
                "refund refunded refunds refunding",
                "approve approved approval",
                "deliver delivery deliveries delivered",
                "pay payment payments paying",
                "booking booked book",
                "customer customer's customers",
                "need needed needs",
            })
    void inflections_of_one_word_share_a_stem(String words) {
        assertThat(Arrays.stream(words.split(" ", -1)).map(Stems::of).distinct())
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"charge, change", "bill, bell", "order, border", "cover, recover", "business, busy", "place, plan"})
    void different_words_keep_different_stems(String one, String other) {
        assertThat(Stems.of(one)).isNotEqualTo(Stems.of(other));
    }

    @Test
    void tokens_know_their_place() {
        String text = "It's €32.50, isn't it?";
        assertThat(Tokens.of(text))
                .allMatch(token -> text.substring(token.start(), token.end()).equals(token.text()));
        assertThat(Tokens.of(text)).extracting(Token::text).containsExactly("It's", "32.50", "isn't", "it");
    }

    @Test
    void only_content_words_give_content_stems() {
        assertThat(Tokens.contentStems("Could you please send me the invoices?"))
                .containsExactly("send", "invoic");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "See Dr. Lee at 3 p.m. on Monday. Bring it.; 2",
                "It costs $3.50. Fine!; 2",
                "Really?! Yes... maybe.; 2",
                "e.g. a mouse; 1",
                "Meet me at 5 p.m. Then we go.; 2",
            })
    void sentences_end_where_people_end_them(String text, int count) {
        assertThat(Sentences.of(text)).hasSize(count);
    }

    @Test
    void lines_are_sentences_of_their_own() {
        assertThat(Sentences.of("First line\n- second line\n\n")).isEqualTo(List.of("First line", "- second line"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Your order is on its way to you.; en",
                "Ihre Bestellung ist auf dem Weg zu Ihnen und kommt morgen.; de",
                "Votre commande est en route et elle arrive pour vous demain.; fr",
                "Su pedido está en camino y llega mañana para usted.; es",
                "Ваш заказ уже в пути; cyrillic",
                "您的订单正在运送途中; han",
            })
    void the_language_is_told(String text, String language) {
        assertThat(Language.of(text)).contains(language);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "OK", "EHGLP3 HAT136", "🎉🎉🎉"})
    void a_text_without_words_has_no_language(String text) {
        assertThat(Language.of(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"parcel, package", "booked, reserved", "sent, dispatched", "help, assist"})
    void synonyms_are_the_same(String one, String other) {
        assertThat(Synonyms.same(Stems.of(one), Stems.of(other))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"courier, ferry", "screen, battery", "credit, debit"})
    void words_of_one_subject_are_not_the_same(String one, String other) {
        assertThat(Synonyms.same(Stems.of(one), Stems.of(other))).isFalse();
    }
}
