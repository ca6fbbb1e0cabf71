package dev.agentgym.bench;

import dev.agentgym.task.Task;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Message;
import dev.agentgym.user.Customer;
import dev.agentgym.user.Utterance;
import dev.agentgym.user.Visit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the words of the log off, whatever the agent does: a customer that costs nothing.
///
/// @param traces the logged conversations by id
record ScriptedCustomer(Map<String, Conversation> traces) implements Customer {

    @Override
    public Visit visit(Task task, long seed) {
        List<String> words = Optional.ofNullable(traces.get(task.conversation()))
                .map(logged -> logged
                        .messages()
                        .subList(task.start(), logged.messages().size())
                        .stream()
                        .filter(Message.User.class::isInstance)
                        .map(Message::text)
                        .toList())
                .orElse(List.of());
        return new Reading(words, 0);
    }

    @Override
    public String name() {
        return "scripted";
    }

    private static final class Reading implements Visit {

        private final List<String> words;
        private int next;

        Reading(List<String> words, int next) {
            this.words = words;
            this.next = next;
        }

        @Override
        public Utterance next(List<Message> conversation) {
            String said = next < words.size() ? words.get(next) : "";
            next++;
            return new Utterance(said, next >= words.size(), Optional.empty());
        }

        @Override
        public Visit branch() {
            return new Reading(words, next);
        }
    }
}
