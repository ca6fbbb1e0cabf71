package dev.agentgym.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Exchange;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.Split;
import dev.agentgym.world.World;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// How often the answers of each tier equal the real ones, measured on conversations that the answering world did
/// not see. Immutable.
///
/// @param counts of the tiers that answered at all
public record TierAccuracy(Map<Tier, Count> counts) {

    /// Enough to tell a good tier from a bad one, few enough to keep most evidence in the world that answers.
    private static final double HELD_OUT = 0.2;

    private static final long SEED = 1;

    /// Keeps the counts from being changed.
    public TierAccuracy {
        counts = counts.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(counts));
    }

    /// Replays a fifth of the conversations against a world learned from the others.
    public static TierAccuracy measure(List<Conversation> traces) {
        Split split = Split.byConversation(traces, HELD_OUT, SEED);
        return measure(new ToolMocker(World.induce(split.train()), new TierAccuracy(Map.of())), split.test());
    }

    /// Replays conversations against tools that never saw them: every logged call in order, a session each.
    public static TierAccuracy measure(ToolMocker mocker, List<Conversation> unseen) {
        Map<Tier, Count> counts = new EnumMap<>(Tier.class);
        for (Conversation conversation : unseen) {
            ToolSession session = mocker.session();
            for (Exchange exchange : conversation.exchanges()) {
                ToolResult answer =
                        session.call(exchange.call().name(), exchange.call().arguments());
                exchange.answer()
                        .ifPresent(truth ->
                                counts.merge(answer.tier(), new Count(agrees(answer, truth) ? 1 : 0, 1), Count::plus));
            }
        }
        return new TierAccuracy(counts);
    }

    private static boolean agrees(ToolResult answer, Message.Tool truth) {
        return answer.isError() == truth.isError()
                && Json.canonical(answer.result()).equals(Json.canonical(truth.result()));
    }

    /// The estimated chance that an answer of this tier is right: the measured share, drawn towards one half where
    /// little was measured (Laplace's rule of succession).
    public double of(Tier tier) {
        Count count = counts.getOrDefault(tier, new Count(0, 0));
        return (count.right() + 1.0) / (count.all() + 2.0);
    }

    /// How many held-out calls were answered, by whatever tier but abstaining.
    public long answered() {
        return counts.entrySet().stream()
                .filter(entry -> entry.getKey() != Tier.ABSTAIN)
                .mapToLong(entry -> entry.getValue().all())
                .sum();
    }

    /// How many held-out calls there were.
    public long all() {
        return counts.values().stream().mapToLong(Count::all).sum();
    }

    /// How many held-out calls were answered as the real tool did.
    public long right() {
        return counts.values().stream().mapToLong(Count::right).sum();
    }

    /// The counts as JSON.
    public ObjectNode toJson() {
        ObjectNode json = Json.object();
        counts.forEach((tier, count) -> json.set(tier.label(), Json.of(count)));
        return json;
    }

    /// Answers of one tier.
    ///
    /// @param right those that equal the real answer
    /// @param all all of them
    public record Count(long right, long all) {

        private Count plus(Count other) {
            return new Count(right + other.right, all + other.all);
        }
    }
}
