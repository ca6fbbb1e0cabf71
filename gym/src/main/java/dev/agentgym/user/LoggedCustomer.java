package dev.agentgym.user;

import dev.agentgym.task.Task;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Message;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Says what the customer in the log said, one message after the other, whatever the agent does: right for replaying
/// a log, deaf to everybody else. Immutable and safe to share.
///
/// @param traces the logged conversations by id
public record LoggedCustomer(Map<String, Conversation> traces) implements Customer {

    /// Throws nothing for a task of other logs: such a customer leaves at once.
    @Override
    public Visit visit(Task task, long seed) {
        List<String> words = Optional.ofNullable(traces.get(task.conversation()))
                .map(logged -> logged.messages().subList(task.start(), logged.messages().size()).stream()
                        .filter(Message.User.class::isInstance)
                        .map(Message::text)
                        .filter(text -> !text.isBlank())
                        .toList())
                .orElse(List.of());
        return new Reading(words, 0);
    }

    @Override
    public String name() {
        return "logged";
    }

    /// Reads the words off, one after the other.
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
