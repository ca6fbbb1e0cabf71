package dev.agentgym.agent;

/// An agent that can be shown how it was done.
public interface Demonstrable extends Agent {

    /// The same agent, which is shown situations like its own before every decision.
    Agent shown(Demonstrator demonstrator);
}
