package dev.agentgym.user;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.task.Task;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How much like the logged customers the simulated ones are. Immutable.
///
/// @param asLogged with the words of their own logs, as they are in use
/// @param withoutLog where they may not look at their own log but for its first words, so that they have to
/// understand the agent by what other customers did: what remains when an agent says everything in a way of its own
public record UserCard(Portrait asLogged, Portrait withoutLog) {

    /// Replays the agents of logs to the customers of tasks.
    ///
    /// @param traces the conversations that the tasks were mined from
    /// @param tasks those to measure on; decisions in the middle of a conversation are left out
    public static UserCard measure(LoggedCustomer customer, List<Conversation> traces, List<Task> tasks) {
        Map<String, Conversation> logs = new LinkedHashMap<>();
        traces.forEach(conversation -> logs.putIfAbsent(conversation.id(), conversation));
        PortraitPainter scripted = new PortraitPainter();
        PortraitPainter unscripted = new PortraitPainter();
        for (Task task : tasks) {
            if (task.decision().isEmpty()) {
                Conversation log = logs.getOrDefault(task.conversation(), NOTHING);
                List<Lesson> script = customer.script(task);
                scripted.replay(task, log, script, customer.visit(task, SEED));
                unscripted.replay(task, log, script, customer.visitWithoutScript(task, SEED));
            }
        }
        return new UserCard(scripted.portrait(), unscripted.portrait());
    }

    private static final long SEED = 1;
    private static final Conversation NOTHING = Conversation.of("none", List.of(), Outcome.UNKNOWN);

    /// The card as the file `cards/user.json` holds it.
    public ObjectNode toJson() {
        ObjectNode json = Json.object();
        json.set("as_logged", asLogged.toJson());
        json.set("without_own_log", withoutLog.toJson());
        return json;
    }
}
