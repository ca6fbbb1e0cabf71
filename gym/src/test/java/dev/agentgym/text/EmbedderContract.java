package dev.agentgym.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// What every [Embedder] owes its callers.
abstract class EmbedderContract {

    private static final List<String> TEXTS = List.of(
            "Your refund of $32.50 was issued.",
            "",
            "   ",
            "naïve café 退款 🎉 \uD83D half a pair",
            "NUL \0 inside",
            "مرحبا كيف يمكنني مساعدتك",
            "word ".repeat(5_000));

    abstract Embedder embedder();

    @Test
    void every_text_gets_a_unit_vector_of_the_promised_dimension() {
        for (String text : TEXTS) {
            float[] vector = embedder().embed(text);
            assertThat(vector).hasSize(embedder().dimension());
            assertThat(Embedder.cosine(vector, vector)).isCloseTo(1.0, within(1e-5));
        }
    }

    @Test
    void the_same_text_gives_the_same_bits_again() {
        assertThat(embedder().embed(TEXTS.getFirst())).isEqualTo(embedder().embed(TEXTS.getFirst()));
    }

    // Would catch a cache that hands out its own array.
    @Test
    void changing_a_vector_does_not_change_the_next_one() {
        float[] first = embedder().embed("a vector that is overwritten");
        float[] kept = first.clone();
        first[0] = 42;
        assertThat(embedder().embed("a vector that is overwritten")).isEqualTo(kept);
    }

    @Test
    void a_batch_gives_what_single_calls_give_in_the_same_order() {
        List<float[]> batch = embedder().embedAll(TEXTS);
        assertThat(batch).hasSameSizeAs(TEXTS);
        for (int i = 0; i < TEXTS.size(); i++) {
            assertThat(batch.get(i)).isEqualTo(embedder().embed(TEXTS.get(i)));
        }
    }

    @Test
    void threads_get_the_same_bits() throws Exception {
        Callable<List<float[]>> work =
                () -> TEXTS.stream().map(embedder()::embed).toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<float[]>>> results = new ArrayList<>(threads.invokeAll(List.of(work, work, work, work)));
            for (Future<List<float[]>> result : results) {
                for (int i = 0; i < TEXTS.size(); i++) {
                    assertThat(result.get().get(i)).isEqualTo(embedder().embed(TEXTS.get(i)));
                }
            }
        }
    }
}
