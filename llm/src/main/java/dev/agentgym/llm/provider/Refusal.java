package dev.agentgym.llm.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.llm.Failure;
import dev.agentgym.llm.ModelException;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.TraceException;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads a refusal: `{"error": {"message", …}}` as the APIs send it, with Google's `status` and `details`
/// (google.rpc.Status in JSON), OpenAI's and Anthropic's `type`, or `{"error": "…"}` as Ollama does, or whatever a
/// proxy on the way says instead.
final class Refusal {

    private static final int MAX_MESSAGE = 300;

    private Refusal() {}

    static ModelException of(HttpResponse<?> response, byte[] bytes, Endpoint endpoint, Instant now) {
        String body = new String(bytes, StandardCharsets.UTF_8);
        JsonNode error = error(body);
        int status = response.statusCode();
        return new ModelException(
                message(status, error, body, endpoint), failure(status, error, response.headers(), now));
    }

    /// An error that came in the middle of a stream that had begun well.
    static ModelException inStream(JsonNode event, Endpoint endpoint) {
        JsonNode error = event.path("error");
        int status = switch (word(error)) {
            case "rate_limit_error", "rate_limit_exceeded", "RESOURCE_EXHAUSTED" -> 429;
            case "overloaded_error" -> 529;
            case "invalid_request_error", "INVALID_ARGUMENT" -> 400;
            default -> 500;
        };
        HttpHeaders none = HttpHeaders.of(Map.of(), (name, value) -> true);
        return new ModelException(
                message(status, error, event.toString(), endpoint), failure(status, error, none, Instant.EPOCH));
    }

    private static String message(int status, JsonNode error, String body, Endpoint endpoint) {
        String said = endpoint.redacted(
                        error.isTextual()
                                ? error.textValue()
                                : error.path("message").asText(body))
                .strip();
        String word = word(error);
        return status
                + (word.isEmpty() ? "" : " " + word)
                + " from "
                + endpoint.model()
                + (said.isEmpty() ? "" : ": " + (said.length() > MAX_MESSAGE ? said.substring(0, MAX_MESSAGE) : said));
    }

    private static String word(JsonNode error) {
        return error.path("status").asText(error.path("type").asText(""));
    }

    /// Some servers wrap the object into a list.
    private static JsonNode error(String body) {
        try {
            JsonNode json = Json.parse(body);
            return (json.isArray() ? json.path(0) : json).path("error");
        } catch (TraceException e) {
            // A proxy answered in HTML or plain text: the caller shows the body as it stands.
            return Json.object();
        }
    }

    private static Failure failure(int status, JsonNode error, HttpHeaders headers, Instant now) {
        if (status == 401 || status == 403 || isKeyInvalid(error)) {
            return new Failure.Unauthenticated(status);
        }
        if (status == 429) {
            return new Failure.RateLimited(retryAfter(error, headers, now));
        }
        return status >= 500 || status == 408
                ? new Failure.Overloaded(status, retryAfter(error, headers, now))
                : new Failure.BadRequest(status);
    }

    /// Gemini refuses a wrong key with status 400.
    private static boolean isKeyInvalid(JsonNode error) {
        return details(error)
                .anyMatch(detail -> detail.path("reason").asText("").equals("API_KEY_INVALID"));
    }

    /// The longer of the header and the RetryInfo in the body.
    private static Optional<Duration> retryAfter(JsonNode error, HttpHeaders headers, Instant now) {
        Stream<Duration> header = headers.firstValue("Retry-After").flatMap(value -> wait(value, now)).stream();
        Stream<Duration> body = details(error)
                .map(detail -> detail.path("retryDelay").asText(""))
                .filter(delay -> delay.matches("\\d{1,6}(\\.\\d+)?s"))
                .map(delay -> seconds(delay.substring(0, delay.length() - 1)));
        return Stream.concat(header, body).max(Duration::compareTo);
    }

    private static Stream<JsonNode> details(JsonNode error) {
        return error.path("details").valueStream();
    }

    /// Seconds, or a date (RFC 9110, section 10.2.3).
    private static Optional<Duration> wait(String header, Instant now) {
        if (header.strip().matches("\\d{1,6}(\\.\\d+)?")) {
            return Optional.of(seconds(header.strip()));
        }
        try {
            Instant until = ZonedDateTime.parse(header.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(Duration.between(now, until)).filter(Duration::isPositive);
        } catch (DateTimeException e) {
            // No time that anybody could wait for: the schedule decides.
            return Optional.empty();
        }
    }

    private static Duration seconds(String number) {
        return Duration.ofMillis((long) Math.ceil(Double.parseDouble(number) * 1000));
    }
}
