package dev.agentgym.user;

import dev.agentgym.reward.Expectation;
import dev.agentgym.task.Fact;
import dev.agentgym.task.Mention;
import dev.agentgym.task.Readings;
import dev.agentgym.task.Task;
import dev.agentgym.task.Turn;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Exchange;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.Role;
import dev.agentgym.trace.ToolCall;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// One logged turn of a customer: what was said to them, and what they did with it. Immutable.
///
/// @param task the task whose log shows it
/// @param index its place among the turns of its log
/// @param turn the turn
/// @param act what they did
/// @param names of the facts that they gave
/// @param deed the tool of the first change that the agent made after it and before the customer's next yes; empty
/// if none
/// @param last whether they had nothing to say or to wait for afterwards
record Lesson(
        Task task, int index, Turn turn, DialogueAct act, Set<String> names, Optional<String> deed, boolean last) {

    /// The lessons of one log.
    static List<Lesson> of(Task task, Conversation conversation, Readings readings) {
        List<Turn> turns = Turn.of(conversation.messages());
        int lastCall = conversation.exchanges().stream()
                .mapToInt(Exchange::position)
                .max()
                .orElse(-1);
        List<DialogueAct> acts =
                turns.stream().map(turn -> act(task, turn, lastCall)).toList();
        List<Lesson> lessons = new ArrayList<>();
        for (int i = 0; i < turns.size(); i++) {
            Turn turn = turns.get(i);
            Set<String> names = names(task, turn.text());
            Optional<String> deed =
                    deed(task.expectation(), conversation, turn.message(), untilNextYes(turns, acts, i));
            boolean last = i + 1 == turns.size() && isOver(task, conversation, turn, readings);
            lessons.add(new Lesson(task, i, turn, acts.get(i), names, deed, last));
        }
        return List.copyOf(lessons);
    }

    /// Nobody who still waits for something says goodbye, whatever their words sound like.
    private static DialogueAct act(Task task, Turn turn, int lastCall) {
        boolean opens = turn.cue().isEmpty() || turn.text().contains(task.goal());
        DialogueAct act =
                DialogueAct.of(turn.text(), opens, !names(task, turn.text()).isEmpty());
        return act == DialogueAct.CLOSE && turn.message() < lastCall ? DialogueAct.TELL : act;
    }

    private static int untilNextYes(List<Turn> turns, List<DialogueAct> acts, int index) {
        for (int i = index + 1; i < turns.size(); i++) {
            if (acts.get(i) == DialogueAct.AGREE) {
                return turns.get(i).message();
            }
        }
        return Integer.MAX_VALUE;
    }

    private static Set<String> names(Task task, String text) {
        return task.facts().stream()
                .filter(fact -> Mention.of(text, fact.value()).isPresent())
                .map(Fact::name)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Optional<String> deed(Expectation expectation, Conversation conversation, int from, int to) {
        Set<String> tools = expectation.actions().stream().map(ToolCall::name).collect(Collectors.toSet());
        return conversation.exchanges().stream()
                .filter(each -> each.position() > from && each.position() < to && each.caller() == Role.ASSISTANT)
                .map(each -> each.call().name())
                .filter(tools::contains)
                .findFirst();
    }

    /// Whether after the last turn no tool is called and nothing is told that the customer waits for.
    private static boolean isOver(Task task, Conversation conversation, Turn turn, Readings readings) {
        boolean called = conversation.exchanges().stream()
                .map(Exchange::position)
                .anyMatch(position -> position > turn.message());
        String after = conversation
                .messages()
                .subList(turn.message(), conversation.messages().size())
                .stream()
                .filter(message -> message instanceof Message.Assistant)
                .map(Message::text)
                .collect(Collectors.joining("\n"));
        return !called
                && task.expectation().communications().stream()
                        .noneMatch(value -> readings.mention(after, value).isPresent());
    }

    /// What the agent had said, its last message at the end.
    String cue() {
        return String.join("\n", turn.cue());
    }

    /// The last message of what the agent had said; empty where the customer speaks first.
    String lastCue() {
        return turn.cue().isEmpty() ? "" : turn.cue().getLast();
    }
}
