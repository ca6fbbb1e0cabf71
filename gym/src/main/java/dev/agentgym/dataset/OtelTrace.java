package dev.agentgym.dataset;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.agent.ModelCall;
import dev.agentgym.rollout.Course;
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

/// The spans of one conversation: the agent at work, its exchanges with models, its calls of tools. Mutable, for
/// one row.
final class OtelTrace {

    private static final int INTERNAL = 1;
    private static final int CLIENT = 3;
    private static final int TRACE_ID = 16;
    private static final int SPAN_ID = 8;
    private static final int ERROR = 2;

    private static final String ERROR_TYPE = "error.type";

    private final RowContext context;
    private final Sample sample;
    private final Conversation conversation;
    private final Course course;
    private final String name;
    private final ArrayNode spans = Json.MAPPER.createArrayNode();

    /// @param name ids are drawn from it: other names, other ids
    OtelTrace(RowContext context, Sample sample, Course course, String name) {
        this.context = context;
        this.sample = sample;
        this.conversation = sample.conversation();
        this.course = course;
        this.name = name;
    }

    ObjectNode row() {
        agent(span("invoke_agent", INTERNAL, course.began(), course.ended()));
        if (course.asked().isEmpty()) {
            chat(span("chat", CLIENT, course.began(), course.ended()));
        }
        for (ModelCall call : course.asked()) {
            asked(call, span("chat " + call.model(), CLIENT, call.began(), call.ended()));
        }
        tools();
        ObjectNode row = Json.object();
        ObjectNode resource = row.putArray("resourceSpans").addObject();
        new OtelAttributes(resource.putObject("resource")).put("service.name", context.name());
        ObjectNode scope = resource.putArray("scopeSpans").addObject();
        scope.putObject("scope").put("name", "dev.agentgym");
        scope.set("spans", spans);
        return row;
    }

    private ObjectNode span(String title, int kind, Instant start, Instant end) {
        String parent = id(name + " 0", SPAN_ID);
        ObjectNode span = spans.addObject()
                .put("traceId", id(name, TRACE_ID))
                .put("spanId", id(name + " " + (spans.size() - 1), SPAN_ID));
        if (spans.size() > 1) {
            span.put("parentSpanId", parent);
        }
        return span.put("name", title)
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

    /// An agent whose exchanges are told one by one has the whole conversation, of which they may show a part.
    private void agent(ObjectNode span) {
        OtelAttributes attributes = new OtelAttributes(span)
                .put("gen_ai.operation.name", "invoke_agent")
                .put("gen_ai.provider.name", "agent_gym")
                .put("gen_ai.agent.name", sample.agent().orElse("unknown"))
                .put("gen_ai.conversation.id", conversation.id());
        sample.task().ifPresent(task -> attributes.put("agent_gym.task.id", task));
        if (!course.asked().isEmpty()) {
            whole(attributes);
            OtelModelCalls.sum(course.asked(), attributes);
        }
        sample.rollout().ifPresent(rollout -> ended(rollout, span, attributes));
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

    private static void ended(Rollout rollout, ObjectNode span, OtelAttributes attributes) {
        attributes.put("agent_gym.rollout.ending", rollout.ending());
        rollout.failure().ifPresent(failure -> {
            attributes.put(ERROR_TYPE, failure.kind().label());
            span.putObject("status").put("code", ERROR).put("message", failure.message());
        });
    }

    private static OtelAttributes evaluation(ArrayNode events, String time, String name) {
        ObjectNode event = events.addObject().put("timeUnixNano", time).put("name", "gen_ai.evaluation.result");
        return new OtelAttributes(event).put("gen_ai.evaluation.name", name);
    }

    private void chat(ObjectNode span) {
        OtelAttributes attributes = new OtelAttributes(span)
                .put("gen_ai.operation.name", "chat")
                .put("gen_ai.provider.name", "agent_gym")
                .put("gen_ai.request.model", sample.agent().orElse("unknown"))
                .put("gen_ai.conversation.id", conversation.id());
        whole(attributes);
    }

    /// The agent's last words are the output if nothing follows them; where the customer has the last word, nobody
    /// answered it.
    private void whole(OtelAttributes attributes) {
        List<Message> messages = conversation.messages();
        boolean answered = messages.getLast() instanceof Message.Assistant;
        int end = answered ? messages.size() - 1 : messages.size();
        sent(messages.subList(0, end), attributes);
        attributes.put("gen_ai.output.messages", OtelMessages.output(messages.subList(end, messages.size())));
        declared(attributes);
    }

    private void sent(List<Message> messages, OtelAttributes attributes) {
        int instructions = 0;
        while (instructions < messages.size() && messages.get(instructions) instanceof Message.SystemPrompt) {
            instructions++;
        }
        ArrayNode system = OtelMessages.instructions(messages.subList(0, instructions));
        context.style()
                .system()
                .filter(text -> system.isEmpty())
                .ifPresent(text -> system.addObject().put("type", "text").put("content", text));
        if (!system.isEmpty()) {
            attributes.put("gen_ai.system_instructions", system.toString());
        }
        attributes.put("gen_ai.input.messages", OtelMessages.input(messages.subList(instructions, messages.size())));
    }

    private void declared(OtelAttributes attributes) {
        ArrayNode tools = ResponseItems.tools(context.toolsOf(conversation));
        if (!tools.isEmpty()) {
            attributes.put("gen_ai.tool.definitions", tools.toString());
        }
    }

    private void asked(ModelCall call, ObjectNode span) {
        OtelAttributes attributes = OtelModelCalls.tell(call, span).put("gen_ai.conversation.id", conversation.id());
        sent(call.sent(), attributes);
        call.answer().ifPresent(answer -> {
            attributes.put("gen_ai.output.messages", OtelMessages.output(List.of(answer.message())));
            OtelModelCalls.tell(answer, attributes);
        });
        declared(attributes);
        if (!call.error().isEmpty()) {
            attributes.put(ERROR_TYPE, call.error());
            span.putObject("status").put("code", ERROR);
        }
    }

    /// Calls that stood there before the agent began have no time of their own.
    private void tools() {
        List<Exchange> exchanges = conversation.exchanges();
        int given = Math.max(0, exchanges.size() - course.tools().size());
        for (int i = 0; i < exchanges.size(); i++) {
            Course.Interval time = i < given
                    ? new Course.Interval(course.began(), course.began())
                    : course.tools().get(i - given);
            tool(exchanges.get(i), time);
        }
    }

    private void tool(Exchange exchange, Course.Interval time) {
        ToolCall call = exchange.call();
        ObjectNode span = span("execute_tool " + call.name(), INTERNAL, time.began(), time.ended());
        OtelAttributes attributes = new OtelAttributes(span)
                .put("gen_ai.operation.name", "execute_tool")
                .put("gen_ai.conversation.id", conversation.id())
                .put("gen_ai.tool.name", call.name())
                .put("gen_ai.tool.call.id", call.id())
                .put("gen_ai.tool.type", exchange.caller() == Role.USER ? "extension" : "function")
                .put("gen_ai.tool.call.arguments", call.arguments().toString());
        exchange.answer()
                .ifPresent(message -> attributes.put(
                        "gen_ai.tool.call.result", message.result().toString()));
        if (exchange.isRefused()) {
            attributes.put(ERROR_TYPE, "refused");
            span.putObject("status").put("code", ERROR);
        }
    }
}
