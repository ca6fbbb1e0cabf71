package dev.agentgym.fidelity;

import static dev.agentgym.trace.Logged.log;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgym.tool.TierAccuracy;
import dev.agentgym.tool.ToolMocker;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Json;
import dev.agentgym.world.RealAirline;
import dev.agentgym.world.VolatilePaths;
import dev.agentgym.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class YardstickTest {

    private static final String OPEN = "get {\"id\":\"W3\"} -> {\"id\":\"W3\",\"status\":\"open\"}";
    private static final String CANCEL = "cancel {\"order\":\"W3\"} -> {\"id\":\"W3\",\"status\":\"cancelled\"}";
    private static final String CANCELLED = "get {\"id\":\"W3\"} -> {\"id\":\"W3\",\"status\":\"cancelled\"}";
    private static final String LOST = "mark {\"order\":\"W3\"} -> {\"id\":\"W3\",\"status\":\"lost\"}";
    private static final String SEEN_LOST = "get {\"id\":\"W3\"} -> {\"id\":\"W3\",\"status\":\"lost\"}";

    private static final List<Conversation> LOGS = List.of(
            log("1", OPEN),
            log("2", OPEN, CANCEL, CANCELLED),
            log("3", "get {\"id\":\"W4\"} -> {\"id\":\"W4\",\"status\":\"open\"}"),
            log("4", "get {\"id\":\"W5\"} -> {\"id\":\"W5\",\"status\":\"sent\"}"));

    private static List<MeasuredCall> measured(Feed feed, Conversation unseen) {
        ToolMocker mocker = new ToolMocker(World.induce(LOGS), new TierAccuracy(Map.of()));
        return new Yardstick(VolatilePaths.NONE, Set.of("cancel", "mark"))
                .measure(mocker::session, List.of(unseen), feed);
    }

    /// The trap: with true history a mistake of the mocker must cost one call, in open loop all that rest on it.
    @Test
    void true_history_forgives_what_open_loop_carries_on() {
        Conversation unseen = log("9", LOST, SEEN_LOST);

        assertThat(measured(Feed.OPEN_LOOP, unseen))
                .extracting(MeasuredCall::right)
                .containsExactly(false, false);
        assertThat(measured(Feed.TRUE_HISTORY, unseen))
                .extracting(MeasuredCall::right)
                .containsExactly(false, true);
    }

    @Test
    void reads_after_an_accepted_write_are_told_from_those_before() {
        List<MeasuredCall> calls = measured(Feed.OPEN_LOOP, log("9", OPEN, CANCEL, CANCELLED));

        assertThat(calls).extracting(CallKind.READ_AFTER_WRITE::covers).containsExactly(false, false, true);
        assertThat(calls).extracting(CallKind.ACCEPTED_WRITE::covers).containsExactly(false, true, false);
    }

    @Test
    void a_refused_write_changes_nothing() {
        List<MeasuredCall> calls =
                measured(Feed.OPEN_LOOP, log("9", "cancel {\"order\":\"W4\"} -> !\"too late\"", OPEN));

        assertThat(calls).extracting(CallKind.READ_AFTER_WRITE::covers).containsExactly(false, false);
        assertThat(calls.getFirst()).matches(CallKind.REFUSED_WRITE::covers);
    }

    @Test
    void exact_replay_gives_the_answer_of_most_logs_whatever_happened_before() {
        ExactReplay replay = new ExactReplay(List.of(log("1", CANCELLED), log("2", OPEN), log("3", OPEN)));

        assertThat(replay.call("get", Json.arguments(Map.of("id", "W3")))
                        .result()
                        .path("status")
                        .asText())
                .isEqualTo("open");
        assertThat(replay.call("get", Json.arguments(Map.of("id", "W5"))).confidence())
                .isZero();
    }

    @Test
    void real_airline_trials_are_answered_no_worse_than_by_exact_replay() {
        List<Conversation> traces = RealAirline.traces();
        List<Conversation> train =
                traces.stream().filter(one -> !one.id().endsWith("-3")).toList();
        List<Conversation> test =
                traces.stream().filter(one -> one.id().endsWith("-3")).toList();
        ToolMocker mocker = new ToolMocker(World.induce(train), new TierAccuracy(Map.of()));

        Yardstick yardstick = Yardstick.of(traces);
        Score mocked = Score.of(yardstick.measure(mocker::session, test, Feed.OPEN_LOOP));
        Score replayed = Score.of(yardstick.measure(new ExactReplay(train)::branch, test, Feed.OPEN_LOOP));

        // Published for these files: 61.9 % by exact replay.
        assertThat(Math.round(1000 * replayed.overall().share())).isEqualTo(619);
        assertThat(mocked.exact()).isGreaterThanOrEqualTo(replayed.exact());
    }

    @Test
    void every_logged_call_of_a_real_log_is_replayed_exactly() {
        List<Conversation> traces = RealAirline.traces();
        ToolMocker mocker = new ToolMocker(RealAirline.world(), new TierAccuracy(Map.of()));

        Score score = Score.of(Yardstick.of(traces).measure(mocker::session, traces, Feed.OPEN_LOOP));

        assertThat(score.overall().share()).isGreaterThanOrEqualTo(0.99);
    }

    @Test
    void clocks_and_tokens_are_overlooked_and_what_differs_by_customer_is_not() {
        List<Conversation> logs = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            logs.add(log(
                    "t" + i,
                    "status {} -> {\"at\":\"12:0" + i + "\",\"items\":[{\"token\":\"x" + i * 7 + "\"}],\"signal\":\""
                            + (i % 2 == 0 ? "good" : "poor") + "\",\"carrier\":\"T\"}"));
        }

        VolatilePaths found = VolatilePaths.of(logs);

        assertThat(found.paths()).containsOnlyKeys("status");
        assertThat(found.paths().get("status")).containsExactly("at", "items[].token");
        assertThat(found.without("status", Json.parse("{\"at\":\"1\",\"items\":[{\"token\":2}],\"carrier\":\"T\"}")))
                .isEqualTo(Json.parse("{\"at\":\"volatile\",\"items\":[{\"token\":\"volatile\"}],\"carrier\":\"T\"}"));
    }

    /// The trap: the first hit of a shuffled search differs every time, too, but its values come up again; to
    /// overlook them would make every answer right.
    @Test
    void what_a_lottery_draws_from_a_known_list_is_compared() {
        List<Conversation> logs = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            logs.add(log("s" + i, "search {} -> {\"song\":\"song " + i + "\"}"));
            logs.add(log("p" + i, "play {} -> {}", "search {} -> {\"song\":\"song " + (i + 1) % 6 + "\"}"));
        }
        assertThat(VolatilePaths.of(logs).paths()).isEmpty();
    }

    @Test
    void two_repeats_are_not_enough_to_call_a_field_volatile() {
        assertThat(VolatilePaths.of(List.of(log("1", "status {} -> {\"at\":1}"), log("2", "status {} -> {\"at\":2}")))
                        .paths())
                .isEmpty();
    }

    @Test
    void a_tool_that_shows_a_known_object_changed_writes() {
        assertThat(World.changingTools(LOGS)).containsExactly("cancel");
    }

    @Test
    void a_tool_after_which_the_same_call_is_answered_differently_writes() {
        String on = "radio {} -> {\"radio\":\"on\"}";
        String off = "radio {} -> {\"radio\":\"off\"}";
        String toggle = "toggle {} -> \"done\"";
        String look = "look {} -> \"nothing new\"";
        assertThat(World.changingTools(List.of(
                        log("1", on, look, toggle, off),
                        log("2", on, toggle, off, look, off),
                        log("3", off, look, off))))
                .containsExactly("toggle");
    }
}
