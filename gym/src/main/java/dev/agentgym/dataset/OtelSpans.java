package dev.agentgym.dataset;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.rollout.Rollout;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Exchange;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.Role;
import dev.agentgym.trace.ToolCall;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// Spans of OpenTelemetry's conventions for generative AI, a line of OTLP JSON for each conversation: the agent at
/// work, within it one exchange with a model that holds the whole conversation (exchanges repeat what came before,
/// so the last one suffices), and one span for each call of a tool. Verdicts are evaluation events.
///
/// @param context what all rows share
record OtelSpans(RowContext context) implements RowFormat.OfConversation {

    private static final int INTERNAL = 1;
    private static final int CLIENT = 3;
    private static final int TRACE_ID = 16;
    private static final int SPAN_ID = 8;
    private static final int ERROR = 2;

    @Override
    public List<ObjectNode> rows(Sample sample, int number) {
        Conversation conversation = sample.conversation();
        Instant start = conversation.startedAt().orElse(Instant.EPOCH);
        Instant end = conversation.endedAt().orElse(start);
        ObjectNode row = Json.object();
        ObjectNode resource = row.putArray("resourceSpans").addObject();
        new OtelAttributes(resource.putObject("resource")).put("service.name", context.name());
        ObjectNode scope = resource.putArray("scopeSpans").addObject();
        scope.putObject("scope").put("name", "dev.agentgym");
        ArrayNode spans = scope.putArray("spans");
        agent(sample, span(spans, conversation, "invoke_agent", INTERNAL, start, end));
        chat(sample, span(spans, conversation, "chat", CLIENT, start, end));
        for (Exchange exchange : conversation.exchanges()) {
            tool(exchange, conversation, spans);
        }
        return List.of(row);
    }

    private static ObjectNode span(
            ArrayNode spans, Conversation conversation, String name, int kind, Instant start, Instant end) {
        String parent = id(conversation.id() + " 0", SPAN_ID);
        ObjectNode span = spans.addObject()
                .put("traceId", id(conversation.id(), TRACE_ID))
                .put("spanId", id(conversation.id() + " " + (spans.size() - 1), SPAN_ID));
        if (spans.size() > 1) {
            span.put("parentSpanId", parent);
        }
        return span.put("name", name)
                .put("kind", kind)
                .put("startTimeUnixNano", nanos(start))
                .put("endTimeUnixNano", nanos(end));
    }

    private static String id(String of, int bytes) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(of.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String nanos(Instant time) {
        return "%d%09d".formatted(time.getEpochSecond(), time.getNano()).replaceFirst("^0+(?=\\d)", "");
    }

    private void agent(Sample sample, ObjectNode span) {
        Conversation conversation = sample.conversation();
        OtelAttributes attributes = new OtelAttributes(span)
                .put("gen_ai.operation.name", "invoke_agent")
                .put("gen_ai.provider.name", "agent_gym")
                .put("gen_ai.agent.name", sample.agent().orElse("unknown"))
                .put("gen_ai.conversation.id", conversation.id());
        sample.task().ifPresent(task -> attributes.put("agent_gym.task.id", task));
        ArrayNode events = span.putArray("events");
        String time = span.path("endTimeUnixNano").textValue();
        OtelAttributes outcome = evaluation(events, time, "outcome")
                .put("gen_ai.evaluation.score.label", conversation.outcome().label());
        sample.score().ifPresent(score -> outcome.put("gen_ai.evaluation.score.value", score));
        sample.rollout()
                .flatMap(Rollout::reward)
                .ifPresent(reward -> reward.parts()
                        .forEach(part -> evaluation(events, time, part.name())
                                .put("gen_ai.evaluation.score.value", part.value())
                                .put("gen_ai.evaluation.explanation", part.evidence())));
    }

    private static OtelAttributes evaluation(ArrayNode events, String time, String name) {
        ObjectNode event = events.addObject().put("timeUnixNano", time).put("name", "gen_ai.evaluation.result");
        return new OtelAttributes(event).put("gen_ai.evaluation.name", name);
    }

    /// The agent's last words are the output if nothing follows them; where the customer has the last word, nobody
    /// answered it.
    private void chat(Sample sample, ObjectNode span) {
        Conversation conversation = sample.conversation();
        List<Message> messages = conversation.messages();
        int instructions = 0;
        while (instructions < messages.size() && messages.get(instructions) instanceof Message.SystemPrompt) {
            instructions++;
        }
        boolean answered = messages.getLast() instanceof Message.Assistant;
        int end = answered ? messages.size() - 1 : messages.size();
        OtelAttributes attributes = new OtelAttributes(span)
                .put("gen_ai.operation.name", "chat")
                .put("gen_ai.provider.name", "agent_gym")
                .put("gen_ai.request.model", sample.agent().orElse("unknown"))
                .put("gen_ai.conversation.id", conversation.id());
        ArrayNode system = OtelMessages.instructions(messages.subList(0, instructions));
        context.style()
                .system()
                .filter(text -> system.isEmpty())
                .ifPresent(text -> system.addObject().put("type", "text").put("content", text));
        if (!system.isEmpty()) {
            attributes.put("gen_ai.system_instructions", system.toString());
        }
        attributes.put("gen_ai.input.messages", OtelMessages.input(messages.subList(instructions, end)));
        attributes.put("gen_ai.output.messages", OtelMessages.output(messages.subList(end, messages.size())));
        ArrayNode tools = ResponseItems.tools(context.toolsOf(conversation));
        if (!tools.isEmpty()) {
            attributes.put("gen_ai.tool.definitions", tools.toString());
        }
    }

    private static void tool(Exchange exchange, Conversation conversation, ArrayNode spans) {
        ToolCall call = exchange.call();
        Instant asked = conversation
                .messages()
                .get(exchange.position())
                .details()
                .timestamp()
                .orElse(Instant.EPOCH);
        Optional<Message.Tool> answer = exchange.answer();
        Instant answered =
                answer.flatMap(message -> message.details().timestamp()).orElse(asked);
        ObjectNode span = span(spans, conversation, "execute_tool " + call.name(), INTERNAL, asked, answered);
        OtelAttributes attributes = new OtelAttributes(span)
                .put("gen_ai.operation.name", "execute_tool")
                .put("gen_ai.conversation.id", conversation.id())
                .put("gen_ai.tool.name", call.name())
                .put("gen_ai.tool.call.id", call.id())
                .put("gen_ai.tool.type", exchange.caller() == Role.USER ? "extension" : "function")
                .put("gen_ai.tool.call.arguments", call.arguments().toString());
        answer.ifPresent(message ->
                attributes.put("gen_ai.tool.call.result", message.result().toString()));
        if (exchange.isRefused()) {
            attributes.put("error.type", "refused");
            span.putObject("status").put("code", ERROR);
        }
    }
}
