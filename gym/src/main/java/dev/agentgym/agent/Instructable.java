package dev.agentgym.agent;

/// An agent that can be told the rules of a house.
public interface Instructable extends Agent {

    /// The same agent, which keeps to this policy; one that has a policy already stays as it is.
    ///
    /// @param policy in words; empty for none
    Agent under(String policy);
}
