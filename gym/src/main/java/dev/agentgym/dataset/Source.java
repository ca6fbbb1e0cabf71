package dev.agentgym.dataset;

import dev.agentgym.task.Task;
import dev.agentgym.task.Tasks;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.ToolSchema;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Where rows come from: always the same, in the same order.
public interface Source {

    /// What a gym is made of.
    ///
    /// @param name how rows call it
    /// @param traces its conversations
    /// @param tasks its tasks
    /// @param tools what agents are told of its tools
    record Logs(String name, List<Conversation> traces, Tasks tasks, List<ToolSchema> tools) {

        /// Copies the lists.
        public Logs {
            traces = List.copyOf(traces);
            tools = List.copyOf(tools);
        }
    }

    /// The conversations and tasks of a gym.
    static Source logs(Logs logs) {
        return new LogSource(logs);
    }

    /// Files of rollouts.
    ///
    /// @param name how rows call the gym that they were played in
    /// @param files files that `agent-gym rollout` wrote
    /// @param gym what the gym is made of, for declarations of tools and for ground truth
    static Source rollouts(String name, List<Path> files, Optional<Logs> gym) {
        return new RolloutSource(name, files, gym);
    }

    /// How rows call the gym.
    String name();

    /// Declarations for conversations that bring none; empty where nobody knows them.
    List<ToolSchema> tools();

    /// The tasks by id, as far as they are known.
    Map<String, Task> tasks();

    /// Hands over every conversation, one at a time.
    ///
    /// @throws dev.agentgym.trace.TraceException when a file cannot be read
    void samples(Consumer<Sample> to);

    /// Hands over the conversations of each task together, in the order in which the tasks come first. What belongs
    /// to no task is alone.
    ///
    /// @param step called for each conversation that has to be looked at before the first of them is handed over
    /// @throws dev.agentgym.trace.TraceException when a file cannot be read
    void siblings(Consumer<List<Sample>> to, Runnable step);

    /// Hands over how every task begins.
    ///
    /// @param decisions single decisions instead of whole conversations, where there is a choice
    /// @param step called for each conversation that has to be looked at before the first prompt is handed over
    /// @throws dev.agentgym.trace.TraceException when a file cannot be read
    void prompts(boolean decisions, Consumer<Prompt> to, Runnable step);
}
