package dev.agentgym.fidelity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.agentgym.trace.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeavesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                // Leaves a=1, b=1, b=2, c.d=x against a=1, b=2, b=3, c.d=y, e=null: two of four and two of five.
                "{'a':1,'b':[1,2],'c':{'d':'x'}} | {'a':1,'b':[2,3],'c':{'d':'y'},'e':null} | 0.444444444",
                "{'a':1} | {'a':1.0} | 1",
                "{'a':1} | {'b':1} | 0",
                "'x' | 'x' | 1",
                "'x' | 'y' | 0",
                // The trap: an empty list is something that can be right, not nothing to compare.
                "{'a':[]} | {'a':[]} | 1",
                "{'a':[]} | {'a':[1]} | 0",
                "[1,1,2] | [1,2,2] | 0.666666667",
                "[1,2] | [2,1] | 1"
            })
    void the_field_score_is_the_harmonic_mean_of_precision_and_recall(String expected, String got, double score) {
        assertThat(Leaves.f1(Json.parse(expected.replace('\'', '"')), Json.parse(got.replace('\'', '"'))))
                .isCloseTo(score, within(1e-9));
    }

    @Test
    void differences_name_the_place_and_both_values() {
        assertThat(Leaves.differences(
                        Json.parse("{\"a\":1,\"b\":[{\"c\":2},{\"c\":3}],\"d\":4}"),
                        Json.parse("{\"a\":1.0,\"b\":[{\"c\":5}],\"e\":null}")))
                .map(Difference::toString)
                .containsExactly(
                        "b[0].c: expected 2, got 5",
                        "b[1]: expected {\"c\":3}, got nothing",
                        "d: expected 4, got nothing",
                        "e: expected nothing, got null");
    }
}
