package dev.agentgym.llm.provider;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.llm.Completion;
import dev.agentgym.llm.Failure;
import dev.agentgym.llm.ModelClient;
import dev.agentgym.llm.ModelException;
import dev.agentgym.llm.Request;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.ToolCall;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A server, spoken to through LangChain4j. Safe to share between threads. Asks once.
final class LibraryClient implements ModelClient {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(15);

    private final Endpoint endpoint;
    private final BiFunction<Endpoint, Request, Dialect> dialects;
    private final InstantSource clock;
    private final HttpClient http;

    LibraryClient(Endpoint endpoint, BiFunction<Endpoint, Request, Dialect> dialects, InstantSource clock) {
        this.endpoint = endpoint;
        this.dialects = dialects;
        this.clock = clock;
        // Small servers without TLS stumble over the offer to speak HTTP/2.
        this.http = HttpClient.newBuilder()
                .version(
                        endpoint.baseUrl().startsWith("https:")
                                ? HttpClient.Version.HTTP_2
                                : HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .build();
    }

    @Override
    public Completion complete(Request request) {
        Dialect dialect = dialects.apply(endpoint, request);
        return ask(dialect, wire -> dialect.chat(wire).chat(question(dialect)));
    }

    @Override
    public Completion stream(Request request, Consumer<String> heard) {
        Dialect dialect = dialects.apply(endpoint, request);
        return ask(dialect, wire -> {
            Hearing hearing = new Hearing(heard);
            dialect.streaming(wire).chat(question(dialect), hearing);
            return hearing.whole();
        });
    }

    private static ChatRequest question(Dialect dialect) {
        return dialect.question().messages(dialect.messages()).build();
    }

    private Completion ask(Dialect dialect, Function<Wire, ChatResponse> speak) {
        Wire wire = new Wire(http, endpoint, clock, dialect);
        try {
            return completion(speak.apply(wire), dialect);
        } catch (RuntimeException e) {
            throw failure(e, wire);
        }
    }

    /// Collects what the library hears; it speaks on the thread that asked.
    private static final class Hearing implements StreamingChatResponseHandler {

        private final Consumer<String> heard;
        private @Nullable ChatResponse response;
        private @Nullable Throwable error;

        Hearing(Consumer<String> heard) {
            this.heard = heard;
        }

        @Override
        public void onPartialResponse(String text) {
            heard.accept(text);
        }

        @Override
        public void onCompleteResponse(ChatResponse whole) {
            response = whole;
        }

        @Override
        public void onError(Throwable thrown) {
            error = thrown;
        }

        ChatResponse whole() {
            Throwable thrown = error;
            if (thrown != null) {
                throw thrown instanceof RuntimeException known ? known : new IllegalStateException(thrown);
            }
            ChatResponse whole = response;
            if (whole == null) {
                throw new IllegalStateException("the stream ended without an answer");
            }
            return whole;
        }
    }

    /// The library wraps what the wire throws, and throws what it likes for an answer that it cannot read.
    private ModelException failure(RuntimeException thrown, Wire wire) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof ModelException known) {
                return known;
            }
        }
        String why = endpoint.redacted(String.valueOf(thrown.getMessage()));
        return wire.isAnswered()
                ? new ModelException(
                        "the answer of " + endpoint.model() + " cannot be read: " + why,
                        new Failure.Malformed(),
                        thrown)
                : new ModelException(
                        "the request to " + endpoint.model() + " cannot be written: " + why,
                        new Failure.BadRequest(0),
                        thrown);
    }

    private static Completion completion(ChatResponse response, Dialect dialect) {
        AiMessage message = response.aiMessage();
        return new Completion(
                Optional.ofNullable(message.text()).orElse(""),
                toolCalls(message, dialect),
                dialect.usage(),
                dialect.finishReason(),
                dialect.model(),
                dialect.probabilities());
    }

    private static List<ToolCall> toolCalls(AiMessage message, Dialect dialect) {
        Set<String> taken = new HashSet<>();
        List<Message> asked = dialect.request().messages();
        asked.forEach(earlier -> earlier.toolCalls().forEach(call -> taken.add(call.id())));
        List<ToolCall> calls = new ArrayList<>();
        for (ToolExecutionRequest call : message.toolExecutionRequests()) {
            calls.add(new ToolCall(
                    freeId(Optional.ofNullable(call.id()).orElse(""), taken),
                    call.name(),
                    arguments(call),
                    calls.isEmpty() ? GeminiDialect.signature(message) : Map.of()));
        }
        return calls;
    }

    private static ObjectNode arguments(ToolExecutionRequest call) {
        String written = Optional.ofNullable(call.arguments()).orElse("");
        return !written.isBlank() && Json.parse(written) instanceof ObjectNode object ? object : Json.object();
    }

    /// The model's id if no other call has it, else the next number.
    private static String freeId(String given, Set<String> taken) {
        String id = given;
        for (int number = taken.size() + 1; id.isEmpty() || !taken.add(id); number++) {
            id = "call_" + number;
        }
        return id;
    }
}
