package dev.agentgym.task;

import dev.agentgym.reward.Ended;
import dev.agentgym.reward.Expectation;
import dev.agentgym.tool.Strictness;
import dev.agentgym.tool.ToolMocker;
import dev.agentgym.tool.ToolSession;
import dev.agentgym.trace.Conversation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

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
        end.observe(conversation, conversation.messages().size());
        return new Ended(conversation, expectation, start, end, 0);
    }
}
