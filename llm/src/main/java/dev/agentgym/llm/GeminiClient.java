package dev.agentgym.llm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.ToolCall;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.googleai.GoogleAiGeminiChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiTokenUsage;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Gemini's REST API (`models/…:generateContent`), spoken through LangChain4j. Safe to share between threads.
///
/// Asks once: retries are the business of [Retries]. What the library does not do as Gemini wants it is put right
/// on the wire, in [GeminiExchange].
public final class GeminiClient implements ModelClient {

    /// Gemini 3 refuses a history of tool calls without the signature of the thought that led to them. It travels
    /// as an extra field of the first call.
    static final String THOUGHT_SIGNATURE = "thought_signature";

    /// The library's name for it.
    static final String SIGNATURE_ATTRIBUTE = "thinking_signature";

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(15);

    private final GeminiSettings settings;
    private final InstantSource clock;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build();

    GeminiClient(GeminiSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /// The client that the environment describes; empty where it has no key.
    ///
    /// The key is `GOOGLE_API_KEY`, else `GEMINI_API_KEY`. `AGENT_GYM_GEMINI_MODEL` names the model, by default
    /// `gemini-flash-latest`, and `GOOGLE_GEMINI_BASE_URL` another server, with or without the version of the API.
    ///
    /// @throws ModelException when one of these is there and cannot be used
    public static Optional<GeminiClient> of(Map<String, String> environment) {
        return GeminiSettings.of(environment).map(settings -> new GeminiClient(settings, InstantSource.system()));
    }

    /// The model's name as it was configured.
    public String model() {
        return settings.model();
    }

    @Override
    public Completion complete(Request request) {
        GeminiExchange exchange = new GeminiExchange(http, settings, clock);
        try {
            ChatResponse response = model(request.sampling(), exchange).chat(chat(request));
            return completion(response, exchange.finishReason(), request.messages());
        } catch (RuntimeException e) {
            throw failure(e, exchange);
        }
    }

    private GoogleAiGeminiChatModel model(Sampling sampling, GeminiExchange exchange) {
        GoogleAiGeminiChatModel.GoogleAiGeminiChatModelBuilder builder = GoogleAiGeminiChatModel.builder()
                .apiKey(settings.apiKey())
                .baseUrl(settings.baseUrl())
                .modelName(settings.model())
                .httpClientBuilder(exchange)
                .maxRetries(0)
                .returnThinking(true)
                .sendThinking(true);
        sampling.temperature().ifPresent(builder::temperature);
        sampling.maxTokens().ifPresent(builder::maxOutputTokens);
        sampling.seed().ifPresent(builder::seed);
        return builder.build();
    }

    private static ChatRequest chat(Request request) {
        List<ToolSpecification> tools = request.tools().stream()
                .map(tool -> ToolSpecification.builder()
                        .name(tool.name())
                        .description(tool.description())
                        .parameters(GeminiSchema.parameters(tool.parameters()).orElse(null))
                        .build())
                .toList();
        return ChatRequest.builder()
                .messages(GeminiMessages.of(request.messages()))
                .toolSpecifications(tools)
                .build();
    }

    /// The library wraps what the exchange throws when the thread was interrupted, and throws what it likes for an
    /// answer that it cannot read.
    private ModelException failure(RuntimeException thrown, GeminiExchange exchange) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof ModelException known) {
                return known;
            }
        }
        return exchange.isAnswered()
                ? new ModelException(
                        "the answer of " + settings.model() + " cannot be read: " + thrown.getMessage(),
                        new Failure.Malformed(),
                        thrown)
                : new ModelException(
                        "the request to " + settings.model() + " cannot be written: " + thrown.getMessage(),
                        new Failure.BadRequest(0),
                        thrown);
    }

    private Completion completion(ChatResponse response, String finishReason, List<Message> asked) {
        AiMessage message = response.aiMessage();
        String model = Optional.ofNullable(response.metadata().modelName()).orElse(settings.model());
        return new Completion(
                Optional.ofNullable(message.text()).orElse(""),
                toolCalls(message, asked),
                usage(response),
                finishReason,
                model);
    }

    private static List<ToolCall> toolCalls(AiMessage message, List<Message> asked) {
        String signature = Optional.ofNullable(message.attribute(SIGNATURE_ATTRIBUTE, String.class))
                .orElse("");
        Set<String> taken = new HashSet<>();
        asked.forEach(earlier -> earlier.toolCalls().forEach(call -> taken.add(call.id())));
        List<ToolCall> calls = new ArrayList<>();
        for (ToolExecutionRequest call : message.toolExecutionRequests()) {
            boolean signed = calls.isEmpty() && !signature.isEmpty();
            calls.add(new ToolCall(
                    freeId(Optional.ofNullable(call.id()).orElse(""), taken),
                    call.name(),
                    arguments(call),
                    signed ? Map.of(THOUGHT_SIGNATURE, TextNode.valueOf(signature)) : Map.of()));
        }
        return calls;
    }

    private static ObjectNode arguments(ToolExecutionRequest call) {
        return Json.parse(call.arguments()) instanceof ObjectNode object ? object : Json.object();
    }

    /// The model's id if no other call has it, else the next number.
    private static String freeId(String given, Set<String> taken) {
        String id = given;
        for (int number = taken.size() + 1; id.isEmpty() || !taken.add(id); number++) {
            id = "call_" + number;
        }
        return id;
    }

    private static Optional<Completion.Usage> usage(ChatResponse response) {
        if (response.tokenUsage() instanceof GoogleAiGeminiTokenUsage usage && usage.inputTokenCount() != null) {
            return Optional.of(new Completion.Usage(
                    count(usage.inputTokenCount()),
                    count(usage.outputTokenCount()),
                    count(usage.thoughtsTokenCount()),
                    count(usage.cachedContentTokenCount())));
        }
        return Optional.empty();
    }

    private static long count(@Nullable Integer tokens) {
        return tokens == null ? 0 : tokens;
    }
}
