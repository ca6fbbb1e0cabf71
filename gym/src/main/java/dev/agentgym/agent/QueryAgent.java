package dev.agentgym.agent;

import dev.agentgym.deploy.Deployment;
import dev.agentgym.tool.ToolMocker;
import dev.agentgym.tool.Tools;
import dev.agentgym.trace.ToolSchema;
import java.util.List;
import java.util.function.Supplier;

/// An agent together with the tools that it calls. Immutable and safe to share; the chats it opens are not.
public final class QueryAgent {

    private final Agent agent;
    private final Supplier<? extends Tools> sessions;
    private final Supplier<List<ToolSchema>> declarations;

    private QueryAgent(Agent agent, Supplier<? extends Tools> sessions, Supplier<List<ToolSchema>> declarations) {
        this.agent = agent;
        this.sessions = sessions;
        this.declarations = declarations;
    }

    /// Runs an agent with these mocked tools.
    public QueryAgent(Agent agent, ToolMocker tools, List<ToolSchema> declarations) {
        List<ToolSchema> known = List.copyOf(declarations);
        this(agent, tools::session, () -> known);
    }

    /// The same agent with deployed tools, which have to be closed by whoever deployed them.
    public QueryAgent with(Deployment tools) {
        return new QueryAgent(agent, tools::session, tools::declarations);
    }

    /// Answers one message, as a conversation of its own.
    ///
    /// @throws AgentException when the agent cannot decide
    public Reply reply(String text) {
        return chat().say(text);
    }

    /// Opens a conversation.
    public Chat chat() {
        return new Chat(agent, sessions.get(), declarations.get());
    }

    /// The agent that answers.
    public Agent agent() {
        return agent;
    }
}
