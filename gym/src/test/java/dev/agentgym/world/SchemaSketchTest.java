package dev.agentgym.world;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.agentgym.trace.Json;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaSketchTest {

    private static ObjectNode schema(int count, IntFunction<JsonNode> value) {
        SchemaSketch sketch = new SchemaSketch();
        IntStream.range(0, count).mapToObj(value).forEach(sketch::add);
        return sketch.toSchema();
    }

    private static ObjectNode ofTexts(int count, IntFunction<String> text) {
        return schema(count, i -> TextNode.valueOf(text.apply(i)));
    }

    private static ObjectNode ofJson(String... values) {
        return schema(values.length, i -> Json.parse(values[i]));
    }

    @Test
    void ids_of_one_shape_have_its_pattern() {
        assertThat(ofTexts(40, i -> "C-" + (10_000 + 37 * i)).path("pattern").asText())
                .isEqualTo("^C-[0-9]{5}$");
        assertThat(ofTexts(40, i -> "ORD.2024/" + (1_000 + i)).path("pattern").asText())
                .isEqualTo("^ORD\\.[0-9]{4}\\/[0-9]{4}$");
    }

    /// The trap: a word inside an id is one of several, and the last lengths are not the longest ones to come.
    @Test
    void only_marks_and_the_first_letters_are_taken_as_they_stand() {
        String[] names = {"mia", "noah", "sofia", "li", "yusuf"};
        assertThat(ofTexts(60, i -> names[i % 5] + "_card_" + (i * i))
                        .path("pattern")
                        .asText())
                .isEqualTo("^[a-z]+_[a-z]+_[0-9]+$");
    }

    @Test
    void letters_and_digits_in_any_order_are_a_mixture_of_one_length() {
        SplittableRandom random = new SplittableRandom(7);
        String characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
        ObjectNode schema = ofTexts(60, i -> {
            char[] id = new char[6];
            Arrays.setAll(new int[6], j -> {
                id[j] = characters.charAt(random.nextInt(36));
                return 0;
            });
            return new String(id);
        });
        assertThat(schema.path("pattern").asText()).isEqualTo("^[A-Z0-9]{6}$");
    }

    @Test
    void few_ids_have_no_pattern() {
        assertThat(ofTexts(19, i -> "C-" + (10_000 + i)).has("pattern")).isFalse();
    }

    /// The trap: what the last id had to widen, the next one will widen again.
    @Test
    void a_pattern_that_just_became_wider_is_not_told_yet() {
        IntFunction<String> late = i -> i < 25 ? "C-" + (10_000 + i) : "C-" + (100_000 + i);
        assertThat(ofTexts(40, late).has("pattern")).isFalse();
        assertThat(ofTexts(60, late).path("pattern").asText()).isEqualTo("^C-[0-9]+$");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a note of %d words", "", "%d\u00e9", "x-%d \n"})
    void prose_has_no_pattern(String form) {
        JsonNode schema = ofTexts(60, i -> i % 2 == 0 ? form.formatted(i) : "plain");
        assertThat(schema.has("pattern")).isFalse();
    }

    /// Whatever is told must hold for all that was seen, however mixed it is.
    @Test
    void a_pattern_matches_every_text_that_it_was_learned_from() {
        SplittableRandom random = new SplittableRandom(11);
        String alphabet = "AB9x_-.$(";
        int told = 0;
        for (int round = 0; round < 400; round++) {
            int length = 1 + random.nextInt(4);
            String[] texts = new String[60];
            String head = "" + alphabet.charAt(random.nextInt(9));
            Arrays.setAll(texts, i -> head + random.nextInt(i < 30 ? 100 : (int) Math.pow(10, length)));
            JsonNode pattern = ofTexts(60, i -> texts[i]).path("pattern");
            if (pattern.isTextual()) {
                told++;
                assertThat(texts)
                        .allMatch(text -> Pattern.compile(pattern.textValue())
                                .matcher(text)
                                .find());
            }
        }
        assertThat(told).isGreaterThan(50);
    }

    @Test
    void a_few_dates_are_dates_and_no_choice() {
        JsonNode schema = ofTexts(40, i -> "2026-01-0" + (1 + i % 3));
        assertThat(schema).isEqualTo(Json.parse("{\"type\":\"string\",\"format\":\"date\"}"));
    }

    @ParameterizedTest
    @CsvSource({
        "8c1f0b6e-1d53-4b0e-9a39-0f6f6cb1a001, uuid",
        "192.168.0.1, ipv4",
        "10:15:00Z, time",
        "ann@example.org, email",
        "https://example.org/a, uri"
    })
    void known_shapes_have_a_format(String text, String format) {
        assertThat(ofTexts(3, i -> text).path("format").asText()).isEqualTo(format);
    }

    @Test
    void numbers_have_the_range_in_which_they_were_seen_and_no_bounds() {
        JsonNode schema = ofJson("3", "1", "2.5", "9", "4");
        assertThat(schema).isEqualTo(Json.parse("{\"type\":\"number\",\"x-observed-range\":[1,9]}"));
        assertThat(ofJson("3", "1").has("x-observed-range")).isFalse();
    }

    /// The trap: JSON has numbers that no double holds, and comparing them must not end the induction.
    @Test
    void numbers_beyond_all_bounds_are_no_part_of_the_range() {
        assertThat(ofJson("1e999", "1", "2", "3", "4", "5").path("x-observed-range"))
                .isEqualTo(Json.parse("[1,5]"));
    }

    @Test
    void a_key_that_is_a_number_here_and_a_text_there_has_both_types_in_one_order() {
        assertThat(ofJson("{\"id\":1}", "{\"id\":\"1\"}").at("/properties/id/type"))
                .isEqualTo(ofJson("{\"id\":\"1\"}", "{\"id\":1}").at("/properties/id/type"))
                .isEqualTo(Json.parse("[\"integer\",\"string\"]"));
    }
}
