package dev.agentgym.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TraceStatisticsTest {

    @Test
    void counts_say_what_is_there_and_notice_content_under_two_ids() {
        TraceStatistics statistics = TraceStatistics.of(List.of(
                TraceWriterTest.full("a"),
                TraceWriterTest.full("b"),
                Conversation.of("c", List.of(Message.User.says("hi")), Outcome.SUCCESS)));

        assertThat(statistics.conversations()).isEqualTo(3);
        assertThat(statistics.repeatedContent()).isEqualTo(1);
        assertThat(statistics.count(Outcome.PARTIAL)).isEqualTo(2);
        assertThat(statistics.count(Role.USER)).isEqualTo(3);
        assertThat(statistics.tools().get("find")).isEqualTo(new TraceStatistics.ToolCount(2, 2, 0));
        assertThat(statistics.toJson().at("/satisfaction/rated").asInt()).isEqualTo(2);
        assertThat(statistics.toJson().path("first").asText()).isEqualTo("2026-03-01T09:30:15.250Z");
    }
}
