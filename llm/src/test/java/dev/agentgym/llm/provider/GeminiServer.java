package dev.agentgym.llm.provider;

import dev.agentgym.llm.ModelClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/// Speaks Gemini's REST shape.
public final class GeminiServer extends LoopbackServer {

    @Override
    public GeminiServer answers(int status, String body, Map<String, String> headers) {
        super.answers(status, body, headers);
        return this;
    }

    @Override
    public GeminiServer answers(String body) {
        super.answers(body);
        return this;
    }

    @Override
    public GeminiServer cutsTheConnection() {
        super.cutsTheConnection();
        return this;
    }

    /// A successful answer with these parts, finished by `STOP`.
    public GeminiServer answersParts(String... parts) {
        return answers("""
                {"candidates": [{"content": {"parts": [%s], "role": "model"}, "finishReason": "STOP", "index": 0}],
                 "usageMetadata": {"promptTokenCount": 11, "candidatesTokenCount": 7, "totalTokenCount": 23,
                                   "thoughtsTokenCount": 5, "cachedContentTokenCount": 3},
                 "modelVersion": "gemini-test-001", "responseId": "r-1"}
                """.formatted(String.join(", ", parts)));
    }

    /// A client of this server.
    ModelClient client(Duration timeout) {
        return new LibraryClient(
                new Endpoint("gemini", url() + "/v1beta", "gemini-test", KEY, timeout),
                GeminiDialect::new,
                InstantSource.fixed(NOW));
    }

    /// A client that has the time it needs.
    public ModelClient client() {
        return client(Duration.ofSeconds(20));
    }
}
