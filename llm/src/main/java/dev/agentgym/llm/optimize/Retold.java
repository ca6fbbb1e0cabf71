package dev.agentgym.llm.optimize;

import dev.agentgym.agent.Transcript;
import dev.agentgym.privacy.Privacy;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/// An episode and what the judge says of it, as they are shown and read in other conversations: of invented persons,
/// who have the same names in both. Immutable.
///
/// @param transcript what was said and done
/// @param feedback why it was worth no more
record Retold(String transcript, String feedback) {

    private static final String FEEDBACK = "feedback";
    private static final String LOG = "log";

    /// What the log knows to be personal is so in the episode, even where nothing else gives it away.
    ///
    /// @param log that the episode's task was mined from
    static Retold of(Conversation played, String feedback, Conversation log) {
        List<Message> all = new ArrayList<>(played.messages());
        all.addAll(log.messages());
        Conversation known = new Conversation(
                played.id(),
                all,
                Outcome.UNKNOWN,
                OptionalDouble.empty(),
                List.of(),
                Json.object().put(FEEDBACK, feedback).set(LOG, log.metadata()),
                log.extra());
        Conversation retold = Privacy.perConversation().pseudonyms().apply(known);
        return new Retold(
                Transcript.of(retold.messages().subList(0, played.messages().size())),
                retold.metadata().path(FEEDBACK).asText());
    }
}
