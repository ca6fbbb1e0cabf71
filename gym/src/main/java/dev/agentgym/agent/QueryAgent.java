package dev.agentgym.agent;

import dev.agentgym.tool.ToolMocker;
import dev.agentgym.trace.ToolSchema;
import java.util.List;

/// An agent together with the mocked tools that it calls. Immutable and safe to share; the chats it opens are not.
public final class QueryAgent {

    private final Agent agent;
    private final ToolMocker tools;
    private final List<ToolSchema> declarations;

    /// Runs an agent with these tools.
    public QueryAgent(Agent agent, ToolMocker tools, List<ToolSchema> declarations) {
        this.agent = agent;
        this.tools = tools;
        this.declarations = List.copyOf(declarations);
    }

    /// Answers one message, as a conversation of its own.
    ///
    /// @throws AgentException when the agent cannot decide
    public Reply reply(String text) {
        return chat().say(text);
    }

    /// Opens a conversation.
    public Chat chat() {
        return new Chat(agent, tools.session(), declarations);
    }

    /// The agent that answers.
    public Agent agent() {
        return agent;
    }
}
