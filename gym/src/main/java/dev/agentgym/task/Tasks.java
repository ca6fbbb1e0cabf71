package dev.agentgym.task;

import dev.agentgym.trace.Json;
import dev.agentgym.trace.TraceException;
import dev.agentgym.trace.TraceWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The tasks of a set of logs. Immutable.
///
/// @param all those that can be used, in the order of the logs
/// @param setAside those that cannot, and why
public record Tasks(List<Task> all, List<SetAside> setAside) {

    /// Copies the lists.
    public Tasks {
        all = List.copyOf(all);
        setAside = List.copyOf(setAside);
    }

    /// Those of one part of the split.
    public List<Task> of(Task.Part part) {
        return all.stream().filter(task -> task.part() == part).toList();
    }

    /// Those that begin with a conversation, without the decisions in the middle of one.
    public List<Task> whole() {
        return all.stream().filter(task -> task.decision().isEmpty()).toList();
    }

    /// A task by its id.
    public Optional<Task> find(String id) {
        return all.stream().filter(task -> task.id().equals(id)).findFirst();
    }

    /// Writes them as JSON lines, whole or not at all: first the tasks, then what was set aside. The same tasks
    /// give the same bytes.
    ///
    /// @throws TraceException when the file cannot be written
    public void write(Path file) {
        try (TraceWriter writer = TraceWriter.create(file)) {
            all.forEach(task -> writer.write(TaskFormat.toJson(task)));
            setAside.forEach(aside -> writer.write(TaskFormat.toJson(aside)));
            writer.commit();
        }
    }

    /// Reads what [#write] wrote: equal tasks.
    ///
    /// @throws TraceException with file, line and reason where a line is no task
    public static Tasks read(Path file) {
        List<Task> tasks = new ArrayList<>();
        List<SetAside> setAside = new ArrayList<>();
        int number = 0;
        for (String line : lines(file)) {
            number++;
            try {
                TaskFormat.read(Json.parse(line), tasks, setAside);
            } catch (TraceException e) {
                throw new TraceException(file + ", line " + number + ": " + e.getMessage(), e);
            }
        }
        return new Tasks(tasks, setAside);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new TraceException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
