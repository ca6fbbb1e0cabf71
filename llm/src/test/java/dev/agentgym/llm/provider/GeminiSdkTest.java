package dev.agentgym.llm.provider;

import com.google.genai.Client;
import com.google.genai.ResponseStream;
import com.google.genai.errors.ClientException;
import com.google.genai.errors.ServerException;
import com.google.genai.types.FinishReason;
import com.google.genai.types.FunctionCall;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.GenerateContentResponseUsageMetadata;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.HttpRetryOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Gemini's shapes, as Google's library reads them.
class GeminiSdkTest extends SdkContract {

    private static final GenerateContentConfig PLAIN =
            GenerateContentConfig.builder().build();

    private Client client() {
        return Client.builder()
                .apiKey("k")
                .httpOptions(HttpOptions.builder()
                        .baseUrl(server.url())
                        .retryOptions(HttpRetryOptions.builder().attempts(1))
                        .build())
                .build();
    }

    @Override
    ProviderContract shape() {
        return new GeminiTest();
    }

    @Override
    String stop() {
        return "STOP";
    }

    @Override
    String calls() {
        return "STOP";
    }

    @Override
    Heard ask() {
        try (Client client = client()) {
            return heard(List.of(client.models.generateContent("model-1", "hello", PLAIN)));
        }
    }

    @Override
    Heard stream() {
        List<GenerateContentResponse> pieces = new ArrayList<>();
        try (Client client = client();
                ResponseStream<GenerateContentResponse> stream =
                        client.models.generateContentStream("model-1", "hello", PLAIN)) {
            stream.forEach(pieces::add);
        }
        return heard(pieces);
    }

    private static Heard heard(List<GenerateContentResponse> pieces) {
        StringBuilder text = new StringBuilder();
        List<String> calls = new ArrayList<>();
        for (GenerateContentResponse piece : pieces) {
            Optional.ofNullable(piece.parts()).stream()
                    .flatMap(List::stream)
                    .flatMap(part -> part.text().stream())
                    .forEach(text::append);
            for (FunctionCall call :
                    Optional.ofNullable(piece.functionCalls()).map(List::copyOf).orElse(List.of())) {
                calls.add(call(call.name().orElse(""), call.args().orElse(Map.of())));
            }
        }
        GenerateContentResponse last = pieces.getLast();
        Optional<GenerateContentResponseUsageMetadata> usage = last.usageMetadata();
        FinishReason reason = last.finishReason();
        return new Heard(
                text.toString(),
                calls,
                reason.toString(),
                usage.flatMap(GenerateContentResponseUsageMetadata::promptTokenCount)
                        .orElse(0),
                usage.flatMap(GenerateContentResponseUsageMetadata::candidatesTokenCount)
                        .orElse(0));
    }

    @Override
    Class<? extends Exception> thrownFor(int status) {
        return status == 429 ? ClientException.class : ServerException.class;
    }
}
