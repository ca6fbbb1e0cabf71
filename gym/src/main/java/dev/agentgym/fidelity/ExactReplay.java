package dev.agentgym.fidelity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.agentgym.tool.Provenance;
import dev.agentgym.tool.Tier;
import dev.agentgym.tool.ToolResult;
import dev.agentgym.tool.ToolSession;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Exchange;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The baseline: it looks a call up among the logged ones, by tool and canonical arguments, and gives the answer
/// that most logs give, the first logged among equals. It keeps no state. Immutable and safe to share.
public final class ExactReplay implements ToolSession {

    private final Map<String, Answer> answers = new HashMap<>();

    private record Answer(JsonNode result, boolean isError, double share) {}

    /// Learns the answers of all logged calls.
    public ExactReplay(List<Conversation> traces) {
        Map<String, List<Message.Tool>> logged = new LinkedHashMap<>();
        for (Conversation conversation : traces) {
            for (Exchange exchange : conversation.exchanges()) {
                exchange.answer()
                        .ifPresent(answer -> logged.computeIfAbsent(
                                        key(
                                                exchange.call().name(),
                                                exchange.call().arguments()),
                                        any -> new ArrayList<>())
                                .add(answer));
            }
        }
        logged.forEach((key, all) -> answers.put(key, majority(all)));
    }

    private static Answer majority(List<Message.Tool> logged) {
        Map<String, List<Message.Tool>> byAnswer = new LinkedHashMap<>();
        for (Message.Tool answer : logged) {
            byAnswer.computeIfAbsent(answer.isError() + Json.canonical(answer.result()), any -> new ArrayList<>())
                    .add(answer);
        }
        List<Message.Tool> most = List.of();
        for (List<Message.Tool> same : byAnswer.values()) {
            most = same.size() > most.size() ? same : most;
        }
        Message.Tool first = most.getFirst();
        return new Answer(first.result(), first.isError(), (double) most.size() / logged.size());
    }

    private static String key(String tool, ObjectNode arguments) {
        return tool + " " + Json.canonical(arguments);
    }

    @Override
    public ToolResult call(String tool, ObjectNode arguments) {
        return Optional.ofNullable(answers.get(key(tool, arguments)))
                .map(answer -> new ToolResult(
                        answer.result(), answer.isError(), Tier.RECORDED, answer.share(), Provenance.of("logged")))
                .orElseGet(() -> new ToolResult(
                        TextNode.valueOf("not logged"), true, Tier.ABSTAIN, 0, Provenance.of("not logged")));
    }

    @Override
    public void observe(String tool, ObjectNode arguments, JsonNode result, boolean isError) {
        // Its answers do not depend on what happened before.
    }

    @Override
    public void at(java.time.Instant time) {
        // logged answers are given again as they are
    }

    @Override
    public ToolSession branch() {
        return this;
    }
}
