package dev.agentgym;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.reward.RewardFunction;
import dev.agentgym.task.TaskAudit;
import dev.agentgym.task.TaskMiner;
import dev.agentgym.task.Tasks;
import dev.agentgym.tool.ToolMocker;
import dev.agentgym.trace.Conversation;
import java.util.List;

/// The tasks of a gym and what their audit found.
///
/// @param tasks those that passed, and the others with the reason
/// @param card the findings, as the file in the gym's folder has them
record Mined(Tasks tasks, JsonNode card) {

    /// @param rule tells successes
    static Mined of(TaskMiner miner, List<Conversation> traces, ToolMocker tools, RewardFunction rule) {
        TaskAudit audit = TaskAudit.of(miner.tasks(), traces, tools, rule);
        return new Mined(audit.tasks(), audit.card().toJson());
    }
}
