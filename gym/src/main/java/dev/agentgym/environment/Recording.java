package dev.agentgym.environment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.agentgym.task.Task;
import dev.agentgym.tool.ToolResult;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Details;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.Outcome;
import dev.agentgym.trace.ToolCall;
import dev.agentgym.user.Utterance;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/// Writes an episode down as it is played: a trace again. Mutable, for one thread.
final class Recording {

    private final String id;
    private final ObjectNode metadata;
    private final int from;
    private final Timeline timeline;
    private final List<Message> messages;
    private final Set<String> callIds;
    private Optional<String> userFault = Optional.empty();

    private Recording(
            String id, ObjectNode metadata, int from, Timeline timeline, List<Message> messages, Set<String> callIds) {
        this.id = id;
        this.metadata = metadata;
        this.from = from;
        this.timeline = timeline;
        this.messages = messages;
        this.callIds = callIds;
    }

    static Recording of(Conversation logged, Task task, long seed, EpisodeSetting setting) {
        int from = Opening.length(logged, task);
        ObjectNode metadata = Json.object()
                .put("task", task.id())
                .put("seed", seed)
                .put("from", from)
                .put("customer", setting.customer().name())
                .put("strictness", setting.rules().strictness().label());
        List<Message> given = logged.messages().subList(0, from);
        Set<String> ids = new HashSet<>();
        given.forEach(message -> message.toolCalls().forEach(call -> ids.add(call.id())));
        return new Recording(task.id() + "~" + seed, metadata, from, Timeline.of(logged), new ArrayList<>(given), ids);
    }

    Recording branch() {
        Recording branch =
                new Recording(id, metadata, from, timeline, new ArrayList<>(messages), new HashSet<>(callIds));
        branch.userFault = userFault;
        return branch;
    }

    /// Whether it is the customer's turn: nobody has spoken, or the agent did last.
    boolean awaitsCustomer() {
        return messages.isEmpty()
                || switch (messages.getLast()) {
                    case Message.SystemPrompt prompt -> true;
                    case Message.Assistant assistant -> assistant.toolCalls().isEmpty();
                    case Message.User user -> false;
                    case Message.Tool tool -> false;
                };
    }

    /// When the next message is sent.
    Optional<Instant> time() {
        return timeline.at(messages.size());
    }

    /// Silence is no message, unless nothing else was said.
    void customerSays(Utterance said) {
        userFault = userFault.or(said::fault);
        if (!said.text().isBlank() || said.fault().isPresent() || messages.isEmpty()) {
            Map<String, JsonNode> extra = new LinkedHashMap<>();
            said.fault().ifPresent(fault -> extra.put("fault", TextNode.valueOf(fault)));
            said.because().ifPresent(reason -> extra.put("because", TextNode.valueOf(reason)));
            messages.add(new Message.User(said.text(), List.of(), new Details(time(), extra)));
        }
    }

    void agentSays(String text, String because) {
        messages.add(new Message.Assistant(text, List.of(), because(because)));
    }

    /// Writes the calls down, each under an id that no other call of the episode has.
    List<ToolCall> agentCalls(List<ToolCall> calls, String because) {
        List<ToolCall> named = calls.stream().map(this::named).toList();
        messages.add(new Message.Assistant("", named, because(because)));
        return named;
    }

    private ToolCall named(ToolCall call) {
        String free = call.id();
        for (int number = callIds.size() + 1; free.isBlank() || !callIds.add(free); number++) {
            free = "call_" + number;
        }
        return free.equals(call.id()) ? call : new ToolCall(free, call.name(), call.arguments(), call.extra());
    }

    private Details because(String because) {
        return new Details(time(), because.isBlank() ? Map.of() : Map.of("because", TextNode.valueOf(because)));
    }

    void toolAnswers(ToolCall call, ToolResult result) {
        Map<String, JsonNode> extra = new LinkedHashMap<>();
        extra.put("tier", TextNode.valueOf(result.tier().label()));
        extra.put("confidence", DoubleNode.valueOf(Json.rounded(result.confidence(), 3)));
        extra.put("provenance", TextNode.valueOf(result.provenance().reason()));
        messages.add(new Message.Tool(
                call.id(), call.name(), result.result(), result.isError(), new Details(time(), extra)));
    }

    /// All messages so far, as a view.
    List<Message> messages() {
        return Collections.unmodifiableList(messages);
    }

    int from() {
        return from;
    }

    Optional<String> userFault() {
        return userFault;
    }

    /// The conversation while it goes on.
    Conversation conversation() {
        return conversation(metadata);
    }

    /// The conversation when it is over.
    Conversation conversation(Ending ending) {
        ObjectNode ended = metadata.deepCopy().put("ending", ending.label());
        userFault.ifPresent(fault -> ended.put("user_fault", fault));
        return conversation(ended);
    }

    private Conversation conversation(ObjectNode about) {
        return new Conversation(id, messages, Outcome.UNKNOWN, OptionalDouble.empty(), List.of(), about, Map.of());
    }
}
