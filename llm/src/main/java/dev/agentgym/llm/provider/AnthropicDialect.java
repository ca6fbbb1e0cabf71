package dev.agentgym.llm.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.llm.Completion;
import dev.agentgym.llm.Failure;
import dev.agentgym.llm.ModelException;
import dev.agentgym.llm.Request;
import dev.agentgym.llm.Sampling;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.ToolSchema;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;

/// Anthropic's messages API, `POST …/messages`. It has no seed and no log-probabilities. An answer by a schema is
/// asked for as the call of one tool, and read back as text.
final class AnthropicDialect extends Dialect {

    private static final int LONGEST = 4096;
    private static final String ANSWER = "answer";

    private long input;
    private long cached;

    AnthropicDialect(Endpoint endpoint, Request request) {
        super(endpoint, request);
        if (request.schema().isPresent() && !request.tools().isEmpty()) {
            throw new ModelException(
                    "Anthropic answers by a schema or with tools, not both at once", new Failure.BadRequest(0));
        }
    }

    @Override
    ChatModel chat(Wire wire) {
        return AnthropicChatModel.builder()
                .apiKey(endpoint().key())
                .baseUrl(endpoint().baseUrl())
                .modelName(endpoint().model())
                .maxTokens(request().sampling().maxTokens().orElse(LONGEST))
                .httpClientBuilder(wire)
                .maxRetries(0)
                .build();
    }

    @Override
    StreamingChatModel streaming(Wire wire) {
        return AnthropicStreamingChatModel.builder()
                .apiKey(endpoint().key())
                .baseUrl(endpoint().baseUrl())
                .modelName(endpoint().model())
                .maxTokens(request().sampling().maxTokens().orElse(LONGEST))
                .httpClientBuilder(wire)
                .build();
    }

    @Override
    ObjectNode asked(ObjectNode question) {
        Sampling sampling = request().sampling();
        sampling.temperature().ifPresent(value -> question.put("temperature", value));
        sampling.topP().ifPresent(value -> question.put("top_p", value));
        request().schema().ifPresent(schema -> {
            question.putArray("tools")
                    .addObject()
                    .put("name", ANSWER)
                    .put("description", "Gives the answer.")
                    .set("input_schema", schema);
            question.putObject("tool_choice").put("type", "tool").put("name", ANSWER);
        });
        if (!request().tools().isEmpty()) {
            ArrayNode tools = question.putArray("tools");
            for (ToolSchema tool : request().tools()) {
                tools.addObject()
                        .put("name", tool.name())
                        .put("description", tool.description())
                        .set("input_schema", Tools.parameters(tool));
            }
        }
        return question;
    }

    @Override
    ObjectNode heard(ObjectNode answer) {
        if (!(answer.path("content") instanceof ArrayNode content)) {
            throw malformed("no content in " + Json.excerpt(answer));
        }
        note(answer, answer.path("usage"));
        finished(answer.path("stop_reason").asText(""));
        answer.put("stop_reason", "end_turn");
        if (!answer.path("usage").isObject()) {
            answer.putObject("usage").put("input_tokens", 0).put("output_tokens", 0);
        }
        if (request().schema().isPresent()) {
            unpack(content);
        }
        return answer;
    }

    private static void unpack(ArrayNode content) {
        for (JsonNode block : content) {
            if (block instanceof ObjectNode object
                    && block.path("type").asText("").equals("tool_use")) {
                String text = block.path("input").toString();
                object.removeAll();
                object.put("type", "text").put("text", text);
            }
        }
    }

    @Override
    ObjectNode heardPiece(ObjectNode piece) {
        switch (piece.path("type").asText("")) {
            case "message_start" -> note(piece.path("message"), piece.at("/message/usage"));
            case "message_delta" -> delta(piece);
            case "message_stop" -> ended();
            case "content_block_start" -> begin(piece);
            case "content_block_delta" -> add(piece);
            default -> {
                // Pings and what Anthropic may add: nothing that we have to know.
            }
        }
        return piece;
    }

    private void delta(ObjectNode piece) {
        note(piece, piece.path("usage"));
        if (piece.path("delta") instanceof ObjectNode delta
                && delta.path("stop_reason").isTextual()) {
            finished(delta.path("stop_reason").asText());
            delta.put("stop_reason", "end_turn");
        }
    }

    /// The call that stands for an answer by a schema is handed on as the text that it is.
    private void begin(ObjectNode piece) {
        if (request().schema().isPresent()
                && piece.path("content_block") instanceof ObjectNode block
                && block.path("type").asText("").equals("tool_use")) {
            block.removeAll();
            block.put("type", "text").put("text", "");
        }
    }

    private void add(ObjectNode piece) {
        if (request().schema().isPresent()
                && piece.path("delta") instanceof ObjectNode delta
                && delta.path("type").asText("").equals("input_json_delta")) {
            String text = delta.path("partial_json").asText();
            delta.removeAll();
            delta.put("type", "text_delta").put("text", text);
        }
    }

    /// In a stream the input is counted at the beginning and the output at the end.
    private void note(JsonNode json, JsonNode usage) {
        answeredBy(json.path("model").asText(""));
        if (usage.isObject()) {
            cached = Math.max(cached, usage.path("cache_read_input_tokens").asLong());
            input = Math.max(
                    input,
                    usage.path("input_tokens").asLong()
                            + usage.path("cache_read_input_tokens").asLong()
                            + usage.path("cache_creation_input_tokens").asLong());
            counted(new Completion.Usage(input, usage.path("output_tokens").asLong(), 0, cached));
        }
    }
}
