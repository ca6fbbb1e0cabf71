package dev.agentgym.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.fidelity.MeasuredCall;
import dev.agentgym.fidelity.Yardstick;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Details;
import dev.agentgym.trace.Exchange;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.Outcome;
import dev.agentgym.trace.ToolCall;
import dev.agentgym.world.VolatilePaths;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;

/// Calls that the real airline tools answered, from a fresh database for each episode: the truth beyond the logs.
///
/// A call is of the closed world when every reservation, user and flight that it names occurs in the logs, and of
/// the shown world when the logs also show the record of each; of all others nobody can know more than that the
/// real tools may refuse them.
final class AirlineProbes {

    private static final String FILE = "oracle/tau2_airline_probes.jsonl.gz";
    private static final Map<String, String> RECORDS =
            Map.of("reservation_id", "payment_history", "user_id", "membership", "flight_number", "prices");

    private final List<Conversation> episodes = new ArrayList<>();
    private final Set<String> writers = new HashSet<>();
    private final Set<String> closed = new HashSet<>();
    private final Set<String> shown = new HashSet<>();
    private final Set<String> loggedIds = new HashSet<>();
    private final Set<String> shownIds = new HashSet<>();

    private AirlineProbes(List<Conversation> traces) {
        for (Conversation conversation : traces) {
            for (Exchange exchange : conversation.exchanges()) {
                if (exchange.isAccepted()) {
                    collect(exchange.call().arguments(), loggedIds);
                    exchange.answer().ifPresent(answer -> collect(answer.result(), loggedIds));
                    exchange.answer().ifPresent(answer -> collectRecords(answer.result()));
                }
            }
        }
    }

    static FidelityMeasure measure(String what, List<Conversation> traces) throws IOException {
        AirlineProbes probes = new AirlineProbes(traces);
        probes.read();
        return new FidelityMeasure(
                "calls of the real airline tools, " + what + " learned",
                List.of(new FidelityMeasure.Fold(traces, probes.episodes)),
                new Yardstick(VolatilePaths.NONE, probes.writers),
                probes.groups());
    }

    private Map<String, Predicate<MeasuredCall>> groups() {
        Predicate<MeasuredCall> known = call -> closed.contains(key(call.conversation(), call.position()));
        Predicate<MeasuredCall> seen = call -> shown.contains(key(call.conversation(), call.position()));
        Map<String, Predicate<MeasuredCall>> groups = new LinkedHashMap<>();
        groups.put("shown world", seen);
        FidelityMeasure.kinds().forEach((name, kind) -> groups.put("shown: " + name, seen.and(kind)));
        groups.put("closed world", known);
        FidelityMeasure.kinds().forEach((name, kind) -> groups.put("closed: " + name, known.and(kind)));
        FidelityMeasure.kinds()
                .forEach((name, kind) ->
                        groups.put("open: " + name, known.negate().and(kind)));
        groups.put("open: not found", known.negate().and(AirlineProbes::notFound));
        return groups;
    }

    private static boolean notFound(MeasuredCall call) {
        return call.refused() && call.expected().asText().endsWith("not found");
    }

    private void read() throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(FidelityMeasure.shared(FILE))), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                add(Json.parse(line));
            }
        }
    }

    private void add(JsonNode probe) {
        String id = probe.path("probe_id").asText();
        List<Message> messages = new ArrayList<>();
        int position = 0;
        for (JsonNode call : probe.path("calls")) {
            String tool = call.path("name").asText();
            ObjectNode arguments = (ObjectNode) call.path("arguments");
            Set<String> named = new HashSet<>();
            collectIds(arguments, named);
            if (loggedIds.containsAll(named)) {
                closed.add(key(id, position));
            }
            if (shownIds.containsAll(named)) {
                shown.add(key(id, position));
            }
            if (call.path("write").asBoolean()) {
                writers.add(tool);
            }
            String callId = "call-" + position++;
            boolean refused = call.path("is_error").asBoolean();
            messages.add(Message.Assistant.calls(List.of(new ToolCall(callId, tool, arguments))));
            messages.add(new Message.Tool(callId, tool, call.path("result"), refused, Details.NONE));
        }
        episodes.add(Conversation.of(id, messages, Outcome.UNKNOWN));
    }

    /// The ids of the records that an answer shows, told by a field that only the record itself has.
    private void collectRecords(JsonNode answer) {
        RECORDS.forEach((id, field) -> {
            if (answer.has(id) && answer.has(field)) {
                shownIds.add(answer.path(id).asText());
            }
        });
        answer.forEach(this::collectRecords);
    }

    private static void collectIds(JsonNode value, Set<String> found) {
        value.properties().forEach(field -> {
            if (RECORDS.containsKey(field.getKey())) {
                found.add(field.getValue().asText());
            }
        });
        value.forEach(child -> collectIds(child, found));
    }

    private static void collect(JsonNode value, Set<String> found) {
        if (value.isValueNode()) {
            found.add(value.asText());
        }
        value.forEach(child -> collect(child, found));
    }

    private static String key(String conversation, int position) {
        return conversation + " " + position;
    }
}
