package dev.agentgym.world;

import static dev.agentgym.trace.Logged.log;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgym.tool.Strictness;
import dev.agentgym.tool.Tier;
import dev.agentgym.tool.TierAccuracy;
import dev.agentgym.tool.ToolMocker;
import dev.agentgym.tool.ToolResult;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

/// A repair shop that gives its jobs numbers. The logs show only some of them.
class CountedIdsTest {

    private static final int JOBS = 40;

    private static ToolMocker shop(IntUnaryOperator number) {
        List<Conversation> logs = new ArrayList<>();
        for (int i = 0; i < JOBS; i++) {
            int job = number.applyAsInt(i);
            logs.add(log(
                    "log" + i,
                    "get_job {\"job_id\":\"J-%d\"} -> {\"job_id\":\"J-%d\",\"state\":\"%s\",\"price\":%d}"
                            .formatted(job, job, i % 3 == 0 ? "done" : "open", 20 + i % 11)));
        }
        for (int i = 0; i < 5; i++) {
            logs.add(log(
                    "typo" + i,
                    "get_job {\"job_id\":\"J-99000%d\"} -> !\"Error: There is no job J-99000%d.\"".formatted(i, i)));
        }
        return new ToolMocker(World.induce(logs), new TierAccuracy(Map.of()));
    }

    private static ToolResult job(ToolMocker shop, Strictness strictness, int number) {
        return shop.session(strictness).call("get_job", Json.object().put("job_id", "J-" + number));
    }

    @Test
    void nothing_is_said_of_a_number_between_those_that_the_logs_show() {
        assertThat(job(shop(i -> 1_000 + 3 * i), Strictness.ABSTAIN, 1_001).tier())
                .isEqualTo(Tier.ABSTAIN);
    }

    @Test
    void nothing_is_said_of_a_number_that_may_have_been_given_since() {
        assertThat(job(shop(i -> 1_000 + 3 * i), Strictness.ABSTAIN, 1_125).tier())
                .isEqualTo(Tier.ABSTAIN);
    }

    @Test
    void a_number_far_from_all_that_were_given_is_not_found() {
        assertThat(job(shop(i -> 1_000 + 3 * i), Strictness.ABSTAIN, 54_321)
                        .result()
                        .asText())
                .isEqualTo("Error: There is no job J-54321.");
    }

    @Test
    void a_gap_in_a_series_that_the_logs_know_is_not_found() {
        assertThat(job(shop(i -> i < 20 ? 1_000 + i : 1_001 + i), Strictness.ABSTAIN, 1_020)
                        .result()
                        .asText())
                .isEqualTo("Error: There is no job J-1020.");
    }

    @Test
    void a_number_that_is_drawn_and_not_counted_is_not_found() {
        Random random = new Random(7);

        assertThat(job(shop(_ -> random.nextInt(100_000, 900_000)), Strictness.ABSTAIN, 456_789)
                        .result()
                        .asText())
                .isEqualTo("Error: There is no job J-456789.");
    }

    @Test
    void whoever_wants_guesses_is_shown_a_job_that_may_exist() {
        ToolResult got = job(shop(i -> 1_000 + 3 * i), Strictness.GUESS, 1_001);

        assertThat(got.tier()).isEqualTo(Tier.GUESS);
        assertThat(got.isError()).isFalse();
        assertThat(got.result().path("job_id").asText()).isEqualTo("J-1001");
    }
}
