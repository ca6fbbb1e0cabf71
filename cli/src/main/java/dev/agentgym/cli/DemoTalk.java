package dev.agentgym.cli;

import dev.agentgym.Gym;
import dev.agentgym.agent.AgentException;
import dev.agentgym.agent.Chat;
import dev.agentgym.agent.Reply;
import dev.agentgym.reward.Judged;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Message;
import java.util.List;
import java.util.Optional;

/// Plays a logged customer's words to the agent of a gym and scores what it answers.
///
/// @param gym the gym, which has not seen this customer's conversation
/// @param console where it is shown
record DemoTalk(Gym gym, Console console) {

    private static final int MAX_TURNS = 6;

    void play(Conversation logged) {
        heading("4 Talk: the words of a customer whose conversation (" + logged.id() + ") the gym has not seen");
        Chat chat = gym.queryAgent().chat();
        List<Message> messages = logged.messages();
        Optional<Judged> last = Optional.empty();
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
                    last = Optional.of(Judged.of(reply.get().text(), expected.get()));
                }
            }
        }
        last.ifPresent(this::score);
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
        heading("5 Reward: the last reply against what the human agent said there");
        console.print("expected: " + judged.groundTruth().orElse(""));
        console.print("said:     " + judged.response());
        RewardCommand.print(gym.rewardFunction().judge(judged), console);
        String untrue = "I'm sorry, " + judged.groundTruth().orElse("") + " That was not done.";
        console.print("");
        console.print("and a reply that repeats those words but takes them back:");
        console.print("said:     " + untrue);
        RewardCommand.print(
                gym.rewardFunction()
                        .judge(Judged.of(untrue, judged.groundTruth().orElse(""))),
                console);
    }

    private void heading(String text) {
        console.print("");
        console.print(console.colour("== " + text, Console.Colour.BOLD));
    }
}
