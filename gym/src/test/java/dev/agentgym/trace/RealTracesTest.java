package dev.agentgym.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RealTracesTest {

    @ParameterizedTest
    @CsvSource({
        "tau1_airline_gpt4o.jsonl.gz, 200, 1164",
        "tau2_airline.jsonl.gz, 434, 3860",
        "tau2_telecom.jsonl.gz, 180, 3195",
        "star.jsonl.gz, 6652, 22169",
        "sgd_dev.jsonl.gz, 2098, 6027",
        "taskmaster4_coffee.jsonl.gz, 3710, 15395",
        "bfcl_multiturn_executed.jsonl.gz, 600, 3422"
    })
    void every_real_conversation_is_read_or_set_aside(String file, int conversations, int calls) {
        List<Reading.Quarantined> bad = new ArrayList<>();
        List<Conversation> traces = Traces.read(SharedData.traces(file), bad::add);

        assertThat(traces.size() + bad.size()).isEqualTo(conversations);
        assertThat(bad.size()).isLessThanOrEqualTo(conversations / 10);
        assertThat(traces.stream()
                        .flatMap(conversation -> conversation.exchanges().stream())
                        .filter(exchange -> exchange.answer().isPresent()))
                .hasSizeBetween(calls * 9 / 10, calls);
    }

    @ParameterizedTest
    @CsvSource({"tau1_airline_gpt4o.jsonl.gz", "tau2_telecom.jsonl.gz", "bfcl_multiturn_executed.jsonl.gz"})
    void a_real_conversation_survives_writing_and_reading(String file) {
        for (Conversation conversation : Traces.read(SharedData.traces(file))) {
            assertThat(Traces.fromJson(Traces.toJson(conversation))).isEqualTo(conversation);
        }
    }
}
