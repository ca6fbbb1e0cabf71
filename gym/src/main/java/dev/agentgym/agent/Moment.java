package dev.agentgym.agent;

import dev.agentgym.trace.Message;
import dev.agentgym.trace.ToolCall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What matters of a conversation for choosing the next action: what just happened, what was done, what the
/// customer said.
///
/// @param event what just happened: `start`, `opening` (the customer spoke first), `user`, or `ok:` and `refused:`
/// with the tool that answered
/// @param done the tools that have answered so far, refusals marked with `!`
/// @param asked what the agent said last, empty if it said nothing yet
/// @param said what the customer said last
/// @param goal what the customer wants: the last matter that they brought up in many words, else what they said at
/// the beginning, where people say it
/// @param shown what the latest answer of a tool is like, as [Marks] tell it; empty before there is one
record Moment(String event, SortedSet<String> done, String asked, String said, String goal, SortedSet<String> shown) {

    /// The goal is in the first two messages: a greeting, then the matter.
    private static final int GOAL_MESSAGES = 2;

    /// Who says so much brings up a matter.
    private static final int MATTER_WORDS = 7;

    /// Who gives a number or an address says nothing of what they want.
    private static final Pattern VALUES = Pattern.compile("\\S*[\\d@]\\S*");

    static Moment of(List<Message> messages) {
        String event = "start";
        SortedSet<String> done = new TreeSet<>();
        Map<String, String> tools = new HashMap<>();
        String asked = "";
        SortedSet<String> shown = new TreeSet<>();
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
                    shown = Marks.of(tool);
                }
            }
        }
        String last = said.isEmpty() ? "" : said.getLast();
        return new Moment(event, done, asked, last, goal(said), shown);
    }

    /// What they want: the last that took them many words, else how they began.
    private static String goal(List<String> said) {
        List<String> plain = said.stream()
                .map(text -> VALUES.matcher(text).replaceAll(" ").strip())
                .toList();
        return plain.reversed().stream()
                .filter(text -> text.split("\\s+", -1).length >= MATTER_WORDS)
                .findFirst()
                .orElseGet(() -> plain.stream()
                        .limit(GOAL_MESSAGES)
                        .filter(text -> !text.isEmpty())
                        .collect(Collectors.joining("\n")));
    }

    /// Whether the customer spoke last, so that their words decide.
    boolean customerSpoke() {
        return event.equals("user") || event.equals("opening");
    }

    /// How much the same was done, from 0 to 1.
    double sameDeeds(Moment other) {
        return shared(done, other.done);
    }

    /// How much alike the latest answers of tools are, from 0 to 1.
    double sameAnswer(Moment other) {
        return shared(shown, other.shown);
    }

    /// Shared things over all things (Jaccard).
    private static double shared(Set<String> one, Set<String> other) {
        if (one.isEmpty() && other.isEmpty()) {
            return 1;
        }
        long shared = one.stream().filter(other::contains).count();
        return (double) shared / (one.size() + other.size() - shared);
    }

    /// Whether one of the calls was made already, with the same arguments. One that was refused may be made again
    /// after another tool did what was asked of it, for then the reason may be gone.
    static boolean repeats(List<Message> messages, List<ToolCall> calls) {
        Map<String, ToolCall> made = new HashMap<>();
        List<ToolCall> standing = new ArrayList<>();
        List<ToolCall> refused = new ArrayList<>();
        for (Message message : messages) {
            message.toolCalls().forEach(call -> made.put(call.id(), call));
            if (message instanceof Message.Tool tool && made.containsKey(tool.callId())) {
                if (!tool.isError()) {
                    refused.clear();
                }
                (tool.isError() ? refused : standing).add(made.get(tool.callId()));
            }
        }
        standing.addAll(refused);
        return standing.stream().anyMatch(one -> calls.stream().anyMatch(call -> same(one, call)));
    }

    private static boolean same(ToolCall one, ToolCall other) {
        return one.name().equals(other.name()) && one.arguments().equals(other.arguments());
    }
}
