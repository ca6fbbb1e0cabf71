package dev.agentgym.llm.optimize;

import dev.agentgym.Gym;
import dev.agentgym.llm.Completion;
import dev.agentgym.llm.agent.SystemPrompt;
import dev.agentgym.llm.call.Prices;
import dev.agentgym.llm.call.Spending;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.ToolCall;
import java.util.Optional;

/// About what one rollout costs, before any was played: as many calls as a logged conversation has messages of the
/// agent, each of which reads all that came before. Four characters are taken for a token. Immutable.
///
/// @param calls of the model
/// @param input tokens that it reads in all of them
/// @param output tokens that it writes
public record RolloutCost(double calls, double input, double output) {

    private static final double CHARACTERS_PER_TOKEN = 4;

    /// The mean over the conversations of a gym.
    public static RolloutCost of(Gym gym, SystemPrompt prompt) {
        double before = prompt.tokens()
                + gym.world().declarations().stream()
                        .mapToDouble(tool -> tool.toOpenAi().toString().length() / CHARACTERS_PER_TOKEN)
                        .sum();
        RolloutCost sum = new RolloutCost(0, 0, 0);
        for (Conversation conversation : gym.traces()) {
            sum = sum.plus(of(conversation, before));
        }
        return sum.times(1.0 / Math.max(1, gym.traces().size()));
    }

    private static RolloutCost of(Conversation conversation, double before) {
        RolloutCost cost = new RolloutCost(0, 0, 0);
        double read = before;
        for (Message message : conversation.messages()) {
            double tokens = tokens(message);
            if (message instanceof Message.Assistant) {
                cost = cost.plus(new RolloutCost(1, read, tokens));
            }
            read += tokens;
        }
        return cost;
    }

    private static double tokens(Message message) {
        int characters = message.text().length();
        for (ToolCall call : message.toolCalls()) {
            characters += call.name().length() + call.arguments().toString().length();
        }
        return characters / CHARACTERS_PER_TOKEN;
    }

    private RolloutCost plus(RolloutCost other) {
        return new RolloutCost(calls + other.calls, input + other.input, output + other.output);
    }

    /// What so many rollouts cost.
    public RolloutCost times(double rollouts) {
        return new RolloutCost(calls * rollouts, input * rollouts, output * rollouts);
    }

    /// The same as something to be spent.
    ///
    /// @param price of the model; empty where nobody knows it, and then it is nothing
    public Spending at(Optional<Prices.Price> price) {
        Completion.Usage usage = new Completion.Usage((long) Math.ceil(input), (long) Math.ceil(output), 0, 0);
        return new Spending(
                (long) Math.ceil(calls),
                0,
                usage.input(),
                usage.output(),
                price.map(each -> each.nanos(usage)).orElse(0L));
    }
}
