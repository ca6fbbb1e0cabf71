package dev.agentgym.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentgym.privacy.Privacy;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Outcome;
import dev.agentgym.trace.Traces;
import org.junit.jupiter.api.Test;

class RecordConversionTest {

    private static final String CHAT = """
            {"messages": [{"role": "user", "content": "I am Ada Lovelace, ada@calc.example"},
             {"role": "assistant", "content": null, "tool_calls": [{"id": "1", "type": "function",
              "function": {"name": "find", "arguments": "{\\"email\\": \\"ada@calc.example\\"}"}}]},
             {"role": "tool", "tool_call_id": "1", "content": "{\\"name\\": \\"Ada Lovelace\\"}"}]}
            """;

    @Test
    void a_chat_row_becomes_a_trace_with_a_stable_id() {
        Conversation first = RecordConversion.plain().convert(Json.parse(CHAT));
        Conversation again = RecordConversion.plain().convert(Json.parse(CHAT));

        assertThat(first).isEqualTo(again);
        assertThat(first.id()).startsWith("conv_");
        assertThat(first.exchanges()
                        .getFirst()
                        .answer()
                        .orElseThrow()
                        .result()
                        .path("name")
                        .asText())
                .isEqualTo("Ada Lovelace");
    }

    @Test
    void personal_values_are_replaced_where_that_is_asked_for() {
        Conversation replaced =
                RecordConversion.replacing(Privacy.withKey("a key of length")).convert(Json.parse(CHAT));

        assertThat(Traces.toJson(replaced).toString()).doesNotContain("Lovelace", "ada@calc");
    }

    @Test
    void a_run_of_a_benchmark_is_recognised_by_its_fields() {
        Conversation run = RecordConversion.plain()
                .convert(
                        Json.parse(
                                "{\"task_id\":3,\"trial\":0,\"reward\":1.0,\"info\":{},\"traj\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"));

        assertThat(run.outcome()).isEqualTo(Outcome.SUCCESS);
    }

    @Test
    void what_is_no_conversation_is_refused_with_its_place() {
        assertThatThrownBy(() -> RecordConversion.plain().convert(Json.parse("{\"messages\": 7}")))
                .isInstanceOf(ConversionException.class)
                .hasMessageContaining("messages");
    }
}
