package dev.agentgym.report;

import static dev.agentgym.trace.Logged.log;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgym.fidelity.Fidelity;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Json;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FidelityPageTest {

    private static final String HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>";

    private static String page() {
        List<Conversation> traces = IntStream.range(0, 30)
                .mapToObj(i ->
                        log("c" + i, "get {\"id\":\"K\"} -> {\"note\":" + Json.of(HOSTILE) + ",\"n\":" + i % 4 + "}"))
                .toList();
        return FidelityPage.of(Fidelity.quick(traces, 1), "Fidelity of <b> & co");
    }

    @Test
    void the_page_needs_nothing_but_itself() {
        String page = page();
        assertThat(page).startsWith("<!doctype html>").contains("new Chart(");
        assertThat(page).doesNotContain("<link", "src=\"", "@import", "url(", "sourceMappingURL");
        assertThat(page).contains("default-src 'none'");
    }

    @Test
    void every_part_of_the_template_is_filled() {
        assertThat(page()).doesNotContain("{{title}}", "{{style}}", "{{charts}}", "{{script}}", "{{data}}");
    }

    /// The trap: a customer's words that end the element they stand in become part of the page.
    @Test
    void what_a_log_says_cannot_become_markup() {
        String page = page();
        assertThat(page.split("</script>", -1))
                .as("its own three scripts end, no other")
                .hasSize(4);
        assertThat(page)
                .doesNotContain("<img")
                .contains("\\u003cimg src=x")
                .contains("<h1>Fidelity of &lt;b> &amp; co</h1>");
    }

    @Test
    void the_same_card_gives_the_same_page() {
        assertThat(page()).isEqualTo(page());
    }
}
