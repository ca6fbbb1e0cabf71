package dev.agentgym.cli;

import dev.agentgym.Gym;
import dev.agentgym.agent.AgentException;
import dev.agentgym.agent.Chat;
import dev.agentgym.agent.Reply;
import dev.agentgym.reward.Judged;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Message;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Plays a logged customer's words to the agent of a gym and scores what it answers.
///
/// @param gym the gym, which has not seen this customer's conversation
/// @param console where it is shown
record DemoTalk(Gym gym, Console console) {

    private static final int MAX_TURNS = 6;

    private static final Pattern DIGIT = Pattern.compile("\\d");

    void play(Conversation logged) {
        heading("4 Talk: the words of a customer whose conversation (" + logged.id() + ") the gym has not seen");
        Chat chat = gym.queryAgent().chat();
        List<Message> messages = logged.messages();
        List<Judged> judged = new ArrayList<>();
        int turns = 0;
        for (int i = 0; i < messages.size() && turns < MAX_TURNS; i++) {
            if (messages.get(i) instanceof Message.User user && !user.content().isBlank()) {
                turns++;
                console.print("customer> " + user.content());
                Optional<Reply> reply = say(chat, user.content());
                if (reply.isEmpty()) {
                    return;
                }
                ReplyText.print(reply.get(), console);
                Optional<String> expected = answerAfter(messages, i);
                if (expected.isPresent()) {
                    judged.add(Judged.of(reply.get().text(), expected.get()));
                }
            }
        }
        judged.stream().max(Comparator.comparingLong(DemoTalk::telling)).ifPresent(this::score);
    }

    private Optional<Reply> say(Chat chat, String text) {
        try {
            return Optional.of(chat.say(text));
        } catch (AgentException e) {
            console.error(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static Optional<String> answerAfter(List<Message> messages, int position) {
        return messages.subList(position + 1, messages.size()).stream()
                .takeWhile(message -> !(message instanceof Message.User))
                .filter(Message.Assistant.class::isInstance)
                .map(Message::text)
                .filter(text -> !text.isBlank())
                .reduce((first, second) -> second);
    }

    private void score(Judged judged) {
        String expected = judged.groundTruth().orElse("");
        heading("5 Reward: the agent's most telling reply against what the human agent said there");
        console.print("expected: " + expected);
        print(judged.response(), expected);
        String untrue = withAnotherNumber(expected);
        if (!untrue.equals(expected)) {
            console.print("");
            console.print("and the expected words with one digit changed:");
            print(untrue, expected);
        }
    }

    private void print(String response, String expected) {
        console.print("said:     " + response);
        RewardCommand.print(gym.rewardFunction().judge(Judged.of(response, expected)), console);
    }

    /// Changes the first digit, so that everything is right but one number.
    private static String withAnotherNumber(String text) {
        Matcher digit = DIGIT.matcher(text);
        return digit.find() ? digit.replaceFirst(String.valueOf((digit.group().charAt(0) - '0' + 1) % 10)) : text;
    }

    /// How much can be checked in the expected reply: its digits.
    private static long telling(Judged judged) {
        return judged.groundTruth()
                .orElse("")
                .chars()
                .filter(Character::isDigit)
                .count();
    }

    private void heading(String text) {
        console.print("");
        console.print(console.colour("== " + text, Console.Colour.BOLD));
    }
}
