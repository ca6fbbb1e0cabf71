package dev.agentgym.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentgym.trace.TraceException;
import dev.agentgym.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TasksTest {

    private static Tasks tasks() {
        return TaskMiner.mine(Desk.logs(), World.induce(Desk.logs()));
    }

    @Test
    void what_is_read_equals_what_was_written(@TempDir Path folder) {
        Tasks tasks = tasks();
        tasks.write(folder.resolve("tasks.jsonl"));

        assertThat(Tasks.read(folder.resolve("tasks.jsonl"))).isEqualTo(tasks);
    }

    @Test
    void the_same_logs_give_the_same_bytes(@TempDir Path folder) throws IOException {
        tasks().write(folder.resolve("one.jsonl"));
        tasks().write(folder.resolve("two.jsonl"));

        assertThat(Files.readAllBytes(folder.resolve("one.jsonl")))
                .isEqualTo(Files.readAllBytes(folder.resolve("two.jsonl")));
    }

    @Test
    void a_line_that_is_no_task_is_named_with_its_number(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("tasks.jsonl");
        Files.writeString(file, "{\"set_aside\":\"a\",\"reason\":\"b\"}\n{\"task_id\":7}\n");

        assertThatThrownBy(() -> Tasks.read(file))
                .isInstanceOf(TraceException.class)
                .hasMessageContaining("line 2")
                .hasMessageContaining("task_id");
    }
}
