package dev.agentgym.user;

import dev.agentgym.trace.Message;
import java.util.List;

/// One customer in one episode. Mutable, for one thread.
public interface Visit {

    /// What the customer says next.
    ///
    /// @param conversation all that was said so far, oldest first, tool calls included, which the customer does not
    /// look at; empty, or without a word of this customer, for their first words
    Utterance next(List<Message> conversation);

    /// An independent visit in the same state.
    Visit branch();
}
