package dev.agentgym.agent;

import dev.agentgym.environment.Action;
import dev.agentgym.environment.Observation;
import dev.agentgym.environment.Opening;
import dev.agentgym.task.Task;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Message;
import java.util.ArrayList;
import java.util.List;

/// Does what the agent in the log did, whatever the customer says. Immutable and safe to share.
///
/// Words that the logged agent said before a call, without waiting for an answer, go in front of its next words to
/// the customer: an action either speaks or calls. After its last logged action it ends the conversation.
public final class LoggedAgent implements Agent {

    private final String conversation;
    private final int given;
    private final List<Action> actions;

    private LoggedAgent(String conversation, int given, List<Action> actions) {
        this.conversation = conversation;
        this.given = given;
        this.actions = actions;
    }

    /// The agent of a task's log.
    public static LoggedAgent of(Conversation logged, Task task) {
        int from = Opening.length(logged, task);
        List<Message> messages = logged.messages();
        return new LoggedAgent(
                logged.id(),
                assistants(messages.subList(0, from)),
                actions(messages.subList(from, messages.size()), "log " + logged.id()));
    }

    private static int assistants(List<Message> messages) {
        return (int)
                messages.stream().filter(Message.Assistant.class::isInstance).count();
    }

    private static List<Action> actions(List<Message> messages, String because) {
        List<Action> actions = new ArrayList<>();
        StringBuilder kept = new StringBuilder();
        for (int i = 0; i < messages.size(); i++) {
            if (messages.get(i) instanceof Message.Assistant assistant) {
                kept.append(kept.isEmpty() || assistant.content().isBlank() ? "" : "\n")
                        .append(assistant.content());
                boolean goesOn = i + 1 < messages.size() && messages.get(i + 1) instanceof Message.Assistant;
                if (!assistant.toolCalls().isEmpty()) {
                    actions.add(new Action.CallTools(assistant.toolCalls(), because));
                } else if (!goesOn) {
                    actions.add(new Action.Say(kept.toString(), because));
                    kept.setLength(0);
                }
            }
        }
        boolean lastWord = !messages.isEmpty() && messages.getLast() instanceof Message.Assistant;
        if (lastWord && !actions.isEmpty() && actions.getLast() instanceof Action.Say(String text, String why)) {
            actions.set(actions.size() - 1, new Action.Finish(text, why));
        } else {
            actions.add(new Action.Finish(kept.toString(), because + " has no more actions"));
        }
        return List.copyOf(actions);
    }

    @Override
    public Action next(Observation observation) {
        int done = assistants(observation.messages()) - given;
        if (done < 0) {
            throw new AgentException("the agent of log " + conversation
                    + " was asked in another conversation; play the task that it was made for");
        }
        return actions.get(Math.min(done, actions.size() - 1));
    }

    @Override
    public String name() {
        return "logged";
    }
}
