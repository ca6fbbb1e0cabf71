package dev.agentgym.agent;

import dev.agentgym.trace.Message;
import dev.agentgym.trace.ToolCall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/// What matters of a conversation for choosing the next action: what just happened, what was done, what the
/// customer said.
///
/// @param event what just happened: `start`, `opening` (the customer spoke first), `user`, or `ok:` and `refused:`
/// with the tool that answered
/// @param done the tools that have answered so far, refusals marked with `!`
/// @param asked what the agent said last, empty if it said nothing yet
/// @param said what the customer said last
/// @param goal what the customer said at the beginning, where people say what they want
record Moment(String event, SortedSet<String> done, String asked, String said, String goal) {

    /// The goal is in the first two messages: a greeting, then the matter.
    private static final int GOAL_MESSAGES = 2;

    static Moment of(List<Message> messages) {
        String event = "start";
        SortedSet<String> done = new TreeSet<>();
        Map<String, String> tools = new HashMap<>();
        String asked = "";
        List<String> said = new ArrayList<>();
        for (Message message : messages) {
            message.toolCalls().forEach(call -> tools.put(call.id(), call.name()));
            switch (message) {
                case Message.SystemPrompt prompt -> {}
                case Message.User user -> {
                    said.add(user.content());
                    event = asked.isEmpty() && done.isEmpty() ? "opening" : "user";
                }
                case Message.Assistant assistant -> asked = assistant.content().isBlank() ? asked : assistant.content();
                case Message.Tool tool -> {
                    event = (tool.isError() ? "refused:" : "ok:") + tool.name();
                    done.add((tool.isError() ? "!" : "") + tool.name());
                }
            }
        }
        String last = said.isEmpty() ? "" : said.getLast();
        String goal = String.join("\n", said.subList(0, Math.min(GOAL_MESSAGES, said.size())));
        return new Moment(event, done, asked, last, goal);
    }

    /// Whether the customer spoke last, so that their words decide.
    boolean customerSpoke() {
        return event.equals("user") || event.equals("opening");
    }

    /// How much the same was done, from 0 to 1: shared tools over all tools (Jaccard).
    double sameDeeds(Moment other) {
        if (done.isEmpty() && other.done.isEmpty()) {
            return 1;
        }
        long shared = done.stream().filter(other.done::contains).count();
        return (double) shared / (done.size() + other.done.size() - shared);
    }

    /// Whether one of the calls was made already, with the same arguments.
    static boolean repeats(List<Message> messages, List<ToolCall> calls) {
        return messages.stream()
                .flatMap(message -> message.toolCalls().stream())
                .anyMatch(made -> calls.stream()
                        .anyMatch(call -> call.name().equals(made.name())
                                && call.arguments().equals(made.arguments())));
    }
}
