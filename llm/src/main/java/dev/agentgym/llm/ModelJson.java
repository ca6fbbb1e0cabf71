package dev.agentgym.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.Outcome;
import dev.agentgym.trace.ToolCall;
import dev.agentgym.trace.TraceException;
import dev.agentgym.trace.Traces;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Requests and completions as JSON, for caches and recordings. Stateless.
///
/// Messages stand as in a trace. What is left at its default is left out, so that a field which is added later
/// changes no key of requests that do not use it.
public final class ModelJson {

    private ModelJson() {}

    /// A request; equal ones have equal canonical texts ([Json#canonical]).
    public static ObjectNode of(Request request) {
        ObjectNode json = Json.object();
        json.set("messages", messages(request.messages()));
        if (!request.tools().isEmpty()) {
            ArrayNode tools = json.putArray("tools");
            request.tools().forEach(tool -> tools.add(tool.toOpenAi()));
        }
        Sampling sampling = request.sampling();
        sampling.temperature().ifPresent(value -> json.put("temperature", value));
        sampling.topP().ifPresent(value -> json.put("top_p", value));
        sampling.maxTokens().ifPresent(value -> json.put("max_tokens", value));
        sampling.seed().ifPresent(value -> json.put("seed", value));
        if (sampling.probabilities()) {
            json.put("probabilities", true);
        }
        request.schema().ifPresent(schema -> json.set("schema", schema));
        if (request.rollout() != 0) {
            json.put("rollout", request.rollout());
        }
        return json;
    }

    private static JsonNode messages(List<Message> messages) {
        return Traces.toJson(Conversation.of("", messages, Outcome.UNKNOWN)).path("messages");
    }

    /// A completion, whole.
    public static ObjectNode of(Completion completion) {
        ObjectNode json = Json.object().put("text", completion.text());
        ArrayNode calls = json.putArray("tool_calls");
        for (ToolCall call : completion.toolCalls()) {
            ObjectNode written = calls.addObject().put("id", call.id()).put("name", call.name());
            written.set("arguments", call.arguments());
            call.extra().forEach(written::set);
        }
        completion
                .usage()
                .ifPresent(usage -> json.putObject("usage")
                        .put("input", usage.input())
                        .put("output", usage.output())
                        .put("thoughts", usage.thoughts())
                        .put("cached", usage.cached()));
        json.put("finish_reason", completion.finishReason()).put("model", completion.model());
        if (!completion.probabilities().isEmpty()) {
            ArrayNode tokens = json.putArray("probabilities");
            completion
                    .probabilities()
                    .forEach(each -> tokens.addArray().add(each.token()).add(each.logProbability()));
        }
        return json;
    }

    /// Reads what [#of(Completion)] wrote.
    ///
    /// @throws TraceException when it is none
    public static Completion completion(JsonNode json) {
        if (!json.path("text").isTextual() || !json.path("model").isTextual()) {
            throw new TraceException("no completion: " + Json.excerpt(json));
        }
        List<ToolCall> calls = new ArrayList<>();
        json.path("tool_calls").forEach(call -> calls.add(call(call)));
        List<Completion.TokenProbability> probabilities = new ArrayList<>();
        json.path("probabilities")
                .forEach(pair -> probabilities.add(new Completion.TokenProbability(
                        pair.path(0).asText(), pair.path(1).asDouble())));
        return new Completion(
                json.path("text").asText(),
                calls,
                usage(json.path("usage")),
                json.path("finish_reason").asText(),
                json.path("model").asText(),
                probabilities);
    }

    private static ToolCall call(JsonNode json) {
        Map<String, JsonNode> extra = new LinkedHashMap<>();
        json.properties().forEach(field -> extra.put(field.getKey(), field.getValue()));
        List.of("id", "name", "arguments").forEach(extra::remove);
        return new ToolCall(
                json.path("id").asText(),
                json.path("name").asText(),
                json.path("arguments") instanceof ObjectNode arguments ? arguments : Json.object(),
                extra);
    }

    private static Optional<Completion.Usage> usage(JsonNode usage) {
        return usage.isObject()
                ? Optional.of(new Completion.Usage(
                        usage.path("input").asLong(),
                        usage.path("output").asLong(),
                        usage.path("thoughts").asLong(),
                        usage.path("cached").asLong()))
                : Optional.empty();
    }
}
