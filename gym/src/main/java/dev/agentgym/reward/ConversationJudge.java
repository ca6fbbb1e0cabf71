package dev.agentgym.reward;

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

    private final Function<Judged, List<RewardFunction.Found>> examine;
    private final double toolUseWeight;

    ConversationJudge(Function<Judged, List<RewardFunction.Found>> examine, double toolUseWeight) {
        this.examine = examine;
        this.toolUseWeight = toolUseWeight;
    }

    Reward judge(Conversation conversation) {
        Map<String, List<RewardFunction.Found>> byPart = new LinkedHashMap<>();
        List<Message> messages = conversation.messages();
        for (int i = 0; i < messages.size(); i++) {
            if (messages.get(i) instanceof Message.Assistant reply
                    && !reply.content().isBlank()) {
                examine.apply(Judged.inContext(reply.content(), messages.subList(0, i)))
                        .forEach(found -> byPart.computeIfAbsent(found.name(), name -> new ArrayList<>())
                                .add(found));
            }
        }
        List<RewardFunction.Found> means = new ArrayList<>();
        byPart.values().forEach(found -> means.add(mean(found)));
        ToolUse.examine(conversation)
                .ifPresent(finding -> means.add(new RewardFunction.Found(ToolUse.NAME, toolUseWeight, finding)));
        return RewardFunction.combine(means);
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
