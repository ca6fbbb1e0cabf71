package dev.agentgym.environment;

import dev.agentgym.task.Task;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Message;
import java.util.List;

/// What is given when an episode begins: the messages before a decision in the middle of a conversation; for a
/// whole one its instructions and, where the log begins with them, the agent's words of greeting.
public final class Opening {

    private Opening() {}

    /// How many of the conversation's messages are given, and so the index of the first one that is played.
    public static int length(Conversation logged, Task task) {
        return task.start() > 0 ? task.start() : greeting(logged.messages());
    }

    /// The logged actions of an agent are nothing that may be given, and a log without a customer gives nothing.
    private static int greeting(List<Message> messages) {
        int instructions = 0;
        for (int i = 0; i < messages.size(); i++) {
            switch (messages.get(i)) {
                case Message.SystemPrompt prompt -> instructions = instructions == i ? i + 1 : instructions;
                case Message.User user -> {
                    return i;
                }
                case Message.Assistant assistant when assistant.toolCalls().isEmpty() -> {}
                case Message.Assistant calling -> {
                    return instructions;
                }
                case Message.Tool answer -> {
                    return instructions;
                }
            }
        }
        return instructions;
    }
}
