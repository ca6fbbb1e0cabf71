package dev.agentgym.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.agentgym.trace.Json;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A ferry line whose log tells times in UTC and whose tools tell them as the clock in the harbour does.
class TimeSearchTest {

    private static final List<String> CALLS =
            List.of("2026-03-12T14:04:07Z", "2026-03-12T23:30:00Z", "2026-07-01T00:00:59Z", "2026-12-31T18:45:10Z");

    private static String learned(String... told) {
        List<Example> examples = IntStream.range(0, told.length)
                .mapToObj(i -> new Example(Scope.of(Json.object().put("now", CALLS.get(i))), TextNode.valueOf(told[i])))
                .toList();
        return new ProgramSearch(List.of("now"))
                .explain(examples, "bookedAt")
                .map(found -> Description.text(found.program()))
                .orElse("nothing");
    }

    @Test
    void the_time_of_another_place_is_learned_with_how_far_that_is() {
        assertThat(learned(
                        "2026-03-12T15:04:07+01:00",
                        "2026-03-13T00:30:00+01:00",
                        "2026-07-01T01:00:59+01:00",
                        "2026-12-31T19:45:10+01:00"))
                .isEqualTo("now at \"+01:00\" like \"uuuu-MM-dd'T'HH:mm:ssXXX\"");
    }

    @Test
    void a_clock_may_tell_neither_seconds_nor_its_place() {
        assertThat(learned("2026-03-12 09:34", "2026-03-12 19:00", "2026-06-30 19:30", "2026-12-31 14:15"))
                .isEqualTo("now at \"-04:30\" like \"uuuu-MM-dd HH:mm\"");
    }

    @Test
    void times_that_are_not_those_of_the_calls_are_not_explained() {
        assertThat(learned(
                        "2026-03-12T15:09:07+01:00",
                        "2026-03-13T00:10:00+01:00",
                        "2026-07-01T01:30:59+01:00",
                        "2026-12-31T19:45:40+01:00"))
                .doesNotContain("+01:00\" like");
    }
}
