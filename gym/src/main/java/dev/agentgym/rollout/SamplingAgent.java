package dev.agentgym.rollout;

import dev.agentgym.agent.Agent;
import java.util.List;

/// An agent that samples tokens and remembers them: made for one episode, for one thread.
public interface SamplingAgent extends Agent {

    /// The tokens of the episode so far, in the order of its messages.
    List<TokenSpan> tokens();
}
