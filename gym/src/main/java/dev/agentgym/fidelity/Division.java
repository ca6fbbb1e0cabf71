package dev.agentgym.fidelity;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.CustomerKeys;
import dev.agentgym.trace.Split;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/// How conversations are divided into those to learn from and those to measure on; each asks another question.
public enum Division {
    /// By chance: more of the same, with customers and tasks on both sides.
    CONVERSATION,
    /// All conversations of a customer on one side: customers that the mocker never met.
    CUSTOMER,
    /// All conversations of a task on one side: what nobody asked for before.
    TASK,
    /// What came later is measured: the world moves on.
    TIME,
    /// The caller gave the conversations to measure on.
    GIVEN;

    /// Those that divide one set of traces, in the order in which they are shown.
    public static final List<Division> OF_TRACES = List.of(CONVERSATION, CUSTOMER, TASK, TIME);

    private static final double HELD_OUT = 0.2;

    /// Where metadata usually names the task.
    private static final List<String> TASK_NAMES = List.of("task_id", "task", "scenario_id", "scenario");

    /// Two sides, or why there are none.
    sealed interface Sides {
        /// They can be told apart.
        record Divided(Split split) implements Sides {}

        /// They cannot.
        record Impossible(String reason) implements Sides {}
    }

    Sides divide(List<Conversation> traces, long seed) {
        return switch (this) {
            case CONVERSATION -> checked(Split.byConversation(traces, HELD_OUT, seed));
            case CUSTOMER -> byCustomer(traces, seed);
            case TASK -> byTask(traces, seed);
            case TIME -> byTime(traces);
            case GIVEN -> new Sides.Impossible("the conversations to measure on are not given");
        };
    }

    private static Sides byCustomer(List<Conversation> traces, long seed) {
        CustomerKeys customers = CustomerKeys.usual();
        boolean known = traces.stream().anyMatch(one -> !customers.of(one).isEmpty());
        return known
                ? checked(Split.byCustomer(traces, HELD_OUT, seed, customers))
                : new Sides.Impossible("no conversation names its customer");
    }

    private static Sides byTask(List<Conversation> traces, long seed) {
        boolean known = traces.stream().anyMatch(one -> !tasks(one).isEmpty());
        return known
                ? checked(Split.byCustomer(traces, HELD_OUT, seed, Division::tasks))
                : new Sides.Impossible("no conversation names its task in metadata.task_id");
    }

    private static Set<String> tasks(Conversation conversation) {
        Set<String> tasks = new TreeSet<>();
        for (String name : TASK_NAMES) {
            JsonNode value = conversation.metadata().path(name);
            if (tasks.isEmpty() && value.isValueNode() && !value.asText().isBlank()) {
                tasks.add(value.asText());
            }
        }
        return tasks;
    }

    private static Sides byTime(List<Conversation> traces) {
        boolean dated = traces.stream().anyMatch(one -> one.startedAt().isPresent());
        return dated
                ? checked(Split.byTime(traces, HELD_OUT))
                : new Sides.Impossible("no conversation has a timestamp");
    }

    private static Sides checked(Split split) {
        if (split.train().isEmpty() || split.test().isEmpty()) {
            return new Sides.Impossible("all conversations fall on one side");
        }
        boolean calls = split.test().stream().anyMatch(one -> !one.exchanges().isEmpty());
        return calls ? new Sides.Divided(split) : new Sides.Impossible("no conversation that is held out calls a tool");
    }

    /// The spelling in JSON and on the command line.
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
