package dev.agentgym.llm.provider;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.InternalServerException;
import com.anthropic.errors.RateLimitException;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.ContentBlock;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.StopReason;
import com.anthropic.models.messages.TextBlock;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;

/// Anthropic's shapes, as its library reads them.
class AnthropicSdkTest extends SdkContract {

    private static final MessageCreateParams HELLO = MessageCreateParams.builder()
            .model("model-1")
            .maxTokens(100)
            .addUserMessage("hello")
            .build();

    private AnthropicClient client() {
        return AnthropicOkHttpClient.builder()
                .baseUrl(server.url())
                .apiKey("k")
                .maxRetries(0)
                .responseValidation(true)
                .build();
    }

    @Override
    ProviderContract shape() {
        return new AnthropicTest();
    }

    @Override
    String stop() {
        return "end_turn";
    }

    @Override
    String calls() {
        return "tool_use";
    }

    @Override
    Heard ask() {
        return heard(client().messages().create(HELLO));
    }

    @Override
    Heard stream() {
        MessageAccumulator whole = MessageAccumulator.create();
        try (StreamResponse<RawMessageStreamEvent> events = client().messages().createStreaming(HELLO)) {
            events.stream().map(RawMessageStreamEvent::validate).forEach(whole::accumulate);
        }
        return heard(whole.message());
    }

    private static Heard heard(Message message) {
        return new Heard(
                message.content().stream()
                        .flatMap(block -> block.text().stream())
                        .map(TextBlock::text)
                        .collect(Collectors.joining()),
                message.content().stream()
                        .map(ContentBlock::toolUse)
                        .flatMap(java.util.Optional::stream)
                        .map(use -> use.name() + " " + use._input().convert(JsonNode.class))
                        .toList(),
                message.stopReason().map(StopReason::asString).orElse(""),
                message.usage().inputTokens(),
                message.usage().outputTokens());
    }

    @Override
    Class<? extends Exception> thrownFor(int status) {
        return status == 429 ? RateLimitException.class : InternalServerException.class;
    }
}
