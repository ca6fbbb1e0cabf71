package dev.agentgym.tool;

import static dev.agentgym.trace.Logged.log;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import dev.agentgym.world.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FaultsTest {

    private static final World WORLD = World.induce(List.of(
            log("1", "get_order {\"id\":\"W1\"} -> {\"id\":\"W1\",\"status\":\"open\"}"),
            log(
                    "3",
                    "get_order {\"id\":\"W3\"} -> {\"id\":\"W3\",\"status\":\"open\"}",
                    "cancel {\"order\":\"W3\"} -> {\"id\":\"W3\",\"status\":\"cancelled\"}",
                    "get_order {\"id\":\"W3\"} -> {\"id\":\"W3\",\"status\":\"cancelled\"}")));

    private static final ToolMocker MOCKER = new ToolMocker(WORLD, new TierAccuracy(Map.of()));

    private static final Duration LATE = Duration.ofMillis(1500);
    private static final Faults ONLY_STALE = new Faults(7, 0, 0, 1, 0, Duration.ZERO);

    private static ToolSession session(Faults faults) {
        return MOCKER.session(Strictness.ABSTAIN, faults);
    }

    private static ToolResult read(ToolSession session) {
        return session.call("get_order", id("id"));
    }

    private static ToolResult cancel(ToolSession session) {
        return session.call("cancel", id("order"));
    }

    private static ObjectNode id(String argument) {
        return Json.arguments(Map.of(argument, "W3"));
    }

    private static String status(ToolResult got) {
        return got.result().path("status").asText();
    }

    private static List<Tier> tiers(ToolSession session, int calls) {
        return IntStream.range(0, calls).mapToObj(i -> read(session).tier()).toList();
    }

    @Test
    void without_faults_the_tools_answer_as_always() {
        assertThat(read(session(Faults.NONE))).isEqualTo(read(MOCKER.session()));
    }

    /// The trap: a write that timed out happened all the same, and a later read shows it.
    @Test
    void a_call_that_times_out_or_fails_is_an_error_that_says_so_and_does_nothing() {
        ToolSession tools = MOCKER.session();
        for (Faults faults :
                List.of(new Faults(1, 1, 0, 0, 0, Duration.ZERO), new Faults(1, 0, 1, 0, 0, Duration.ZERO))) {
            ToolResult got = cancel(new FaultySession(WORLD, faults, tools));

            assertThat(got.isError()).isTrue();
            assertThat(got.tier()).isEqualTo(Tier.FAULT);
            assertThat(got.confidence()).isZero();
            assertThat(got.provenance().reason()).startsWith("controlled fault: ");
            assertThat(status(read(tools.branch()))).isEqualTo("open");
        }
    }

    @Test
    void a_stale_read_shows_the_start_of_the_session_and_is_marked() {
        ToolSession session = session(ONLY_STALE);
        read(session);
        ToolResult write = cancel(session);
        ToolResult stale = read(session);

        assertThat(status(write)).isEqualTo("cancelled");
        assertThat(write.tier()).isNotEqualTo(Tier.FAULT);
        assertThat(status(stale)).isEqualTo("open");
        assertThat(stale.tier()).isEqualTo(Tier.FAULT);
        assertThat(stale.isError()).isFalse();
    }

    @Test
    void a_read_that_would_show_nothing_else_is_not_stale() {
        assertThat(read(session(ONLY_STALE)).tier()).isEqualTo(Tier.REPLAYED);
    }

    @Test
    void a_slow_answer_is_the_usual_one_with_its_delay() {
        ToolResult got = read(session(new Faults(1, 0, 0, 0, 1, LATE)));

        assertThat(got.delay()).isEqualTo(LATE);
        assertThat(got.toJson().path("delay_ms").asLong()).isEqualTo(1500);
        assertThat(got.result()).isEqualTo(read(MOCKER.session()).result());
        assertThat(read(MOCKER.session()).toJson().has("delay_ms")).isFalse();
    }

    @Test
    void the_same_seed_gives_the_same_faults_and_another_seed_others() {
        Faults half = new Faults(7, 0.25, 0.25, 0, 0, Duration.ZERO);

        assertThat(tiers(session(half), 200)).isEqualTo(tiers(session(half), 200));
        assertThat(tiers(session(half.withSeed(8)), 200)).isNotEqualTo(tiers(session(half), 200));
    }

    /// The mean is 50 of 1,000 and the deviation 7: five of them on both sides.
    @Test
    void faults_come_as_often_as_they_should() {
        List<Tier> tiers = tiers(session(new Faults(3, 0.05, 0, 0, 0, Duration.ZERO)), 1000);

        assertThat(tiers.stream().filter(tier -> tier == Tier.FAULT).count()).isBetween(15L, 85L);
    }

    /// The trap: a look ahead on a branch that changes what the session itself goes through.
    @Test
    void a_branch_has_faults_of_its_own_and_leaves_those_of_its_session() {
        Faults half = new Faults(7, 0.5, 0, 0, 0, Duration.ZERO);
        ToolSession session = session(half);
        List<Tier> branch = tiers(session.branch(), 100);

        assertThat(tiers(session, 100)).isEqualTo(tiers(session(half), 100)).isNotEqualTo(branch);
        assertThat(tiers(session(half).branch(), 100)).isEqualTo(branch);
    }

    @Test
    void shares_that_cannot_be_are_refused() {
        assertThatThrownBy(() -> new Faults(1, 0.6, 0.6, 0, 0, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1.2");
        assertThatThrownBy(() -> new Faults(1, 0, -0.1, 0, 0, Duration.ZERO)).hasMessageContaining("-0.1");
        assertThatThrownBy(() -> new Faults(1, 0, 0, 0, 0, LATE.negated())).hasMessageContaining("negative");
    }
}
