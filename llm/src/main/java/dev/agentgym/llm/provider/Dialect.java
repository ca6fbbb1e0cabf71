package dev.agentgym.llm.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.llm.Completion;
import dev.agentgym.llm.Failure;
import dev.agentgym.llm.ModelException;
import dev.agentgym.llm.Request;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.TraceException;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How one provider is asked one question: which class of the library speaks, and what is put right on the wire
/// before and after it. Keeps what the server said beside the text. Mutable, for one call.
abstract class Dialect {

    private final Endpoint endpoint;
    private final Request request;
    private final List<Completion.TokenProbability> probabilities = new ArrayList<>();
    private String finishReason = "";
    private String model = "";
    private Optional<Completion.Usage> usage = Optional.empty();
    private boolean whole;

    Dialect(Endpoint endpoint, Request request) {
        this.endpoint = endpoint;
        this.request = request;
    }

    /// The library's model for answers that are asked for whole.
    abstract ChatModel chat(Wire wire);

    /// The library's model for answers that are heard while they are said.
    abstract StreamingChatModel streaming(Wire wire);

    /// The conversation as the library has it.
    List<ChatMessage> messages() {
        return LibraryMessages.of(request.messages());
    }

    /// The request as the library has it, without its conversation; tools go onto the wire as they are declared.
    ChatRequest.Builder question() {
        return ChatRequest.builder().toolSpecifications(Tools.named(request.tools()));
    }

    /// Puts right what the library asks.
    abstract ObjectNode asked(ObjectNode question);

    /// Reads a whole answer and makes it fit for the library.
    abstract ObjectNode heard(ObjectNode answer);

    /// Reads a piece of an answer and makes it fit for the library.
    abstract ObjectNode heardPiece(ObjectNode piece);

    /// The body of a whole answer, fit for the library.
    final String answered(byte[] body) {
        return heard(parsed(new String(body, StandardCharsets.UTF_8))).toString();
    }

    /// The data of an event, fit for the library.
    String event(String data) {
        ObjectNode piece = parsed(data);
        if (piece.hasNonNull("error")) {
            throw Refusal.inStream(piece, endpoint);
        }
        return heardPiece(piece).toString();
    }

    private ObjectNode parsed(String text) {
        try {
            if (Json.parse(text) instanceof ObjectNode object) {
                return object;
            }
        } catch (TraceException e) {
            throw new ModelException(
                    "the answer of " + endpoint.model() + " cannot be read: " + e.getMessage(),
                    new Failure.Malformed(),
                    e);
        }
        throw malformed("no JSON object: " + Json.shorten(text));
    }

    final ModelException malformed(String what) {
        return new ModelException(
                "the answer of " + endpoint.model() + " cannot be read: " + what, new Failure.Malformed());
    }

    /// Notes the word for why the model stopped, which also says that the answer is whole.
    final void finished(String reason) {
        finishReason = reason;
        whole = true;
    }

    /// Notes that nothing more will come, whatever the reason.
    final void ended() {
        whole = true;
    }

    final void counted(Completion.Usage counts) {
        usage = Optional.of(counts);
    }

    final void answeredBy(String name) {
        if (!name.isEmpty()) {
            model = name;
        }
    }

    final void probable(JsonNode tokens, String token, String logProbability) {
        tokens.forEach(each -> probabilities.add(new Completion.TokenProbability(
                each.path(token).asText(), each.path(logProbability).asDouble())));
    }

    final Endpoint endpoint() {
        return endpoint;
    }

    final Request request() {
        return request;
    }

    final boolean isWhole() {
        return whole;
    }

    final String finishReason() {
        return finishReason;
    }

    /// The exact model that answered, or else the one that was asked.
    final String model() {
        return model.isEmpty() ? endpoint.model() : model;
    }

    final Optional<Completion.Usage> usage() {
        return usage;
    }

    final List<Completion.TokenProbability> probabilities() {
        return probabilities;
    }
}
