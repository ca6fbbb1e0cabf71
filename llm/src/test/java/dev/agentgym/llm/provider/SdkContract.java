package dev.agentgym.llm.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentgym.trace.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What the tests' servers say is what the provider's own library takes for an answer of its API, checked as strictly
/// as it can: else the tests would prove that we understand ourselves.
@Timeout(60)
abstract class SdkContract {

    /// What a library made of an answer.
    ///
    /// @param calls each as its name and its arguments
    record Heard(String text, List<String> calls, String finishReason, long input, long output) {}

    @AutoClose
    final LoopbackServer server = new LoopbackServer();

    /// The shapes that are tested.
    abstract ProviderContract shape();

    /// The word for an end without calls.
    abstract String stop();

    /// The word for an end by calls.
    abstract String calls();

    abstract Heard ask();

    abstract Heard stream();

    /// What the library throws for a status.
    abstract Class<? extends Exception> thrownFor(int status);

    @Test
    void an_answer_in_words_is_accepted() {
        server.answers(shape().saying("Good day.", stop()));

        assertThat(ask()).isEqualTo(new Heard("Good day.", List.of(), stop(), 9, 4));
    }

    @Test
    void parallel_calls_are_accepted() {
        server.answers(shape().calling(List.of("W1", "W2")));

        Heard heard = ask();

        assertThat(heard.calls()).containsExactly("get_order {\"id\":\"W1\"}", "get_order {\"id\":\"W2\"}");
        assertThat(heard.finishReason()).isEqualTo(calls());
    }

    @Test
    void an_answer_by_a_schema_is_accepted() {
        server.answers(shape().following("{\"good\":true}").replace("\"stop\"", "\"" + stop() + "\""));

        Heard heard = ask();

        assertThat(heard.text() + heard.calls()).contains("good");
    }

    @Test
    void a_stream_of_words_is_accepted() {
        server.streams(shape().streamType(), shape().streamed("Good ", "day.", stop()));

        assertThat(stream()).isEqualTo(new Heard("Good day.", List.of(), stop(), 9, 4));
    }

    @Test
    void a_stream_of_parallel_calls_is_accepted() {
        server.streams(shape().streamType(), shape().streamedCalls(List.of("W1", "W2")));

        assertThat(stream().calls()).containsExactly("get_order {\"id\":\"W1\"}", "get_order {\"id\":\"W2\"}");
    }

    @Test
    void refusals_are_accepted() {
        for (int status : List.of(429, 500)) {
            server.answers(
                    status,
                    "{\"error\": {\"code\": " + status
                            + ", \"type\": \"t\", \"status\": \"S\", \"message\": \"slow down\"}}",
                    Map.of());

            assertThatThrownBy(this::ask).isInstanceOf(thrownFor(status)).hasMessageContaining("slow down");
        }
    }

    static String call(String name, Object arguments) {
        return name + " " + Json.of(arguments);
    }
}
