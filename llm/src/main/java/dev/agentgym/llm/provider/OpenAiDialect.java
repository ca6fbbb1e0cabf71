package dev.agentgym.llm.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.llm.Completion;
import dev.agentgym.llm.Request;
import dev.agentgym.llm.Sampling;
import dev.agentgym.trace.Json;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;

/// OpenAI's chat API, `POST …/chat/completions`, which vLLM, llama.cpp and most gateways speak too.
final class OpenAiDialect extends Dialect {

    private static final String END = "[DONE]";

    /// The library insists on a key; without one its header is taken off again.
    private static final String NO_KEY = "none";

    OpenAiDialect(Endpoint endpoint, Request request) {
        super(endpoint, request);
    }

    @Override
    ChatModel chat(Wire wire) {
        return OpenAiChatModel.builder()
                .apiKey(key())
                .baseUrl(endpoint().baseUrl())
                .modelName(endpoint().model())
                .httpClientBuilder(wire)
                .maxRetries(0)
                .build();
    }

    @Override
    StreamingChatModel streaming(Wire wire) {
        return OpenAiStreamingChatModel.builder()
                .apiKey(key())
                .baseUrl(endpoint().baseUrl())
                .modelName(endpoint().model())
                .httpClientBuilder(wire)
                .build();
    }

    private String key() {
        return endpoint().key().isEmpty() ? NO_KEY : endpoint().key();
    }

    @Override
    ObjectNode asked(ObjectNode question) {
        Sampling sampling = request().sampling();
        sampling.temperature().ifPresent(value -> question.put("temperature", value));
        sampling.topP().ifPresent(value -> question.put("top_p", value));
        // OpenAI's own newer models refuse the name that every other server knows.
        String longest = endpoint().provider().equals(Models.OPENAI) ? "max_completion_tokens" : "max_tokens";
        sampling.maxTokens().ifPresent(value -> question.put(longest, value));
        sampling.seed().ifPresent(value -> question.put("seed", value));
        if (sampling.probabilities()) {
            question.put("logprobs", true);
        }
        request()
                .schema()
                .ifPresent(schema -> question.putObject("response_format")
                        .put("type", "json_schema")
                        .putObject("json_schema")
                        .put("name", "answer")
                        .set("schema", schema));
        Tools.declare(request().tools(), question);
        return question;
    }

    @Override
    ObjectNode heard(ObjectNode answer) {
        note(answer);
        if (!(answer.at("/choices/0/message") instanceof ObjectNode message)) {
            throw malformed("no choices[0].message in " + Json.excerpt(answer));
        }
        checkCalls(message.path("tool_calls"));
        finished(answer.at("/choices/0/finish_reason").asText(""));
        neutral(answer);
        return answer;
    }

    /// The calls of a whole answer; those of a stream come in pieces.
    private void checkCalls(JsonNode calls) {
        for (JsonNode call : calls) {
            if (call.at("/function/name").asText("").isBlank()) {
                throw malformed("a tool call without a name: " + Json.excerpt(call));
            }
        }
    }

    @Override
    String event(String data) {
        if (data.strip().equals(END)) {
            ended();
            return END;
        }
        return super.event(data);
    }

    @Override
    ObjectNode heardPiece(ObjectNode piece) {
        note(piece);
        String reason = piece.at("/choices/0/finish_reason").asText("");
        if (!reason.isEmpty()) {
            finished(reason);
        }
        neutral(piece);
        return piece;
    }

    private static void neutral(ObjectNode json) {
        for (JsonNode choice : json.path("choices")) {
            if (choice instanceof ObjectNode object
                    && choice.path("finish_reason").isTextual()) {
                object.put("finish_reason", "stop");
            }
        }
    }

    private void note(ObjectNode json) {
        answeredBy(json.path("model").asText(""));
        JsonNode usage = json.path("usage");
        if (usage.isObject()) {
            long thoughts =
                    usage.at("/completion_tokens_details/reasoning_tokens").asLong();
            counted(new Completion.Usage(
                    usage.path("prompt_tokens").asLong(),
                    usage.path("completion_tokens").asLong() - thoughts,
                    thoughts,
                    usage.at("/prompt_tokens_details/cached_tokens").asLong()));
        }
        probable(json.at("/choices/0/logprobs/content"), "token", "logprob");
    }
}
