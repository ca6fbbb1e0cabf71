package dev.agentgym.task;

import dev.agentgym.reward.Ended;
import dev.agentgym.reward.Expectation;
import dev.agentgym.tool.Strictness;
import dev.agentgym.tool.ToolMocker;
import dev.agentgym.tool.ToolSession;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Message;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Makes episodes of logged conversations: their own calls with the true answers, for a reward to judge. Immutable
/// and safe to share.
public final class LoggedEpisodes {

    private final ToolMocker tools;
    private final Map<String, Expectation> byOthers;

    /// @param tools that make what the calls change
    /// @param byOthers what each conversation had to bring about, by its id, as [TaskMiner#byOthers] finds it
    public LoggedEpisodes(ToolMocker tools, Map<String, Expectation> byOthers) {
        this.tools = tools;
        this.byOthers = new LinkedHashMap<>(byOthers);
    }

    /// The conversation as an episode that had to bring about what others about the very same thing did; empty
    /// where no other one ended well.
    public Optional<Ended> byOthers(Conversation conversation) {
        return Optional.ofNullable(byOthers.get(conversation.id()))
                .map(expectation -> ended(conversation, expectation));
    }

    /// The conversation as an episode that had to bring about this.
    public Ended ended(Conversation conversation, Expectation expectation) {
        ToolSession start = tools.session(Strictness.ABSTAIN);
        conversation.startedAt().ifPresent(start::at);
        ToolSession end = start.branch();
        Conversation agents = withoutCustomersCalls(conversation);
        end.observe(agents, agents.messages().size());
        return new Ended(conversation, expectation, start, end, 0);
    }

    /// What customers do on their own devices is neither the agent's merit nor its fault.
    private static Conversation withoutCustomersCalls(Conversation conversation) {
        Set<String> open = new HashSet<>();
        List<Message> kept = new ArrayList<>();
        for (Message message : conversation.messages()) {
            if (message instanceof Message.User customer
                    && !customer.toolCalls().isEmpty()) {
                customer.toolCalls().forEach(call -> open.add(call.id()));
                kept.add(new Message.User(customer.content(), List.of(), customer.details()));
            } else if (!(message instanceof Message.Tool answer) || !open.remove(answer.callId())) {
                kept.add(message);
            }
        }
        return Conversation.of(conversation.id(), kept, conversation.outcome());
    }
}
