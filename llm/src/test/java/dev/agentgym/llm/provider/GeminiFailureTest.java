package dev.agentgym.llm.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.agentgym.llm.Failure;
import dev.agentgym.llm.ModelClient;
import dev.agentgym.llm.ModelException;
import dev.agentgym.llm.Request;
import dev.agentgym.llm.Sampling;
import dev.agentgym.trace.Message;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class GeminiFailureTest {

    private static final Request HELLO = new Request(List.of(Message.User.says("hello")), List.of(), Sampling.DEFAULT);

    @AutoClose
    private final GeminiServer server = new GeminiServer();

    private static ModelException failureOf(ModelClient client) {
        return catchThrowableOfType(ModelException.class, () -> client.complete(HELLO));
    }

    private ModelException failure(int status, String body, Map<String, String> headers) {
        server.answers(status, body, headers);
        return failureOf(server.client());
    }

    private static String error(int code, String status, String message, String details) {
        return """
                {"error": {"code": %d, "message": "%s", "status": "%s", "details": [%s]}}
                """.formatted(code, message, status, details);
    }

    @Test
    void a_bad_request_says_what_the_server_said_and_is_not_to_be_repeated() {
        ModelException e = failure(400, error(400, "INVALID_ARGUMENT", "tools[0] is bad", ""), Map.of());

        assertThat(e).hasMessage("400 INVALID_ARGUMENT from gemini-test: tools[0] is bad");
        assertThat(e.failure()).isEqualTo(new Failure.BadRequest(400));
        assertThat(e.failure().isRetryable()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"401,UNAUTHENTICATED", "403,PERMISSION_DENIED"})
    void a_key_that_may_not_is_a_failure_of_its_own(int status, String word) {
        ModelException e = failure(status, error(status, word, "no", ""), Map.of());

        assertThat(e.failure()).isEqualTo(new Failure.Unauthenticated(status));
        assertThat(e.failure().isRetryable()).isFalse();
    }

    @Test
    void a_wrong_key_is_recognised_although_gemini_calls_it_a_bad_request() {
        String info = "{\"@type\": \"type.googleapis.com/google.rpc.ErrorInfo\", \"reason\": \"API_KEY_INVALID\"}";

        ModelException e = failure(400, error(400, "INVALID_ARGUMENT", "API key not valid.", info), Map.of());

        assertThat(e.failure()).isEqualTo(new Failure.Unauthenticated(400));
    }

    @Test
    void a_model_that_does_not_exist_is_a_bad_request() {
        ModelException e = failure(404, error(404, "NOT_FOUND", "models/gemini-test is not found", ""), Map.of());

        assertThat(e.failure()).isEqualTo(new Failure.BadRequest(404));
        assertThat(e.failure().remedy()).contains("model's name");
    }

    @Test
    void too_many_requests_carry_the_wait_of_the_header() {
        ModelException e = failure(429, error(429, "RESOURCE_EXHAUSTED", "Quota", ""), Map.of("Retry-After", "7"));

        assertThat(e.failure()).isEqualTo(new Failure.RateLimited(Optional.of(Duration.ofSeconds(7))));
    }

    @Test
    void too_many_requests_carry_the_wait_of_the_retry_info_if_it_is_longer() {
        String info = "{\"@type\": \"type.googleapis.com/google.rpc.RetryInfo\", \"retryDelay\": \"34.5s\"}";

        ModelException e = failure(429, error(429, "RESOURCE_EXHAUSTED", "Quota", info), Map.of("Retry-After", "7"));

        assertThat(e.failure().retryAfter()).contains(Duration.ofMillis(34_500));
    }

    @Test
    void a_wait_may_be_a_date() {
        String in90Seconds = "Fri, 02 Jan 2026 03:05:35 GMT";

        ModelException e = failure(503, "", Map.of("Retry-After", in90Seconds));

        assertThat(e.failure()).isEqualTo(new Failure.Overloaded(503, Optional.of(Duration.ofSeconds(90))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-5", "Thu, 01 Jan 1970 00:00:00 GMT", "99999999999999999999"})
    void a_wait_that_makes_no_sense_is_no_wait(String header) {
        assertThat(failure(429, "{}", Map.of("Retry-After", header)).failure().retryAfter())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504})
    void a_broken_server_may_be_asked_again(int status) {
        ModelException e = failure(status, "<html>Bad gateway</html>", Map.of());

        assertThat(e.failure()).isEqualTo(new Failure.Overloaded(status, Optional.empty()));
        assertThat(e.failure().isRetryable()).isTrue();
        assertThat(e).hasMessageContaining("Bad gateway");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"candidates\": [",
                "",
                "[]",
                "<html>Log in</html>",
                "{}",
                "{\"candidates\": 7}",
                "{\"candidates\": [{\"content\": {\"parts\": \"x\"}}]}",
                "{\"candidates\": [{\"content\": {\"parts\": [{\"functionCall\": {\"args\": {}}}]}}]}"
            })
    void an_answer_that_nobody_can_read_is_malformed(String body) {
        ModelException e = failure(200, body, Map.of());

        assertThat(e.failure()).isEqualTo(new Failure.Malformed());
        assertThat(e).hasMessageContaining("cannot be read");
    }

    @Test
    void a_cut_connection_is_noticed() {
        server.cutsTheConnection();

        assertThat(failureOf(server.client()).failure()).isEqualTo(new Failure.Disconnected());
    }

    @Test
    void a_refused_connection_names_the_address() {
        ModelClient client = server.client();
        server.close();

        ModelException e = failureOf(client);

        assertThat(e.failure()).isEqualTo(new Failure.Unreachable());
        assertThat(e).hasMessageContaining(server.url());
    }

    @Test
    void a_silent_server_times_out() {
        server.keepsSilent();
        Duration limit = Duration.ofMillis(300);

        ModelException e = failureOf(server.client(limit));

        assertThat(e.failure()).isEqualTo(new Failure.TimedOut(limit));
        assertThat(e).hasMessageContaining("0.3 s");
    }

    @Test
    void a_server_that_stalls_in_the_body_times_out_too() {
        // A time-out that covers the headers only would hang here for good.
        server.stallsInTheBody();
        Duration limit = Duration.ofMillis(300);

        assertThat(failureOf(server.client(limit)).failure()).isEqualTo(new Failure.TimedOut(limit));
    }

    @Test
    void an_interrupt_ends_the_wait_and_stays_set() {
        server.keepsSilent();

        Thread.currentThread().interrupt();
        ModelException e = failureOf(server.client());

        assertThat(Thread.interrupted()).isTrue();
        assertThat(e.failure()).isEqualTo(new Failure.Interrupted());
    }

    @Test
    void the_key_is_in_no_message_even_if_the_server_repeats_it() {
        ModelException e =
                failure(400, error(400, "INVALID_ARGUMENT", "key " + GeminiServer.KEY + " is bad", ""), Map.of());
        StringWriter printed = new StringWriter();
        e.printStackTrace(new PrintWriter(printed));

        assertThat(printed.toString()).doesNotContain(GeminiServer.KEY).contains("key (key) is bad");
    }

    @Test
    void settings_do_not_show_their_key() {
        Endpoint settings = Models.geminiEndpoint("", Map.of("GOOGLE_API_KEY", GeminiServer.KEY))
                .orElseThrow();

        assertThat(settings.toString()).doesNotContain(GeminiServer.KEY).contains("gemini-flash-latest");
    }
}
