package dev.agentgym.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentgym.environment.Desk;
import dev.agentgym.trace.TraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RolloutFileTest {

    private static final List<Assignment> PLAN = Assignment.plan(Desk.tasks(), 30, 2, 5);

    @TempDir
    private Path folder;

    private static RolloutRunner runner(int threads, long decisions) {
        return new RolloutRunner(
                Desk::environment,
                RolloutRunnerTest.RANDOM,
                new RolloutSettings(threads, Duration.ofSeconds(20), 0, decisions, Duration.ofHours(1)));
    }

    private Path whole(String name, int threads) {
        Path path = folder.resolve(name);
        try (RolloutFile file = RolloutFile.create(path)) {
            runner(threads, Long.MAX_VALUE).run(PLAN, file, (rollout, done, all) -> {});
            file.finish(PLAN);
        }
        return path;
    }

    private void goOn(Path path, int threads) {
        try (RolloutFile file = RolloutFile.resume(path, PLAN, "random")) {
            assertThat(runner(threads, Long.MAX_VALUE).run(PLAN, file, (rollout, done, all) -> {}))
                    .isEqualTo(30);
            file.finish(PLAN);
        }
    }

    @Test
    void threads_do_not_change_a_byte() {
        assertThat(whole("sixteen.jsonl", 16)).hasSameBinaryContentAs(whole("one.jsonl", 1));
    }

    @Test
    void what_is_read_is_what_was_run() {
        assertThat(RolloutFile.read(whole("some.jsonl", 2)))
                .isEqualTo(runner(1, Long.MAX_VALUE).run(PLAN));
    }

    // Killed at any byte, nothing may be lost that was whole, and nothing may stand there twice.
    @Test
    void a_run_that_was_killed_anywhere_ends_with_the_same_bytes() throws IOException {
        byte[] all = Files.readAllBytes(whole("whole.jsonl", 2));
        for (int cut = 0; cut <= all.length; cut += Math.max(1, all.length / 7)) {
            Path killed = folder.resolve("killed" + cut + ".jsonl");
            Files.write(killed, Arrays.copyOf(all, cut));
            goOn(killed, 2);
            assertThat(killed).hasBinaryContent(all);
        }
    }

    @Test
    void episodes_that_are_there_are_not_played_again() {
        Path path = folder.resolve("budget.jsonl");
        try (RolloutFile file = RolloutFile.create(path)) {
            assertThat(runner(1, 5).run(PLAN, file, (rollout, done, all) -> {})).isLessThan(30);
        }
        List<String> before = RolloutFile.read(path).stream().map(Rollout::id).toList();
        List<String> played = new ArrayList<>();
        try (RolloutFile file = RolloutFile.resume(path, PLAN, "random")) {
            runner(1, Long.MAX_VALUE).run(PLAN, file, (rollout, done, all) -> played.add(rollout.id()));
        }
        assertThat(played).doesNotContainAnyElementsOf(before).hasSize(30 - before.size());
    }

    @Test
    void the_listener_hears_how_many_are_done() {
        List<Integer> counts = new ArrayList<>();
        runner(4, Long.MAX_VALUE).run(PLAN, new RolloutStore.InMemory(), (rollout, done, all) -> counts.add(done));
        assertThat(counts).hasSize(30).isSorted().endsWith(30);
    }

    @Test
    void how_long_it_took_stands_beside_it_once_for_each_rollout() throws IOException {
        Path path = whole("timed.jsonl", 2);
        List<String> efforts = Files.readAllLines(folder.resolve("timed.jsonl.effort.jsonl"));
        assertThat(efforts).hasSize(30).allMatch(line -> line.contains("\"agent_milliseconds\""));
        assertThat(Files.readString(path)).doesNotContain("milliseconds");
    }

    @Test
    void a_file_that_exists_is_not_overwritten() {
        Path path = whole("there.jsonl", 1);
        assertThatThrownBy(() -> RolloutFile.create(path))
                .isInstanceOf(TraceException.class)
                .hasMessageContaining("there.jsonl exists; go on with it with --resume");
    }

    @Test
    void a_file_of_another_run_is_refused() {
        Path path = whole("other.jsonl", 1);
        assertThatThrownBy(() -> RolloutFile.resume(path, Assignment.plan(Desk.tasks(), 30, 2, 6), "random"))
                .hasMessageContaining("line 1: rollout 0.0 of random does not belong to this run");
        assertThatThrownBy(() -> RolloutFile.resume(path, PLAN, "logged"))
                .hasMessageContaining("does not belong to this run");
        assertThatThrownBy(() -> RolloutFile.resume(path, PLAN.subList(0, 3), "random"))
                .hasMessageContaining("line 4");
    }

    @Test
    void a_broken_line_in_the_middle_is_named() throws IOException {
        Path path = whole("broken.jsonl", 1);
        Files.writeString(path, "{\"id\": 3\n", StandardOpenOption.APPEND);
        assertThatThrownBy(() -> RolloutFile.read(path)).hasMessageContaining("line 31 is no rollout: {\"id\": 3");
        assertThatThrownBy(() -> RolloutFile.read(folder.resolve("none.jsonl")))
                .hasMessageContaining("cannot read")
                .hasMessageContaining("agent-gym rollout");
    }

    @Test
    void a_rollout_that_lacks_something_is_named() throws IOException {
        Path path = folder.resolve("lacking.jsonl");
        Files.writeString(
                path,
                "{\"conversation\":{\"conversation_id\":\"a\",\"messages\":[{\"role\":\"user\","
                        + "\"content\":\"hi\"}]},\"id\":\"0.0\"}\n");
        assertThatThrownBy(() -> RolloutFile.read(path))
                .hasMessageContaining("line 1: a rollout needs the text \"task\", which is missing");
    }
}
