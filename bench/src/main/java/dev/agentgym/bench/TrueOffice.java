package dev.agentgym.bench;

import dev.agentgym.agent.Agent;
import dev.agentgym.environment.Action;
import dev.agentgym.environment.Limits;
import dev.agentgym.environment.Observation;
import dev.agentgym.environment.Opening;
import dev.agentgym.examples.customerservice.office.BackOffice;
import dev.agentgym.examples.customerservice.office.ToolAnswer;
import dev.agentgym.task.Task;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Details;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.ToolCall;
import dev.agentgym.trace.ToolSchema;
import dev.agentgym.user.Customer;
import dev.agentgym.user.Utterance;
import dev.agentgym.user.Visit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The office itself, as it was when a conversation began, in the place of mocked tools: the same agent and the
/// same simulated customer play the same task, and what counts is what the office holds in the end. Not
/// thread-safe.
final class TrueOffice implements AutoCloseable {

    private static final Limits LIMITS = Limits.DEFAULT;

    private final BackOffice office;
    private final Task task;
    private final List<String> wanted;

    private TrueOffice(BackOffice office, Task task, List<String> wanted) {
        this.office = office;
        this.task = task;
        this.wanted = wanted;
    }

    /// The office for a task; empty where it refuses what the log did, since another conversation went on at the
    /// same time.
    ///
    /// @param office as it was at the start; it is copied
    static Optional<TrueOffice> of(BackOffice office, Task task) {
        try (BackOffice reference = office.copy()) {
            for (ToolCall action : task.expectation().actions()) {
                if (reference.call(action.name(), action.arguments().deepCopy()).isError()) {
                    return Optional.empty();
                }
            }
            return Optional.of(new TrueOffice(office.copy(), task, reference.holdings()));
        }
    }

    /// Whether the office holds in the end what it has to.
    boolean plays(Agent agent, Customer customer, Conversation logged, List<ToolSchema> tools, long seed) {
        try (BackOffice copy = office.copy()) {
            Episode episode = new Episode(copy, customer.visit(task, seed), tools);
            episode.messages.addAll(logged.messages().subList(0, Opening.length(logged, task)));
            episode.play(agent);
            return copy.holdings().equals(wanted);
        }
    }

    @Override
    public void close() {
        office.close();
    }

    /// One episode.
    private static final class Episode {

        private final BackOffice office;
        private final Visit visit;
        private final List<ToolSchema> tools;
        private final List<Message> messages = new ArrayList<>();
        private int turns;
        private int calls;
        private boolean over;

        Episode(BackOffice office, Visit visit, List<ToolSchema> tools) {
            this.office = office;
            this.visit = visit;
            this.tools = tools;
        }

        void play(Agent agent) {
            customerSpeaks();
            over = false;
            while (!over && turns < LIMITS.turns() && calls < LIMITS.toolCalls()) {
                switch (agent.next(new Observation(List.copyOf(messages), tools))) {
                    case Action.Say say -> {
                        turns++;
                        messages.add(Message.Assistant.says(say.text()));
                        customerSpeaks();
                    }
                    case Action.CallTools made -> call(made.calls());
                    case Action.Finish finish -> over = true;
                }
            }
        }

        private void customerSpeaks() {
            Utterance said = visit.next(List.copyOf(messages));
            if (!said.text().isBlank()) {
                messages.add(Message.User.says(said.text()));
            }
            over = said.leaves();
        }

        private void call(List<ToolCall> made) {
            messages.add(Message.Assistant.calls(made));
            for (ToolCall call : made) {
                calls++;
                ToolAnswer answer = office.call(call.name(), call.arguments().deepCopy());
                messages.add(new Message.Tool(call.id(), call.name(), answer.result(), answer.isError(), Details.NONE));
            }
        }
    }
}
