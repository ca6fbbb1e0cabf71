package dev.agentgym.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class MiniLmEmbedderTest extends EmbedderContract {

    private static final Embedder SHARED = MiniLmEmbedder.shared();

    @Override
    Embedder embedder() {
        return SHARED;
    }

    // The contract's own comparisons could be answered from the cache; two models cannot.
    @Test
    void a_second_model_on_other_threads_gives_the_same_bits() throws Exception {
        Embedder other = MiniLmEmbedder.load();
        List<String> texts = List.of("Your parcel is on its way.", "Where is my parcel?", "x", "We cannot help.");
        try (var threads = Executors.newFixedThreadPool(2)) {
            var forward = threads.submit(() -> other.embedAll(texts));
            var backward = threads.submit(() -> SHARED.embedAll(texts.reversed()));
            for (int i = 0; i < texts.size(); i++) {
                assertThat(forward.get().get(i)).isEqualTo(backward.get().get(texts.size() - 1 - i));
            }
        }
    }

    @Test
    void what_stands_after_the_last_counted_token_changes_nothing() {
        String longText = "refund ".repeat(MiniLmEmbedder.MAX_TOKENS);
        assertThat(SHARED.embed(longText + " and a different ending")).isEqualTo(SHARED.embed(longText));
        assertThat(SHARED.embed("a different beginning " + longText)).isNotEqualTo(SHARED.embed(longText));
    }

    @Test
    void a_paraphrase_is_nearer_than_an_unrelated_sentence() {
        float[] text = SHARED.embed("Your refund will arrive within five days.");
        double paraphrase = Embedder.cosine(text, SHARED.embed("You get your money back in at most five days."));
        double unrelated = Embedder.cosine(text, SHARED.embed("The pool opens at seven in the morning."));
        assertThat(paraphrase).isGreaterThan(unrelated + 0.3);
    }

    @Test
    void the_cosine_of_a_known_pair_stays_what_it_is() {
        // A change of model, pooling or tokenizer moves it; another processor's int8 instructions move the last digits.
        double cosine = Embedder.cosine(SHARED.embed("The card was blocked."), SHARED.embed("We froze the card."));
        assertThat(cosine).isCloseTo(0.6057, within(0.02));
    }
}
