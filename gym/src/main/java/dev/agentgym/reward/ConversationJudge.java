package dev.agentgym.reward;

import dev.agentgym.text.Embedder;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Message;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Judges every reply of a conversation and takes the mean of each part. Immutable.
final class ConversationJudge {

    private final Function<Evidence, List<RewardFunction.Found>> examine;
    private final Embedder embedder;

    ConversationJudge(Function<Evidence, List<RewardFunction.Found>> examine, Embedder embedder) {
        this.examine = examine;
        this.embedder = embedder;
    }

    /// The quality of the agent's replies.
    ///
    /// @param from the index of the first message that is judged; what stands before it is only context
    List<RewardFunction.Found> quality(Conversation conversation, int from) {
        Map<String, List<RewardFunction.Found>> byPart = new LinkedHashMap<>();
        List<Message> messages = conversation.messages();
        EvidenceSoFar before = new EvidenceSoFar();
        for (int i = 0; i < messages.size(); i++) {
            if (i >= from
                    && messages.get(i) instanceof Message.Assistant reply
                    && !reply.content().isBlank()) {
                Judged judged = Judged.inContext(reply.content(), messages.subList(0, i));
                examine.apply(before.evidence(judged, embedder))
                        .forEach(found -> byPart.computeIfAbsent(found.name(), name -> new ArrayList<>())
                                .add(found));
            }
            before.add(messages.get(i));
        }
        List<RewardFunction.Found> means = new ArrayList<>();
        byPart.values().forEach(found -> means.add(mean(found)));
        return means;
    }

    /// The mean over the replies, with the evidence of the worst one.
    private static RewardFunction.Found mean(List<RewardFunction.Found> found) {
        double value = found.stream()
                .mapToDouble(each -> each.finding().value())
                .average()
                .orElse(0);
        double gate = found.stream()
                .mapToDouble(each -> each.finding().gate())
                .average()
                .orElse(1);
        RewardFunction.Found worst = found.stream()
                .min(Comparator.comparingDouble(each -> each.finding().value()))
                .orElseThrow();
        String evidence = found.size() == 1
                ? worst.finding().evidence()
                : "Over " + found.size() + " replies, the worst: "
                        + worst.finding().evidence();
        return new RewardFunction.Found(worst.name(), worst.weight(), new Finding(value, gate, evidence));
    }
}
