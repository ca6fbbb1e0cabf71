package dev.agentgym.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"b":1,"a":2}              | {"a":2,"b":1}
            {"a":{},"b":[],"c":"{"}    | {"a":{},"b":[],"c":"{"}
            [1.0, 1.50, 100.0, 1e3]    | [1,1.5,100,1000]
            [true,null,"x\\"y"]        | [true,null,"x\\"y"]
            121.20000000000005         | 121.20000000000005
            123456789012345678901      | 123456789012345678901
            """)
    void the_canonical_text_sorts_keys_and_trims_numbers(String json, String canonical) {
        assertThat(Json.canonical(Json.parse(json))).isEqualTo(canonical);
    }

    @Test
    void what_is_not_one_value_is_refused() {
        assertThatThrownBy(() -> Json.parse("{} {}")).isInstanceOf(TraceException.class);
        assertThatThrownBy(() -> Json.parse("{'a': 1}")).hasMessageContaining("not JSON");
    }

    // The trap: half a character cannot be written to any file.
    @Test
    void an_excerpt_is_never_cut_through_a_character() {
        String cut = Json.shorten("x".repeat(79) + "\ud83d\ude80 and more");
        assertThat(cut).startsWith("x".repeat(79) + "…");
        assertThat(cut.codePoints()).noneMatch(point -> point >= 0xd800 && point <= 0xdfff);
    }
}
