package dev.agentgym.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PythonLiteralTest {

    @Test
    void everything_that_repr_prints_is_read() {
        assertThat(PythonLiteral.parse("{'a': 'it\\'s', \"b\": [1, -2.5, (3,), None], 'c': {}, 4: True}"))
                .contains(Json.parse("{\"a\":\"it's\",\"b\":[1,-2.5,[3],null],\"c\":{},\"4\":true}"));
        assertThat(PythonLiteral.parse("'\\x41\\u00e9\\n'")).contains(Json.parse("\"Aé\\n\""));
    }

    @Test
    void what_is_no_literal_is_refused() {
        for (String text : new String[] {"", "{", "{'a'}", "[1 2]", "hello", "{'a': 1} x", "'open", "os.remove('x')"}) {
            assertThat(PythonLiteral.parse(text)).as(text).isEmpty();
        }
    }

    /// A parser that recursed without bound would end with a stack overflow.
    @Test
    void deep_nesting_is_refused() {
        assertThat(PythonLiteral.parse("[".repeat(100_000) + "]".repeat(100_000)))
                .isEmpty();
    }

    @FuzzTest
    void no_text_makes_it_fail(FuzzedDataProvider data) {
        PythonLiteral.parse(data.consumeRemainingAsString())
                .ifPresent(value -> assertThat(Json.parse(value.toString())).isNotNull());
    }

    /// Pieces of literals in any order; most texts are broken somewhere, and all must be read or refused.
    @Test
    void no_pieces_of_literals_make_it_fail() {
        String[] pieces = {
            "{", "}", "[", "]", "(", ")", "'", "\"", ",", ":", "\\", "\\x4", "\\u00e9", "None", "True", "-1", "2.5e",
            "nan", "a", " ", "\n", "\0", "\ud83d"
        };
        int read = 0;
        for (int seed = 0; seed < 50_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(12); i > 0; i--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            Optional<JsonNode> value = PythonLiteral.parse(text.toString());
            value.ifPresent(json ->
                    assertThat(Json.parse(json.toString())).as("%s", text).isNotNull());
            read += value.isPresent() ? 1 : 0;
        }
        assertThat(read).as("texts that are literals").isGreaterThan(500);
    }
}
