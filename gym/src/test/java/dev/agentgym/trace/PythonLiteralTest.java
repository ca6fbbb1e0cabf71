package dev.agentgym.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
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
        String text = data.consumeRemainingAsString();
        PythonLiteral.parse(text)
                .ifPresent(value -> assertThat(Json.parse(value.toString())).isNotNull());
    }
}
