package dev.agentgym.fidelity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.agentgym.trace.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProportionTest {

    // Golden numbers of statsmodels' proportion_confint(method="wilson").
    @ParameterizedTest
    @CsvSource({
        "8, 10, 0.4901624715, 0.9433178485",
        "0, 10, 0.0, 0.2775327999",
        "10, 10, 0.7224672001, 1.0",
        "1, 1, 0.2065493143, 1.0"
    })
    void the_interval_is_wilsons(long right, long all, double low, double high) {
        Proportion part = new Proportion(right, all);
        assertThat(part.low()).isCloseTo(low, within(1e-9));
        assertThat(part.high()).isCloseTo(high, within(1e-9));
    }

    @Test
    void of_nothing_nothing_is_known() {
        Proportion none = new Proportion(0, 0);
        assertThat(none.share()).isZero();
        assertThat(none.low()).isZero();
        assertThat(none.high()).isEqualTo(1);
    }

    @Test
    void json_shows_share_and_interval_and_is_read_back_from_the_counts() throws Exception {
        Proportion part = new Proportion(8, 10);
        assertThat(Json.of(part).path("share").asDouble()).isEqualTo(0.8);
        assertThat(Json.of(part).path("low").asDouble()).isEqualTo(part.low());
        assertThat(Json.MAPPER.treeToValue(Json.of(part), Proportion.class)).isEqualTo(part);
    }

    /// Getters have no order of their own: two programs would write two files.
    @Test
    void json_has_its_fields_in_one_order() {
        assertThat(Json.of(new Proportion(8, 10)).fieldNames())
                .toIterable()
                .containsExactly("right", "all", "share", "low", "high");
        assertThat(Json.of(new Score(10, 9, 8, 9, 0.9)).fieldNames())
                .toIterable()
                .containsExactly(
                        "calls",
                        "answered",
                        "exact",
                        "same_class",
                        "f1",
                        "exact_of_all",
                        "exact_of_answered",
                        "answered_of_all");
    }
}
