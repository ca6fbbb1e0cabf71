package dev.agentgym.llm.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.agentgym.llm.Completion;
import dev.agentgym.llm.Request;
import dev.agentgym.llm.Sampling;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.googleai.GoogleAiGeminiChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiStreamingChatModel;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Gemini's REST API: `models/…:generateContent` and `:streamGenerateContent`.
final class GeminiDialect extends Dialect {

    /// Gemini 3 refuses a history of tool calls without the signature of the thought that led to them. It travels
    /// as an extra field of the first call.
    static final String THOUGHT_SIGNATURE = "thought_signature";

    /// The library's name for it.
    static final String SIGNATURE_ATTRIBUTE = "thinking_signature";

    GeminiDialect(Endpoint endpoint, Request request) {
        super(endpoint, request);
    }

    /// What of an answer has to travel back with its first call.
    static Map<String, JsonNode> signature(AiMessage message) {
        return Optional.ofNullable(message.attribute(SIGNATURE_ATTRIBUTE, String.class))
                .filter(signature -> !signature.isEmpty())
                .map(signature -> Map.<String, JsonNode>of(THOUGHT_SIGNATURE, TextNode.valueOf(signature)))
                .orElse(Map.of());
    }

    @Override
    ChatModel chat(Wire wire) {
        return GoogleAiGeminiChatModel.builder()
                .apiKey(endpoint().key())
                .baseUrl(endpoint().baseUrl())
                .modelName(endpoint().model())
                .httpClientBuilder(wire)
                .maxRetries(0)
                .returnThinking(true)
                .sendThinking(true)
                .build();
    }

    @Override
    StreamingChatModel streaming(Wire wire) {
        return GoogleAiGeminiStreamingChatModel.builder()
                .apiKey(endpoint().key())
                .baseUrl(endpoint().baseUrl())
                .modelName(endpoint().model())
                .httpClientBuilder(wire)
                .returnThinking(true)
                .sendThinking(true)
                .build();
    }

    @Override
    List<ChatMessage> messages() {
        return LibraryMessages.forGemini(request().messages());
    }

    /// Gemini knows a part of JSON Schema only, in which the library writes it.
    @Override
    ChatRequest.Builder question() {
        List<ToolSpecification> tools = request().tools().stream()
                .map(tool -> ToolSpecification.builder()
                        .name(tool.name())
                        .description(tool.description())
                        .parameters(GeminiSchema.parameters(tool.parameters()).orElse(null))
                        .build())
                .toList();
        ChatRequest.Builder question = ChatRequest.builder().toolSpecifications(tools);
        request()
                .schema()
                .flatMap(GeminiSchema::parameters)
                .ifPresent(schema -> question.responseFormat(ResponseFormat.builder()
                        .type(ResponseFormatType.JSON)
                        .jsonSchema(JsonSchema.builder()
                                .name("answer")
                                .rootElement(schema)
                                .build())
                        .build()));
        return question;
    }

    @Override
    ObjectNode asked(ObjectNode question) {
        ObjectNode asked = GeminiQuestion.of(question);
        Sampling sampling = request().sampling();
        ObjectNode config = asked.withObjectProperty("generationConfig");
        sampling.temperature().ifPresent(value -> config.put("temperature", value));
        sampling.topP().ifPresent(value -> config.put("topP", value));
        sampling.maxTokens().ifPresent(value -> config.put("maxOutputTokens", value));
        sampling.seed().ifPresent(value -> config.put("seed", value));
        if (sampling.probabilities()) {
            config.put("responseLogprobs", true);
        }
        return asked;
    }

    @Override
    ObjectNode heard(ObjectNode answer) {
        note(answer);
        GeminiAnswer fit = GeminiAnswer.whole(answer, this);
        finished(fit.finishReason());
        return fit.body();
    }

    @Override
    ObjectNode heardPiece(ObjectNode piece) {
        note(piece);
        GeminiAnswer fit = GeminiAnswer.piece(piece, this);
        if (!fit.finishReason().isEmpty()) {
            finished(fit.finishReason());
        }
        return fit.body();
    }

    private void note(ObjectNode json) {
        answeredBy(json.path("modelVersion").asText(""));
        JsonNode usage = json.path("usageMetadata");
        if (usage.has("promptTokenCount")) {
            counted(new Completion.Usage(
                    usage.path("promptTokenCount").asLong(),
                    usage.path("candidatesTokenCount").asLong(),
                    usage.path("thoughtsTokenCount").asLong(),
                    usage.path("cachedContentTokenCount").asLong()));
        }
        probable(json.at("/candidates/0/logprobsResult/chosenCandidates"), "token", "logProbability");
    }
}
