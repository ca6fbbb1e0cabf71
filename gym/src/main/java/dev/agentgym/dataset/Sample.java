package dev.agentgym.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.rollout.Rollout;
import dev.agentgym.task.Siblings;
import dev.agentgym.task.Task;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.Outcome;
import dev.agentgym.trace.ToolCall;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/// One conversation that rows are made of, logged or played. Immutable.
///
/// @param conversation all that was said and called
/// @param task the id of the task, where it is known
/// @param part whether it is to learn from or to be tested on
/// @param given how many of the first messages were there before the agent began: nobody is trained to say them
/// @param score what it was worth, in [0, 1], where anybody knows
/// @param rollout how it was played; empty for a log
public record Sample(
        Conversation conversation,
        Optional<String> task,
        Task.Part part,
        int given,
        OptionalDouble score,
        Optional<Rollout> rollout) {

    /// An episode that was played.
    public static Sample of(Rollout rollout) {
        return new Sample(
                rollout.conversation(),
                Optional.of(rollout.task()),
                rollout.part(),
                rollout.conversation().metadata().path("from").asInt(0),
                rollout.reward().stream().mapToDouble(reward -> reward.total()).findFirst(),
                Optional.of(rollout));
    }

    /// A log. Its score is the reward that its metadata name, else what its outcome is worth.
    public static Sample of(Conversation logged, Task.Part part) {
        JsonNode task = logged.metadata().path("task_id");
        return new Sample(
                logged,
                task.isValueNode() && !task.isNull() ? Optional.of(task.asText()) : Optional.empty(),
                part,
                0,
                score(logged),
                Optional.empty());
    }

    private static OptionalDouble score(Conversation logged) {
        JsonNode reward = logged.metadata().path("reward");
        if (reward.isNumber()) {
            return OptionalDouble.of(reward.doubleValue());
        }
        return switch (logged.outcome()) {
            case SUCCESS -> OptionalDouble.of(1);
            case PARTIAL -> OptionalDouble.of(0.5);
            case FAILURE, ABANDONED -> OptionalDouble.of(0);
            case UNKNOWN -> OptionalDouble.empty();
        };
    }

    /// Whether the customer got what they came for.
    public boolean isSuccess() {
        return rollout.map(Rollout::success).orElse(conversation.outcome() == Outcome.SUCCESS);
    }

    /// Who answered the customer, where it is known.
    Optional<String> agent() {
        return rollout.map(Rollout::agent)
                .or(() -> Optional.of(conversation.metadata().path("agent"))
                        .filter(JsonNode::isTextual)
                        .map(JsonNode::textValue));
    }

    /// The task's id, or else the conversation's, which is how tasks of logs are called.
    String taskOrId() {
        return task.orElse(conversation.id());
    }

    /// What siblings have in common: the task of a rollout, what the metadata of a log call its task, else the log
    /// itself.
    String family() {
        return rollout.map(played -> "task " + played.task())
                .or(() -> Siblings.task(conversation))
                .orElseGet(() -> "log " + conversation.id());
    }

    /// Why nobody should learn from it; empty where they may.
    Optional<String> spoiled() {
        return rollout.flatMap(played -> played.failure()
                .map(failure -> "the episode broke off")
                .or(() -> played.userFault().map(fault -> "the simulated customer spoiled the episode"))
                .or(() -> played.truncated() ? Optional.of("the episode was cut off") : Optional.empty()));
    }

    /// The messages as the agent saw them: what customers do on their own devices is nothing that it sees.
    List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        Set<String> others = new HashSet<>();
        for (int i = 0; i < conversation.messages().size(); i++) {
            switch (conversation.messages().get(i)) {
                case Message.SystemPrompt prompt -> lines.add(new Line(i, prompt, false));
                case Message.Assistant agent -> lines.add(new Line(i, agent, i >= given && says(agent)));
                case Message.User user -> {
                    user.toolCalls().stream().map(ToolCall::id).forEach(others::add);
                    if (!user.content().isBlank() || user.toolCalls().isEmpty()) {
                        lines.add(new Line(i, new Message.User(user.content(), List.of(), user.details()), false));
                    }
                }
                case Message.Tool tool -> {
                    if (!others.remove(tool.callId())) {
                        lines.add(new Line(i, tool, false));
                    }
                }
            }
        }
        return lines;
    }

    private static boolean says(Message.Assistant agent) {
        return !agent.content().isBlank() || !agent.toolCalls().isEmpty();
    }
}
