package dev.agentgym.agent;

import dev.agentgym.trace.Message;
import java.util.List;

/// Shows an agent how it was done in situations like its own. Implementations are safe to share between threads.
@FunctionalInterface
public interface Demonstrator {

    /// Excerpts of earlier conversations as a model reads them, the nearest first; none where nothing is like this.
    ///
    /// @param messages the conversation so far
    List<String> demonstrations(List<Message> messages);
}
