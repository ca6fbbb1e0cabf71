package dev.agentgym.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgym.rollout.Rollout;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EvaluationPageTest {

    private static final String HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>";

    private static String page() {
        List<Rollout> ours = List.of(Played.of("new", "a1", 0, 0.2), Played.of("new", HOSTILE, 0, 1));
        List<Rollout> theirs = List.of(Played.of("old", "a1", 0, 1));
        return EvaluationPage.of(
                List.of(Evaluation.of(ours), Evaluation.of(theirs)),
                Optional.of(Comparison.of(ours, theirs)),
                List.of(ours.get(0), ours.get(1), theirs.get(0)),
                "new against old");
    }

    @Test
    void the_page_needs_nothing_but_itself_and_holds_every_conversation() {
        assertThat(page())
                .startsWith("<!doctype html>")
                .contains("new Chart(", "default-src 'none'", "\"regressions\":[", "Error: too late")
                .doesNotContain("<link", "src=\"", "@import", "url(", "sourceMappingURL", "{{");
    }

    /// The trap: a customer's words that end the element they stand in become part of the page.
    @Test
    void what_a_rollout_says_cannot_become_markup() {
        assertThat(page().split("</script>", -1))
                .as("its own three scripts end, no other")
                .hasSize(4);
        assertThat(page()).doesNotContain("<img").contains("\\u003cimg src=x");
    }

    @Test
    void equal_rollouts_give_equal_pages() {
        assertThat(page()).isEqualTo(page());
    }
}
