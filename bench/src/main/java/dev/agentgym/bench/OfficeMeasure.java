package dev.agentgym.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.examples.customerservice.logs.SampleLogs;
import dev.agentgym.examples.customerservice.office.BackOffice;
import dev.agentgym.examples.customerservice.office.OfficeProbes;
import dev.agentgym.examples.customerservice.office.ToolAnswer;
import dev.agentgym.examples.customerservice.simulation.Event;
import dev.agentgym.examples.customerservice.simulation.SampleConversation;
import dev.agentgym.examples.customerservice.simulation.Simulation;
import dev.agentgym.fidelity.MeasuredCall;
import dev.agentgym.fidelity.Yardstick;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Details;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.Outcome;
import dev.agentgym.trace.ToolCall;
import dev.agentgym.world.VolatilePaths;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/// The sample office as the truth: at the end of logged conversations a copy of it goes on with calls that no log
/// has, about the same customer; the mocked tools go on from the same conversation, and are told what an agent
/// would look up first.
///
/// Refusals of a kind that no log of the tool shows are counted apart: nobody can know of them.
final class OfficeMeasure {

    /// Every third conversation is gone on with.
    private static final int STRIDE = 3;

    private static final long SEED = 7;
    private static final Set<String> WRITERS = Set.of(
            "change_plan",
            "cancel_subscription",
            "add_subscription",
            "take_payment",
            "issue_refund",
            "apply_credit",
            "change_address",
            "book_appointment",
            "reschedule_appointment",
            "create_ticket");

    private final List<Conversation> logs = new ArrayList<>();
    private final List<Conversation> probes = new ArrayList<>();
    private final Map<String, Integer> told = new HashMap<>();
    private final Set<String> refusals = new HashSet<>();
    private int ended;

    static FidelityMeasure measure() {
        OfficeMeasure measure = new OfficeMeasure();
        Simulation.run(SampleLogs.SEED, SampleLogs.CONVERSATIONS, measure::ended);
        Predicate<MeasuredCall> known =
                call -> !call.refused() || measure.refusals.contains(refusal(call.tool(), call.expected()));
        Map<String, Predicate<MeasuredCall>> groups = new LinkedHashMap<>();
        groups.put("accepted, or refused in words that a log has", known);
        FidelityMeasure.kinds().forEach((name, kind) -> groups.put("those: " + name, known.and(kind)));
        measure.tools()
                .forEach(tool -> groups.put(
                        "those: " + tool, known.and(call -> call.tool().equals(tool))));
        return new FidelityMeasure(
                "sample office, all logs learned, gone on from every third logged conversation",
                List.of(new FidelityMeasure.Fold(measure.logs, measure.probes)),
                new Yardstick(VolatilePaths.NONE, WRITERS),
                groups,
                conversation -> measure.told.getOrDefault(conversation.id(), 0));
    }

    /// The tool and the code in `Error: NOT_DUE: …`.
    static String refusal(String tool, JsonNode text) {
        return tool + " " + text.asText().replaceFirst("^Error: ([A-Z_]+).*", "$1");
    }

    private Set<String> tools() {
        Set<String> tools = new TreeSet<>();
        probes.forEach(
                probe -> probe.exchanges().forEach(call -> tools.add(call.call().name())));
        return tools;
    }

    private void ended(SampleConversation conversation, BackOffice office) {
        List<Message> messages = new ArrayList<>();
        for (Event event : conversation.events()) {
            if (event instanceof Event.Called called) {
                add(messages, called.at(), called.tool(), called.arguments(), called.answer());
                if (called.answer().isError()) {
                    refusals.add(refusal(called.tool(), called.answer().result()));
                }
            }
        }
        if (messages.isEmpty()) {
            return;
        }
        logs.add(Conversation.of(conversation.id(), List.copyOf(messages), Outcome.UNKNOWN));
        if (ended++ % STRIDE == 0) {
            Instant now = office.now();
            OfficeProbes.Episode episode = OfficeProbes.generate(office, conversation.customerId(), SEED);
            episode.told().forEach(step -> add(messages, now, step.tool(), step.arguments(), step.answer()));
            told.put(conversation.id(), messages.size() / 2);
            episode.steps().forEach(step -> add(messages, now, step.tool(), step.arguments(), step.answer()));
            probes.add(Conversation.of(conversation.id(), messages, Outcome.UNKNOWN));
        }
    }

    static void add(List<Message> messages, Instant at, String tool, ObjectNode arguments, ToolAnswer answer) {
        Details details = new Details(Optional.of(at), Map.of());
        String id = "call-" + messages.size();
        messages.add(new Message.Assistant("", List.of(new ToolCall(id, tool, arguments)), details));
        messages.add(new Message.Tool(id, tool, answer.result(), answer.isError(), details));
    }
}
