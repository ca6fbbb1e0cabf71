package dev.agentgym.environment;

import dev.agentgym.reward.Ended;
import dev.agentgym.reward.Reward;
import dev.agentgym.task.Task;
import dev.agentgym.tool.Faults;
import dev.agentgym.tool.Strictness;
import dev.agentgym.tool.Tier;
import dev.agentgym.tool.ToolSession;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.ToolCall;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Judges recorded episodes anew, by making their calls again: what a changed reward says of what was played
/// before. Immutable and safe to share.
///
/// @param setting the gym that the episodes were played in; its judge is the one that is asked
public record Replay(EpisodeSetting setting) {

    /// What an episode that [Environment#conversation] recorded is worth.
    ///
    /// @param seed of the episode
    /// @throws IllegalArgumentException when the task belongs to other logs
    public Reward judge(Task task, long seed, Conversation played) {
        return setting.judge().judge(ended(task, seed, played));
    }

    /// A recorded episode as a reward judges it, with the tools as its calls left them.
    ///
    /// @param seed of the episode
    /// @throws IllegalArgumentException when the task belongs to other logs
    public Ended ended(Task task, long seed, Conversation played) {
        Conversation logged = setting.logged(task);
        Rules rules = new Rules(setting.rules().limits(), strictness(played), Faults.NONE);
        ToolSession start = setting.with(rules).start(task, seed);
        ToolSession tools = start.branch();
        int from = Math.min(Opening.length(logged, task), played.messages().size());
        call(played.messages(), from, Timeline.of(logged), tools);
        return new Ended(played, task.expectation(), start, tools, from, task.decision());
    }

    private static void call(List<Message> messages, int from, Timeline timeline, ToolSession tools) {
        Map<String, String> tiers = tiers(messages);
        for (int i = from; i < messages.size(); i++) {
            if (messages.get(i) instanceof Message.Assistant assistant
                    && !assistant.toolCalls().isEmpty()) {
                timeline.at(i).ifPresent(tools::at);
                for (ToolCall call : assistant.toolCalls()) {
                    // A call that failed on purpose did nothing.
                    if (!Tier.FAULT.label().equals(tiers.get(call.id()))) {
                        tools.call(call.name(), call.arguments());
                    }
                }
            }
        }
    }

    private static Map<String, String> tiers(List<Message> messages) {
        Map<String, String> tiers = new HashMap<>();
        for (Message message : messages) {
            if (message instanceof Message.Tool answer) {
                Optional.ofNullable(answer.details().extra().get("tier"))
                        .ifPresent(tier -> tiers.put(answer.callId(), tier.asText()));
            }
        }
        return tiers;
    }

    private Strictness strictness(Conversation played) {
        String label = played.metadata().path("strictness").asText();
        return label.isEmpty() ? setting.rules().strictness() : Strictness.valueOf(label.toUpperCase(Locale.ROOT));
    }
}
