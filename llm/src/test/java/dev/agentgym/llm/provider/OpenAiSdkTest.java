package dev.agentgym.llm.provider;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.InternalServerException;
import com.openai.errors.RateLimitException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessageToolCall;
import com.openai.models.completions.CompletionUsage;
import dev.agentgym.trace.Json;
import java.util.List;
import java.util.Optional;

/// OpenAI's shapes, as its library reads them.
class OpenAiSdkTest extends SdkContract {

    private static final ChatCompletionCreateParams HELLO = ChatCompletionCreateParams.builder()
            .model("model-1")
            .addUserMessage("hello")
            .build();

    private OpenAIClient client() {
        return OpenAIOkHttpClient.builder()
                .baseUrl(server.url() + "/v1")
                .apiKey("k")
                .maxRetries(0)
                .responseValidation(true)
                .build();
    }

    @Override
    ProviderContract shape() {
        return new OpenAiTest();
    }

    @Override
    String stop() {
        return "stop";
    }

    @Override
    String calls() {
        return "tool_calls";
    }

    @Override
    Heard ask() {
        return heard(client().chat().completions().create(HELLO));
    }

    @Override
    Heard stream() {
        ChatCompletionAccumulator whole = ChatCompletionAccumulator.create();
        try (StreamResponse<ChatCompletionChunk> chunks =
                client().chat().completions().createStreaming(HELLO)) {
            chunks.stream().map(ChatCompletionChunk::validate).forEach(whole::accumulate);
        }
        return heard(whole.chatCompletion());
    }

    private static Heard heard(ChatCompletion completion) {
        ChatCompletion.Choice choice = completion.choices().getFirst();
        List<ChatCompletionMessageToolCall> calls = choice.message().toolCalls().orElse(List.of());
        Optional<CompletionUsage> usage = completion.usage();
        return new Heard(
                choice.message().content().orElse(""),
                calls.stream()
                        .map(ChatCompletionMessageToolCall::function)
                        .map(called -> called.name() + " " + Json.parse(called.arguments()))
                        .toList(),
                choice.finishReason().asString(),
                usage.map(CompletionUsage::promptTokens).orElse(0L),
                usage.map(CompletionUsage::completionTokens).orElse(0L));
    }

    @Override
    Class<? extends Exception> thrownFor(int status) {
        return status == 429 ? RateLimitException.class : InternalServerException.class;
    }
}
