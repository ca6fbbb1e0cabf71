package dev.agentgym.agent;

import dev.agentgym.environment.Action;
import dev.agentgym.environment.Observation;
import dev.agentgym.tool.ToolResult;
import dev.agentgym.tool.Tools;
import dev.agentgym.trace.Details;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.ToolCall;
import dev.agentgym.trace.ToolSchema;
import java.util.ArrayList;
import java.util.List;

/// One conversation between a customer, who types, and an agent with its tools. Mutable, for one thread.
public final class Chat {

    /// An agent that calls more often than this for one message is going round in circles.
    private static final int MAX_STEPS = 12;

    private final Agent agent;
    private final Tools tools;
    private final List<ToolSchema> declarations;
    private final List<Message> messages = new ArrayList<>();

    Chat(Agent agent, Tools tools, List<ToolSchema> declarations) {
        this.agent = agent;
        this.tools = tools;
        this.declarations = declarations;
    }

    /// Sends a message of the customer and lets the agent act until it answers.
    ///
    /// @throws AgentException when the agent cannot decide, or calls tools without end
    public Reply say(String text) {
        return say(text, AgentListener.NOBODY);
    }

    /// The same, with somebody who hears how the answer comes about.
    ///
    /// @throws AgentException when the agent cannot decide, or calls tools without end
    public Reply say(String text, AgentListener listener) {
        messages.add(Message.User.says(text));
        List<Reply.Step> steps = new ArrayList<>();
        while (steps.size() <= MAX_STEPS) {
            switch (agent.next(new Observation(messages, declarations), listener)) {
                case Action.Say(String reply, String because) -> {
                    messages.add(Message.Assistant.says(reply));
                    return new Reply(reply, steps, agent.name(), because, false);
                }
                case Action.Finish(String reply, String because) -> {
                    messages.add(Message.Assistant.says(reply));
                    return new Reply(reply, steps, agent.name(), because, true);
                }
                case Action.CallTools(List<ToolCall> calls, String because) -> steps.addAll(run(calls, listener));
            }
        }
        throw new AgentException(
                agent.name() + " made " + steps.size() + " tool calls without answering; the chat cannot go on");
    }

    private List<Reply.Step> run(List<ToolCall> calls, AgentListener listener) {
        messages.add(Message.Assistant.calls(calls));
        List<Reply.Step> steps = new ArrayList<>();
        for (ToolCall call : calls) {
            listener.calling(call);
            ToolResult result = tools.call(call.name(), call.arguments());
            messages.add(new Message.Tool(call.id(), call.name(), result.result(), result.isError(), Details.NONE));
            steps.add(new Reply.Step(call, result));
            listener.called(steps.getLast());
        }
        return steps;
    }

    /// The conversation so far.
    public List<Message> messages() {
        return List.copyOf(messages);
    }
}
