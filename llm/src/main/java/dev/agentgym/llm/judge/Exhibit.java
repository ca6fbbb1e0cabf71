package dev.agentgym.llm.judge;

import dev.agentgym.reward.Ended;
import dev.agentgym.reward.Expectation;
import dev.agentgym.reward.Judged;
import dev.agentgym.reward.Reward;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a judge is shown of one conversation. Immutable.
///
/// @param id tells it from its siblings in reports; the model does not see it
/// @param conversation all that was said and called
/// @param from the index of the first message that is judged; what stands before it is given
/// @param expectation what had to come about; empty where nobody knows
/// @param expectedReply what the last reply should have been; empty where nobody knows
/// @param found what the gym's reward found in it; a model cannot argue with what its tools show
public record Exhibit(
        String id,
        Conversation conversation,
        int from,
        Optional<Expectation> expectation,
        Optional<String> expectedReply,
        Optional<Reward> found) {

    /// A conversation of which nobody knows what it had to bring about.
    public static Exhibit of(Conversation conversation, int from, Reward found) {
        return new Exhibit(
                conversation.id(), conversation, from, Optional.empty(), Optional.empty(), Optional.of(found));
    }

    /// An episode that is over.
    public static Exhibit of(Ended ended, Reward found) {
        return new Exhibit(
                ended.conversation().id(),
                ended.conversation(),
                ended.from(),
                Optional.of(ended.expectation()),
                Optional.empty(),
                Optional.of(found));
    }

    /// One reply, with what was said before it.
    public static Exhibit of(Judged judged, Reward found) {
        List<Message> messages = new ArrayList<>(judged.before());
        messages.add(Message.Assistant.says(judged.response()));
        return new Exhibit(
                "reply",
                Conversation.of("reply", messages, Outcome.UNKNOWN),
                judged.before().size(),
                Optional.empty(),
                judged.groundTruth(),
                Optional.of(found));
    }

    /// The same under another id.
    public Exhibit named(String other) {
        return new Exhibit(other, conversation, from, expectation, expectedReply, found);
    }
}
