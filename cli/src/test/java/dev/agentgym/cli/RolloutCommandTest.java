package dev.agentgym.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.trace.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `rollout` and `eval` as a shell would run them, on a gym of fourteen customers who cancel orders.
class RolloutCommandTest {

    @TempDir
    static Path folder;

    private static Path gym;

    @BeforeAll
    static void create() throws IOException {
        gym = Cancellations.gym(folder, 14, 10);
    }

    @Test
    void the_logged_agent_solves_what_the_null_agent_does_not() {
        Ran ran = Ran.agentGym("eval", gym, "--agent", "logged", "--against", "null", "--tries", "2", "--json")
                .endingWith(0);
        JsonNode logged = ran.json().path("evaluations").path(0);
        assertThat(logged.path("agent").asText()).isEqualTo("logged");
        assertThat(logged.path("success").path("share").asDouble()).isEqualTo(1);
        assertThat(logged.path("pass_hat")).hasSize(2);
        assertThat(ran.json()
                        .path("evaluations")
                        .path(1)
                        .path("success")
                        .path("right")
                        .asInt())
                .isZero();
        assertThat(ran.json().path("comparison").path("win_rate").asDouble()).isEqualTo(1);
    }

    @Test
    void spans_of_a_run_hold_its_conversations_and_a_run_that_goes_on_adds_to_them() throws IOException {
        Path out = folder.resolve("spanned.jsonl");
        Path spans = folder.resolve("spans.jsonl");
        Object[] play = {"rollout", gym, "--agent", "logged", "--out", out, "--spans", spans, "--resume", "--threads", 1
        };
        Ran.agentGym(with(play, "--max-decisions", 9)).endingWith(1);
        assertThat(Files.readAllLines(spans))
                .hasSameSizeAs(Files.readAllLines(out))
                .hasSizeBetween(1, 13);
        Ran.agentGym(play).endingWith(0);
        assertThat(Files.readAllLines(spans)).hasSize(14);

        Path back = folder.resolve("spans-back");
        Ran.agentGym("convert", spans, "--out", back).endingWith(0);
        List<JsonNode> traces = Files.readAllLines(back.resolve("traces.jsonl")).stream()
                .map(Json::parse)
                .toList();
        List<JsonNode> rollouts =
                Files.readAllLines(out).stream().map(Json::parse).toList();
        assertThat(traces).hasSize(14);
        assertThat(traces)
                .map(trace -> trace.path("messages").size())
                .containsExactlyInAnyOrderElementsOf(rollouts.stream()
                        .map(rollout -> rollout.at("/conversation/messages").size())
                        .toList());
        assertThat(traces)
                .allSatisfy(trace -> assertThat(trace.path("outcome").asText()).isEqualTo("success"));
    }

    @Test
    void an_episode_that_reaches_a_limit_is_truncated_by_its_name() {
        JsonNode one = Ran.agentGym(
                        "rollout",
                        gym,
                        "--agent",
                        "logged",
                        "--steps",
                        1,
                        "--out",
                        folder.resolve("short.jsonl"),
                        "--json")
                .endingWith(0)
                .json();
        assertThat(one.toString()).contains("too_many_steps");
        assertThat(Ran.agentGym("rollout", gym, "--steps", 0, "--out", folder.resolve("none.jsonl"))
                        .endingWith(2)
                        .err())
                .contains("0 steps");
        assertThat(Ran.agentGym("rollout", gym, "--tokens", 0, "--out", folder.resolve("none.jsonl"))
                        .endingWith(2)
                        .err())
                .contains("0 tokens");
    }

    @Test
    void what_got_worse_comes_first() {
        Ran ran = Ran.agentGym("eval", gym, "--agent", "null", "--against", "logged", "--tries", "1")
                .endingWith(0);
        assertThat(ran.out().lines().limit(2)).containsExactly("null against logged", "14 tasks are solved less often");
        assertThat(ran.out()).contains("p = 0.0001", "agent finished 14", "part of the reward");
    }

    @Test
    void the_same_command_gives_the_same_file_whatever_the_threads_and_however_often_it_was_killed()
            throws IOException {
        Path one = folder.resolve("one.jsonl");
        Path many = folder.resolve("many.jsonl");
        Object[] play = {"rollout", gym, "--agent", "random", "--group", 2, "--seed", 3, "--out"};
        Ran.agentGym(with(play, one, "--threads", 1)).endingWith(0);
        Ran.agentGym(with(play, many, "--threads", 16)).endingWith(0);
        assertThat(many).hasSameBinaryContentAs(one);
        byte[] all = Files.readAllBytes(one);
        Files.write(many, Arrays.copyOf(all, all.length / 2));
        Ran ran = Ran.agentGym(with(play, many, "--resume")).endingWith(0);
        assertThat(ran.err()).containsPattern("\\d+ of 28 rollouts are there already");
        assertThat(many).hasSameBinaryContentAs(one);
    }

    private static Object[] with(Object[] first, Object... more) {
        List<Object> all = new ArrayList<>(List.of(first));
        all.addAll(List.of(more));
        return all.toArray();
    }

    @Test
    void saved_rollouts_are_read_compared_judged_anew_and_shown() throws IOException {
        Path logged = folder.resolve("logged.jsonl");
        Path sorry = folder.resolve("sorry.jsonl");
        Path page = folder.resolve("page.html");
        Ran.agentGym("rollout", gym, "--agent", "logged", "--out", logged).endingWith(0);
        Ran.agentGym("rollout", gym, "--agent", "apologetic", "--out", sorry).endingWith(0);
        Ran ran = Ran.agentGym("eval", sorry, "--against", logged, "--rescore", gym, "--html", page)
                .endingWith(0);
        assertThat(ran.out()).startsWith("apologetic against logged").contains("customer left");
        assertThat(Files.readString(page)).contains("\"comparison\"", "I sincerely apologise");
        JsonNode plain = Ran.agentGym("eval", logged, "--json").endingWith(0).json();
        JsonNode anew = Ran.agentGym("eval", logged, "--rescore", gym, "--json")
                .endingWith(0)
                .json();
        assertThat(anew).as("the same reward says the same").isEqualTo(plain);
    }

    @Test
    void a_spent_budget_fails_and_says_how_to_go_on() {
        Path out = folder.resolve("poor.jsonl");
        Ran ran = Ran.agentGym(
                        "rollout", gym, "--agent", "null", "--out", out, "--max-decisions", 3, "--threads", 1, "--json")
                .endingWith(1);
        assertThat(ran.json().path("done").asInt()).isEqualTo(3);
        assertThat(ran.err()).contains("3 of 14 rollouts are done; go on with the same command and --resume");
    }

    @Test
    void mistakes_are_named() throws IOException {
        Path there = folder.resolve("there.jsonl");
        Files.writeString(there, "");
        assertThat(Ran.agentGym("rollout", gym, "--out", there).endingWith(1).err())
                .contains("there.jsonl exists");
        assertThat(Ran.agentGym("rollout", gym, "--out", folder.resolve("x"), "--agent", "nobody")
                        .endingWith(1)
                        .err())
                .contains("no agent nobody; there are logged, grounded, null");
        assertThat(Ran.agentGym("rollout", gym, "--out", folder.resolve("x"), "--tasks", "c1,zz")
                        .endingWith(2)
                        .err())
                .contains("the gym has no task zz");
        assertThat(Ran.agentGym("rollout", gym, "--out", folder.resolve("x"), "--threads", 0)
                        .endingWith(2)
                        .err())
                .contains("not 0 threads");
        assertThat(Ran.agentGym("eval", there).endingWith(2).err()).contains("there.jsonl has no rollouts");
        assertThat(Ran.agentGym("eval", folder.resolve("nothing.jsonl"))
                        .endingWith(1)
                        .err())
                .contains("cannot read", "nothing.jsonl");
    }
}
