package dev.agentgym.reward;

import dev.agentgym.text.Embedder;
import dev.agentgym.text.Fact;
import dev.agentgym.text.Facts;
import dev.agentgym.trace.Message;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The one input of all parts: what is judged, analysed once. Immutable; safe to share if the embedder is.
///
/// @param judged the reply and what it is judged by
/// @param response the reply, analysed
/// @param reference the expected reply, analysed
/// @param question what the customer said last, analysed
/// @param known the facts that stand in the conversation before the reply
/// @param conversation its text in lower case, for looking words up
/// @param embedder for comparing meanings
public record Evidence(
        Judged judged,
        Passage response,
        Optional<Passage> reference,
        Optional<Passage> question,
        Facts known,
        String conversation,
        Embedder embedder) {

    /// Analyses a reply with its surroundings; of a longer conversation the last 100,000 characters count.
    static Evidence of(Judged judged, Embedder embedder) {
        EvidenceSoFar before = new EvidenceSoFar();
        judged.before().forEach(before::add);
        return before.evidence(judged, embedder);
    }

    /// Whether the conversation before the reply says so too.
    public boolean isKnown(Fact fact) {
        return known.confirm(fact) || conversation.contains(fact.surface().toLowerCase(Locale.ROOT));
    }

    /// Whether there is no conversation to compare with.
    public boolean outOfContext() {
        return judged.before().isEmpty();
    }

    /// What the agent said earlier, in order.
    List<String> earlierReplies() {
        return judged.before().stream()
                .filter(message -> message instanceof Message.Assistant)
                .map(Message::text)
                .filter(text -> !text.isBlank())
                .toList();
    }
}
