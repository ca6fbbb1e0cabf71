package dev.agentgym.environment;

import dev.agentgym.task.Task;
import dev.agentgym.tool.Faults;
import dev.agentgym.tool.ToolMocker;
import dev.agentgym.tool.ToolSession;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.ToolSchema;
import dev.agentgym.user.Customer;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// All that the episodes of a gym share. Immutable and safe to share.
///
/// @param traces the logged conversations by id, from which tasks were mined
/// @param tools the mocked tools
/// @param declarations what the agent is told of them
/// @param customer plays the customers
/// @param judge says what an episode was worth
/// @param rules how episodes are played
/// @param clock the machine's time, which only [Limits#time] looks at
public record EpisodeSetting(
        Map<String, Conversation> traces,
        ToolMocker tools,
        List<ToolSchema> declarations,
        Customer customer,
        Judge judge,
        Rules rules,
        InstantSource clock) {

    /// Copies the declarations.
    public EpisodeSetting {
        declarations = List.copyOf(declarations);
    }

    /// Conversations by their ids.
    public static Map<String, Conversation> byId(List<Conversation> traces) {
        Map<String, Conversation> byId = new LinkedHashMap<>();
        traces.forEach(conversation -> byId.put(conversation.id(), conversation));
        return byId;
    }

    /// The same with other rules.
    public EpisodeSetting with(Rules other) {
        return new EpisodeSetting(traces, tools, declarations, customer, judge, other, clock);
    }

    /// The same with another customer.
    public EpisodeSetting with(Customer other) {
        return new EpisodeSetting(traces, tools, declarations, other, judge, rules, clock);
    }

    /// The conversation that a task was mined from.
    ///
    /// @throws IllegalArgumentException when it is not there
    Conversation logged(Task task) {
        Conversation logged = traces.get(task.conversation());
        if (logged == null) {
            throw new IllegalArgumentException("task " + task.id() + " was mined from conversation "
                    + task.conversation() + ", which this gym does not have; use the tasks of the gym itself");
        }
        if (task.start() < 0 || task.start() >= logged.messages().size()) {
            throw new IllegalArgumentException("task " + task.id() + " begins at message " + task.start()
                    + " of conversation " + logged.id() + ", which has messages 0 to "
                    + (logged.messages().size() - 1) + "; use the tasks of the gym itself");
        }
        return logged;
    }

    /// The tools as they stand when an episode begins.
    ToolSession start(Task task, long seed) {
        Faults faults = rules.faults();
        ToolSession session = faults.equals(Faults.NONE)
                ? tools.session(rules.strictness(), seed)
                : tools.session(rules.strictness(), faults.withSeed(31 * faults.seed() + seed));
        session.observe(logged(task), task.start());
        return session;
    }
}
