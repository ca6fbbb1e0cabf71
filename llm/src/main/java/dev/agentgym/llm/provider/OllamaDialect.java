package dev.agentgym.llm.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.llm.Completion;
import dev.agentgym.llm.Request;
import dev.agentgym.llm.Sampling;
import dev.agentgym.trace.Json;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.ollama.OllamaChatModel;
import dev.langchain4j.model.ollama.OllamaStreamingChatModel;

/// Ollama's own API, `POST …/api/chat`, whose streams are lines of JSON.
final class OllamaDialect extends Dialect {

    private int calls;

    OllamaDialect(Endpoint endpoint, Request request) {
        super(endpoint, request);
    }

    @Override
    ChatModel chat(Wire wire) {
        return OllamaChatModel.builder()
                .baseUrl(endpoint().baseUrl())
                .modelName(endpoint().model())
                .httpClientBuilder(wire)
                .maxRetries(0)
                .build();
    }

    @Override
    StreamingChatModel streaming(Wire wire) {
        return OllamaStreamingChatModel.builder()
                .baseUrl(endpoint().baseUrl())
                .modelName(endpoint().model())
                .httpClientBuilder(wire)
                .build();
    }

    @Override
    ObjectNode asked(ObjectNode question) {
        Sampling sampling = request().sampling();
        ObjectNode options = question.withObjectProperty("options");
        sampling.temperature().ifPresent(value -> options.put("temperature", value));
        sampling.topP().ifPresent(value -> options.put("top_p", value));
        sampling.maxTokens().ifPresent(value -> options.put("num_predict", value));
        sampling.seed().ifPresent(value -> options.put("seed", value));
        if (sampling.probabilities()) {
            question.put("logprobs", true);
        }
        request().schema().ifPresent(schema -> question.set("format", schema));
        Tools.declare(request().tools(), question);
        return question;
    }

    @Override
    ObjectNode heard(ObjectNode answer) {
        if (!answer.path("message").isObject()) {
            throw malformed("no message in " + Json.excerpt(answer));
        }
        return heardPiece(answer);
    }

    @Override
    ObjectNode heardPiece(ObjectNode piece) {
        answeredBy(piece.path("model").asText(""));
        probable(piece.path("logprobs"), "token", "logprob");
        number(piece.at("/message/tool_calls"));
        if (piece.path("done").asBoolean()) {
            finished(piece.path("done_reason").asText(""));
            piece.put("done_reason", "stop");
            count(piece);
        }
        return piece;
    }

    /// Calls come whole. In a stream the library joins those of one number, or of none, to one call.
    private void number(JsonNode toolCalls) {
        for (JsonNode call : toolCalls) {
            if (call.path("function") instanceof ObjectNode function) {
                function.put("index", calls++);
            }
        }
    }

    private void count(JsonNode json) {
        if (json.has("prompt_eval_count") || json.has("eval_count")) {
            counted(new Completion.Usage(
                    json.path("prompt_eval_count").asLong(),
                    json.path("eval_count").asLong(),
                    0,
                    0));
        }
    }
}
