package dev.agentgym.dataset;

import dev.agentgym.environment.EpisodeSetting;
import dev.agentgym.task.Task;
import dev.agentgym.task.TaskMiner;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.ToolSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// The conversations of a gym. Immutable.
///
/// A conversation belongs to the part of the split to which its task belongs. One that became no task belongs to
/// the part of its customer, so that nobody learns from a customer that they are tested on.
///
/// @param logs what the gym is made of
record LogSource(Logs logs) implements Source {

    @Override
    public String name() {
        return logs.name();
    }

    @Override
    public List<ToolSchema> tools() {
        return logs.tools();
    }

    @Override
    public Map<String, Task> tasks() {
        Map<String, Task> tasks = new LinkedHashMap<>();
        logs.tasks().all().forEach(task -> tasks.put(task.id(), task));
        return tasks;
    }

    @Override
    public void samples(Consumer<Sample> to) {
        Map<String, Task.Part> parts = new LinkedHashMap<>();
        TaskMiner.tested(logs.traces()).forEach(id -> parts.put(id, Task.Part.TEST));
        logs.tasks().all().forEach(task -> parts.put(task.conversation(), task.part()));
        logs.traces().forEach(each -> to.accept(Sample.of(each, parts.getOrDefault(each.id(), Task.Part.TRAIN))));
    }

    @Override
    public void siblings(Consumer<List<Sample>> to, Runnable step) {
        Map<String, List<Sample>> families = new LinkedHashMap<>();
        samples(sample -> families.computeIfAbsent(sample.family(), unseen -> new ArrayList<>())
                .add(sample));
        families.values().forEach(to);
    }

    @Override
    public void prompts(boolean decisions, Consumer<Prompt> to, Runnable step) {
        Map<String, Conversation> byId = EpisodeSetting.byId(logs.traces());
        for (Task task : logs.tasks().all()) {
            Conversation logged = byId.get(task.conversation());
            if (logged != null && task.decision().isPresent() == decisions) {
                to.accept(Prompt.of(task, logged));
            }
        }
    }
}
