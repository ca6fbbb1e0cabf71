package dev.agentgym.examples.customerservice.logs;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.examples.customerservice.simulation.Event;
import dev.agentgym.examples.customerservice.simulation.SampleConversation;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.stream.Collectors;

/// The tool gateway's audit log: one JSON object a line, all tickets interleaved in the order of time.
final class AuditLog {

    private AuditLog() {}

    private record Entry(Instant at, ObjectNode json) {}

    static byte[] bytes(SampleLogs logs) {
        var entries = new ArrayList<Entry>();
        for (SampleConversation conversation : logs.conversations()) {
            int number = 0;
            for (Event event : conversation.events()) {
                if (event instanceof Event.Called called) {
                    entries.add(new Entry(called.at(), json(conversation, called, ++number, logs.dirt())));
                }
            }
        }
        entries.sort(Comparator.comparing(Entry::at)
                .thenComparing(entry -> entry.json().get("call_id").asText()));
        return entries.stream()
                .map(entry -> entry.json() + "\n")
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.UTF_8);
    }

    private static ObjectNode json(SampleConversation conversation, Event.Called called, int number, Dirt dirt) {
        String id = CallIds.of(conversation.id(), number);
        boolean failed = called.answer().isError();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("ticket", conversation.id()).put("call_id", id).put("at", Times.text(called.at()));
        json.put("agent", conversation.agent().name()).put("tool", called.tool());
        if (dirt.textInputs().contains(id)) {
            json.put("input", called.arguments().toString());
        } else {
            json.set("input", called.arguments());
        }
        json.set(
                "output",
                failed ? JsonNodeFactory.instance.nullNode() : called.answer().result());
        json.put("ok", !failed);
        json.set("error", failed ? called.answer().result() : JsonNodeFactory.instance.nullNode());
        return json.put("duration_ms", called.durationMillis());
    }
}
