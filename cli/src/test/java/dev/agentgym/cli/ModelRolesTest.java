package dev.agentgym.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A chat model as judge and as customer, as a shell would ask for it, over a server that speaks OpenAI's API. As a
/// judge it likes transcripts with a cancellation; as a customer it first gives away what nobody asked for.
class ModelRolesTest {

    @TempDir
    static Path folder;

    private static Path gym;
    private static ModelServer server;
    private static String model;

    @BeforeAll
    static void start() throws IOException {
        gym = Cancellations.gym(folder, 14, 10);
        server = ModelServer.saying(ModelRolesTest::message);
        model = server.model();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static ObjectNode message(JsonNode asked) {
        if (!asked.has("response_format")) {
            return Json.object().put("role", "assistant").put("content", "Goodbye. [END OF CONVERSATION]");
        }
        JsonNode schema = asked.at("/response_format/json_schema/schema/properties");
        return Json.object()
                .put("role", "assistant")
                .put("content", schema.has("say") ? customer(asked) : grades(asked, schema));
    }

    private static String customer(JsonNode asked) {
        boolean refused = asked.path("messages").toString().contains("That was not said");
        return Json.object()
                .put("say", refused ? "Hello, I would like to cancel my order." : "My card ends in 99887766, cancel.")
                .put("leave", false)
                .toString();
    }

    private static String grades(JsonNode asked, JsonNode schema) {
        String[] data = asked.at("/messages/1/content").asText().split("\n==[0-9a-f]+==\n", -1);
        JsonNode transcripts = Json.parse(data[1]);
        ObjectNode answer = Json.object();
        transcripts.properties().forEach(each -> {
            boolean cancelled = each.getValue().path("messages").toString().contains("\"tool\":\"cancel_order\"");
            ObjectNode marks = answer.putObject(each.getKey());
            schema.path(each.getKey())
                    .path("properties")
                    .properties()
                    .forEach(part -> marks.putObject(part.getKey())
                            .put("evidence", "seen")
                            .put("mark", cancelled ? 4 : 1));
        });
        return answer.toString();
    }

    @Test
    void a_judge_grades_rollouts_beside_the_reward_and_says_how_far_it_agrees() {
        JsonNode result = Ran.agentGym(
                        "eval", gym, "--agent", "logged", "--against", "null", "--tries", 2, "--judge", model, "--json")
                .endingWith(0)
                .json();
        JsonNode judge = result.path("judge");
        assertThat(judge.path("judge").asText()).isEqualTo("server:tiny");
        assertThat(judge.at("/agreement/judged").asInt()).isEqualTo(56);
        assertThat(judge.at("/agreement/siblings_ordered_alike").asDouble()).isEqualTo(1);
        assertThat(judge.at("/mean_total/logged").asDouble()).isEqualTo(1);
        assertThat(judge.at("/mean_total/null").asDouble()).isLessThan(0.5);
        // 14 tasks in two orders, four siblings each.
        assertThat(judge.at("/spent/judge/calls").asInt()).isEqualTo(28);
        assertThat(result.at("/evaluations/0/success/share").asDouble()).isEqualTo(1);
    }

    @Test
    void a_budget_ends_the_judging_and_not_the_evaluation() {
        Ran ran = Ran.agentGym("eval", gym, "--agent", "logged", "--tries", 1, "--judge", model, "--budget-calls", 3)
                .endingWith(0);
        assertThat(ran.out()).contains("judged by server:tiny", "11 rollouts were not judged", "budget of 3 calls");
    }

    // What is not played says nothing of the agent: it is no failure of it, and goes on when there is more.
    @Test
    void the_budget_pays_for_the_agent_too_and_what_it_cannot_pay_is_not_played() throws IOException {
        Path out = folder.resolve("paid.jsonl");
        int before = server.calls();

        Ran brief = Ran.agentGym("rollout", gym, "--agent", model, "--budget-calls", 5, "--out", out)
                .endingWith(1);

        assertThat(server.calls() - before).isEqualTo(5);
        assertThat(brief.err()).contains("5 of 14 rollouts are done", "--resume");
        assertThat(Files.readAllLines(out))
                .hasSize(5)
                .allSatisfy(line -> assertThat(line).doesNotContain("not asked"));
        Ran.agentGym("rollout", gym, "--agent", model, "--budget-calls", 9, "--out", out, "--resume")
                .endingWith(0);
        assertThat(Files.readAllLines(out)).hasSize(14);
        Ran eval = Ran.agentGym("eval", gym, "--agent", model, "--tries", 1, "--budget-calls", 3, "--json")
                .endingWith(0);
        assertThat(eval.json().at("/evaluations/0/rollouts").asInt()).isEqualTo(3);
        assertThat(eval.err()).contains("3 of 14 episodes were played");
        assertThat(Ran.agentGym("eval", gym, "--agent", model, "--budget-calls", 0)
                        .endingWith(1)
                        .err())
                .contains("--budget-calls");
    }

    // Siblings of a group play the same task from the same start; a cache must not make them one.
    @Test
    void siblings_are_asked_each_on_its_own_and_a_cache_answers_them_again() throws IOException {
        Path cache = folder.resolve("siblings.sqlite");
        Object[] play = {"rollout", gym, "--agent", model, "--tasks", "test", "--group", 3, "--cache", cache, "--out"};
        int before = server.calls();
        Ran.agentGym(with(play, folder.resolve("first.jsonl"))).endingWith(0);
        int asked = server.calls() - before;
        Ran.agentGym(with(play, folder.resolve("second.jsonl"))).endingWith(0);

        assertThat(asked)
                .isEqualTo(Files.readAllLines(folder.resolve("first.jsonl")).size());
        assertThat(server.calls() - before).isEqualTo(asked);
    }

    @Test
    void the_prompt_that_a_model_is_told_can_be_printed_and_put_right() {
        JsonNode prompt = Ran.agentGym("inspect", gym, "--prompt").endingWith(0).json();

        assertThat(prompt.at("/sections/1/name").asText()).isEqualTo("policy");
        assertThat(prompt.at("/sections/1/text").asText()).contains("Before cancel_order, call get_order.");
    }

    @Test
    void the_filter_adds_the_judge_to_each_line() {
        List<JsonNode> lines = Ran.reading(
                        "{\"response\": \"It is $20.\", \"ground_truth\": \"It is $25.\"}\n",
                        "reward",
                        gym,
                        "--judge",
                        model)
                .endingWith(0)
                .jsonLines();
        assertThat(lines.getFirst().at("/judge/reward").asDouble()).isEqualTo(0.25);
        assertThat(lines.getFirst().at("/judge/model").asText()).isEqualTo("server:tiny");
        assertThat(lines.getFirst().path("reward").asDouble()).isLessThan(0.5);
    }

    @Test
    void a_model_plays_the_customer_and_a_cache_makes_it_repeatable() throws IOException {
        Path one = folder.resolve("one.jsonl");
        Path two = folder.resolve("two.jsonl");
        Path cache = folder.resolve("answers.sqlite");
        Object[] play = {"rollout", gym, "--agent", "grounded", "--user", model, "--turns", 4, "--cache", cache, "--out"
        };
        Ran.agentGym(with(play, one)).endingWith(0);
        int calls = server.calls();
        Ran.agentGym(with(play, two)).endingWith(0);

        assertThat(server.calls()).isEqualTo(calls);
        assertThat(two).hasSameBinaryContentAs(one);
        assertThat(Files.readString(one))
                .contains("\"customer\":\"server:tiny\"", "Hello, I would like to cancel my order.")
                .contains("invents 99887766")
                .doesNotContain("My card ends");
    }

    private static Object[] with(Object[] play, Path out) {
        Object[] all = Arrays.copyOf(play, play.length + 1);
        all[play.length] = out;
        return all;
    }

    @Test
    void a_name_of_no_model_is_refused() {
        assertThat(Ran.agentGym("eval", gym, "--agent", "null", "--judge", "nobody")
                        .endingWith(2)
                        .err())
                .contains("nobody is no chat model");
    }
}
