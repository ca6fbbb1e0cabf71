package dev.agentgym.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.agentgym.trace.Json;
import dev.agentgym.world.CallKey;
import dev.agentgym.world.History;
import dev.agentgym.world.Recorded;
import dev.agentgym.world.World;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/// Answers from the first rung of the ladder that holds.
///
/// Objects that an answer of this session showed lie over those of the logs: a read after a write sees what the
/// write returned.
final class LadderSession implements ToolSession {

    private final World world;
    private final TierAccuracy accuracy;
    private final Map<String, JsonNode> shown = new HashMap<>();
    private final List<BiFunction<String, ObjectNode, Optional<ToolResult>>> ladder =
            List.of(this::replayed, this::shownHere, this::recorded, this::canonical, this::entity, this::notFound);
    private History history = History.START;

    LadderSession(World world, TierAccuracy accuracy) {
        this.world = world;
        this.accuracy = accuracy;
    }

    @Override
    public ToolResult call(String tool, ObjectNode arguments) {
        ToolResult answer = ladder.stream()
                .map(rung -> rung.apply(tool, arguments))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> abstain(tool));
        history = history.then(CallKey.exact(tool, arguments));
        if (!answer.isError()) {
            world.entitiesIn(answer.result(), shown::put);
        }
        return answer;
    }

    private Optional<ToolResult> replayed(String tool, ObjectNode arguments) {
        List<Recorded> same = world.recorded(tool, arguments).stream()
                .filter(recorded -> recorded.history().equals(history))
                .toList();
        return majority(same, Tier.REPLAYED, "logged after the same calls");
    }

    private Optional<ToolResult> shownHere(String tool, ObjectNode arguments) {
        return world.addressOf(tool, arguments)
                .map(shown::get)
                .map(view -> answer(view, Tier.ENTITY, Provenance.of("shown by an earlier answer of this session")));
    }

    private Optional<ToolResult> recorded(String tool, ObjectNode arguments) {
        return majority(world.recorded(tool, arguments), Tier.RECORDED, "logged");
    }

    private Optional<ToolResult> canonical(String tool, ObjectNode arguments) {
        return majority(world.recordedAlike(tool, arguments), Tier.CANONICAL, "logged in another spelling");
    }

    private Optional<ToolResult> entity(String tool, ObjectNode arguments) {
        return world.entity(tool, arguments)
                .map(entity -> answer(
                        entity.view(),
                        Tier.ENTITY,
                        new Provenance(
                                "the answer to another call shows this entity", List.of(entity.conversation()))));
    }

    private Optional<ToolResult> notFound(String tool, ObjectNode arguments) {
        Optional<String> unknown = world.unknownIdentifier(tool, arguments);
        if (unknown.isEmpty()) {
            return Optional.empty();
        }
        return world.tool(tool)
                .flatMap(profile -> profile.notFound(unknown.get()))
                .map(refusal -> {
                    String reason = "no log knows the " + unknown.get() + " "
                            + Json.shorten(arguments.get(unknown.get()).asText()) + "; the tool refuses so "
                            + (refusal.count() == 1 ? "once" : refusal.count() + " times") + " in the logs";
                    return new ToolResult(
                            refusal.fill(arguments),
                            true,
                            Tier.NOT_FOUND,
                            accuracy.of(Tier.NOT_FOUND),
                            Provenance.of(reason));
                });
    }

    private ToolResult abstain(String tool) {
        boolean known = world.tool(tool).isPresent();
        String text = known
                ? "No answer: the logs do not show what " + tool + " says to these arguments."
                : "No answer: the logs know no tool named " + Json.shorten(tool) + ".";
        Provenance reason = Provenance.of(known ? "no rung of the ladder holds" : "no log calls or declares this tool");
        return new ToolResult(TextNode.valueOf(text), true, Tier.ABSTAIN, 0, reason);
    }

    /// The answer that most logs give; among equals the one logged first. Logs that disagree lower the confidence.
    private Optional<ToolResult> majority(List<Recorded> recorded, Tier tier, String how) {
        Map<String, List<Recorded>> byAnswer = new LinkedHashMap<>();
        for (Recorded one : recorded) {
            byAnswer.computeIfAbsent(one.isError() + Json.canonical(one.result()), any -> new ArrayList<>())
                    .add(one);
        }
        List<Recorded> most = List.of();
        for (List<Recorded> same : byAnswer.values()) {
            most = same.size() > most.size() ? same : most;
        }
        if (most.isEmpty()) {
            return Optional.empty();
        }
        String reason = how + " " + most.size() + (most.size() == 1 ? " time" : " times")
                + (byAnswer.size() > 1 ? "; " + (recorded.size() - most.size()) + " other logged answers differ" : "");
        List<String> witnesses = most.stream().map(Recorded::conversation).toList();
        double share = (double) most.size() / recorded.size();
        return Optional.of(new ToolResult(
                most.getFirst().result(),
                most.getFirst().isError(),
                tier,
                accuracy.of(tier) * share,
                new Provenance(reason, witnesses)));
    }

    private ToolResult answer(JsonNode view, Tier tier, Provenance provenance) {
        return new ToolResult(view, false, tier, accuracy.of(tier), provenance);
    }
}
