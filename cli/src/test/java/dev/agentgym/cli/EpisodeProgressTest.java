package dev.agentgym.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgym.rollout.Failure;
import dev.agentgym.rollout.Rollout;
import dev.agentgym.task.Task;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EpisodeProgressTest {

    private static final long SECOND = 1_000_000_000L;

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private long now;

    private EpisodeProgress.Account account(boolean terminal, int there) {
        Console console = new Console(
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                new PrintStream(shown, true, StandardCharsets.UTF_8),
                InputStream.nullInputStream(),
                terminal,
                Map.of());
        return new EpisodeProgress.Account(new Progress(console, "Episodes", () -> now), there);
    }

    private static Rollout rollout(boolean success, String failure) {
        return new Rollout(
                "0.0",
                Conversation.of("c", List.of(Message.User.says("Hi")), Outcome.UNKNOWN),
                "t",
                "i",
                Task.Part.TRAIN,
                "a",
                1,
                0,
                0,
                Optional.empty(),
                success,
                "customer_left",
                false,
                Optional.empty(),
                failure.isEmpty() ? Optional.empty() : Optional.of(new Failure(Failure.Kind.AGENT, failure)),
                1,
                0,
                0,
                List.of());
    }

    private List<String> lines() {
        return shown.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void a_plain_line_every_few_seconds_says_how_far_it_is_and_how_it_went() {
        EpisodeProgress.Account account = account(false, 0);
        account.done(rollout(true, ""), 1, 8);
        now = 3 * SECOND;
        account.done(rollout(false, ""), 2, 8);
        now = 4 * SECOND;
        account.done(rollout(true, ""), 3, 8);
        now = 9 * SECOND;
        account.done(rollout(false, "gone"), 4, 8);

        assertThat(lines())
                .containsExactly(
                        "Episodes: 2 (1/s), 25 %, about 9 s left, 50 % solved",
                        "Episodes: 4 (0/s), 50 %, about 9 s left, 50 % solved, 1 failed");
    }

    // What was done before a kill would else make the rest look faster than it is.
    @Test
    void a_run_that_goes_on_counts_what_it_does_itself() {
        EpisodeProgress.Account account = account(false, 6);
        now = 4 * SECOND;
        account.done(rollout(true, ""), 7, 8);

        assertThat(lines()).containsExactly("Episodes: 1 (0/s), 50 %, about 4 s left, 100 % solved");
    }

    @Test
    void a_terminal_has_one_line_that_renews_itself() {
        EpisodeProgress.Account account = account(true, 0);
        now = 3 * SECOND;
        account.done(rollout(true, ""), 1, 8);
        now += SECOND / 2;
        account.done(rollout(true, ""), 2, 8);

        assertThat(shown.toString(StandardCharsets.UTF_8))
                .doesNotContain("\n")
                .contains("\r\u001b[KEpisodes: 2 (1/s), 25 %");
    }
}
