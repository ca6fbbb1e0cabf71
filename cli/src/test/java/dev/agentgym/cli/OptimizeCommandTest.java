package dev.agentgym.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.llm.agent.SystemPrompt;
import dev.agentgym.trace.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `optimize` as a shell would run it, over a server that speaks OpenAI's API: its model cancels orders only if its
/// prompt says that it has to look them up, or shows it how others did.
class OptimizeCommandTest {

    private static final String RULE = "Look the order up first, then cancel it.";
    private static final Pattern ORDER = Pattern.compile("W-\\d+");

    @TempDir
    static Path folder;

    private static Path gym;
    private static ModelServer server;
    private static String model;

    @BeforeAll
    static void start() throws IOException {
        gym = Cancellations.gym(folder, 70, 0);
        server = ModelServer.saying(OptimizeCommandTest::message);
        model = server.model();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static ObjectNode message(JsonNode asked) {
        ObjectNode message = Json.object().put("role", "assistant");
        respond(asked.path("messages"), message);
        return message;
    }

    private static void respond(JsonNode messages, ObjectNode answer) {
        String first = messages.path(0).path("content").asText();
        if (!messages.path(0).path("role").asText().equals("system")) {
            answer.put("content", "```\n" + RULE + "\n```");
            return;
        }
        Matcher order = ORDER.matcher(messages.path(1).path("content").asText());
        boolean knows = first.contains(RULE) || first.contains("in situations like this one");
        if (!knows || !order.find()) {
            answer.put("content", "I cannot help with that. Goodbye. [END OF CONVERSATION]");
            return;
        }
        long results = messages.valueStream()
                .filter(each -> each.path("role").asText().equals("tool"))
                .count();
        String last = messages.path(messages.size() - 1).path("role").asText();
        if (results == 0) {
            calls(answer, "get_order", order.group());
        } else if (results == 1 && last.equals("tool")) {
            answer.put("content", "Your order " + order.group() + " is open. Shall I cancel it?");
        } else if (results == 1) {
            calls(answer, "cancel_order", order.group());
        } else if (last.equals("tool")) {
            answer.put("content", "Done, order " + order.group() + " is cancelled.");
        } else {
            answer.put("content", "Goodbye. [END OF CONVERSATION]");
        }
    }

    private static void calls(ObjectNode answer, String tool, String order) {
        answer.putNull("content");
        answer.putArray("tool_calls")
                .addObject()
                .put("id", tool)
                .put("type", "function")
                .putObject("function")
                .put("name", tool)
                .put("arguments", Json.object().put("order_id", order).toString());
    }

    @Test
    void a_preview_asks_nobody_and_warns_of_a_budget_that_is_too_small() {
        int before = server.calls();

        Ran ran = Ran.agentGym("optimize", gym, "--model", model, "--dry-run", "--rollouts", "20", "--json")
                .endingWith(0);

        assertThat(ran.json().path("optimizer").asText()).isEqualTo("gepa");
        assertThat(ran.json().path("confirm_on").asInt()).isPositive();
        assertThat(ran.json().at("/cost_at_most_about/calls").asInt())
                .as("each log has four messages of the agent")
                .isEqualTo(4 * (20 + ran.json().path("rollouts_to_confirm").asInt()));
        assertThat(ran.json().at("/cost_at_most_about/tokens").asInt()).isGreaterThan(1000);
        assertThat(ran.json().at("/cost_at_most_about/dollars").asDouble(-1)).isZero();
        assertThat(ran.err()).contains("too little for three candidates");
        assertThat(server.calls()).isEqualTo(before);
    }

    // Whoever has to decide whether to pay for a key has none yet.
    @Test
    void a_preview_says_what_a_model_would_cost_without_a_key_for_it() {
        Ran known = Ran.agentGym("optimize", gym, "--model", "openai:gpt-4.1-mini", "--dry-run")
                .endingWith(0);
        Ran unknown = Ran.agentGym("optimize", gym, "--dry-run").endingWith(0);

        assertThat(known.out())
                .contains(
                        "gepa rewrites", "held out to confirm", "cost with openai:gpt-4.1-mini", "at most", "dollars");
        assertThat(unknown.out())
                .contains("gemini:gemini-flash-latest", "AGENT_GYM_PRICES")
                .doesNotContain("dollars");
        assertThat(known.out()).contains("at the list price of 20");
        assertThat(Ran.agentGym("optimize", gym, "--dry-run", "--budget-dollars", "1")
                        .endingWith(0)
                        .err())
                .contains("nobody knows what gemini:gemini-flash-latest costs", "no limit of money can be kept");
    }

    private static int calls(String result) {
        return Json.parse(result).at("/spent/agent/calls").asInt();
    }

    // A search that spends all it has leaves nothing to confirm with, and so nothing that may be claimed.
    @Test
    void a_search_leaves_enough_of_its_budget_to_confirm_what_it_found() {
        Path out = folder.resolve("frugal");

        JsonNode result = Ran.agentGym(
                        "optimize", gym, "--model", model, "--out", out, "--budget-calls", "330", "--json")
                .endingWith(0)
                .json();

        assertThat(result.path("why_it_ended").asText()).contains("kept back");
        assertThat(result.path("gain_claimed").asBoolean())
                .as(result.toString())
                .isTrue();
        assertThat(result.at("/spent/agent/calls").asInt()
                        + result.at("/spent/reflection/calls").asInt())
                .isLessThanOrEqualTo(330);
    }

    // Held against the agent that needs no model, a gain over a bad prompt may be none.
    @Test
    void the_grounded_agent_stands_beside_every_result() {
        Path out = folder.resolve("beside");

        Ran ran = Ran.agentGym(
                        "optimize", gym, "--model", model, "--out", out, "--optimizer", "labelled", "--threads", "2")
                .endingWith(0);

        assertThat(ran.out()).contains("grounded (no model)", "the prompt before", "the prompt found");
        assertThat(out.resolve("result.json")).content().contains("\"agent\" : \"grounded\"", "\"success\"");
    }

    @Test
    void a_step_that_was_killed_in_its_middle_is_not_told_twice_and_is_paid_for() throws IOException {
        Path out = folder.resolve("killed");
        Ran.agentGym("optimize", gym, "--model", model, "--out", out, "--optimizer", "labelled")
                .endingWith(0);
        List<String> told = Files.readAllLines(out.resolve("events.jsonl"));
        Files.writeString(
                out.resolve("events.jsonl"),
                "{\"event\":\"candidate\",\"step\":3}\n{\"event\":\"sco",
                StandardOpenOption.APPEND);

        int spent = calls(Files.readString(out.resolve("result.json")));
        Files.writeString(
                out.resolve("spending.jsonl"),
                "\n{\"call\":99999,\"role\":\"agent\",\"reserved\":{\"calls\":1,\"input_tokens\":10}}",
                StandardOpenOption.APPEND);

        Ran again = Ran.agentGym(
                        "optimize",
                        gym,
                        "--model",
                        model,
                        "--out",
                        out,
                        "--optimizer",
                        "labelled",
                        "--resume",
                        "--json")
                .endingWith(0);

        assertThat(Files.readAllLines(out.resolve("events.jsonl"))).isEqualTo(told);
        assertThat(calls(again.out())).isEqualTo(spent + 1);
    }

    @Test
    void an_agent_that_is_shown_how_it_was_done_is_compared_with_itself() {
        JsonNode result = Ran.agentGym(
                        "eval",
                        gym,
                        "--agent",
                        model,
                        "--against",
                        model,
                        "--demonstrations",
                        2,
                        "--tasks",
                        "test",
                        "--tries",
                        1,
                        "--json")
                .endingWith(0)
                .json();

        JsonNode shown = result.path("evaluations").path(0);
        JsonNode plain = result.path("evaluations").path(1);
        assertThat(shown.path("agent").asText()).isEqualTo("server (tiny) with 2 demonstrations");
        assertThat(shown.path("success").path("share").asDouble()).isEqualTo(1);
        assertThat(plain.path("agent").asText()).isEqualTo("server (tiny)");
        assertThat(plain.path("success").path("right").asInt()).isZero();
        assertThat(Ran.agentGym("eval", gym, "--agent", "grounded", "--demonstrations", 2)
                        .endingWith(1)
                        .err())
                .contains("grounded cannot be shown demonstrations");
        assertThat(Ran.agentGym("eval", gym, "--demonstrations", -1)
                        .endingWith(2)
                        .err())
                .contains("--demonstrations is at least 0");
    }

    @Test
    void a_better_prompt_is_found_confirmed_and_used() throws IOException {
        Path out = folder.resolve("search");
        Ran stopped = Ran.agentGym("optimize", gym, "--model", model, "--out", out, "--budget-calls", "60")
                .endingWith(1);
        assertThat(stopped.err()).contains("nothing is claimed");

        Ran ran = Ran.agentGym("optimize", gym, "--model", model, "--out", out, "--resume", "--json")
                .endingWith(0);

        JsonNode result = ran.json();
        assertThat(result.path("gain_claimed").asBoolean())
                .as(result.toString())
                .isTrue();
        assertThat(result.at("/confirmation/after").asDouble())
                .isGreaterThan(result.at("/confirmation/before").asDouble());
        assertThat(result.at("/spent/agent/calls").asInt()).isGreaterThan(60);
        assertThat(Files.readString(out.resolve("prompt.json"))).contains(RULE);
        assertThat(Files.readString(out.resolve("diff.txt"))).contains("## policy", "+ " + RULE);
        assertThat(Files.readAllLines(out.resolve("events.jsonl")))
                .allSatisfy(line -> assertThat(Json.parse(line).has("event")).isTrue());

        int calls = server.calls();
        Ran.agentGym("optimize", gym, "--model", model, "--out", out, "--resume")
                .endingWith(0);
        assertThat(server.calls()).as("all of it stands in the cache").isEqualTo(calls);
    }

    @Test
    void what_cannot_be_used_is_said() throws IOException {
        assertThat(Ran.agentGym("optimize", gym, "--optimizer", "magic")
                        .endingWith(2)
                        .err())
                .contains("labelled, bootstrap, random, mipro, gepa, simba");
        assertThat(Ran.agentGym("optimize", gym, "--sections", "policy,polcy", "--dry-run")
                        .endingWith(2)
                        .err())
                .contains("--sections polcy: the prompt has role, policy, tools, style, ending, examples");
        assertThat(Ran.agentGym("optimize", gym, "--sections", "ending", "--dry-run")
                        .endingWith(2)
                        .err())
                .contains("--sections ending", "frozen");
        // Who freezes a section in a prompt of their own need not say so again.
        Path own = folder.resolve("own.json");
        Files.writeString(
                own,
                SystemPrompt.STANDARD
                        .freezing(List.of(SystemPrompt.POLICY))
                        .toJson()
                        .toString());
        Ran.agentGym("optimize", gym, "--prompt", own, "--dry-run").endingWith(0);
        assertThat(Ran.agentGym("optimize", gym, "--budget-dollars", "-1", "--dry-run")
                        .endingWith(2)
                        .err())
                .contains("--budget-dollars cannot be negative");
        assertThat(Ran.agentGym("optimize", gym, "--prompt", "nowhere.json", "--dry-run")
                        .endingWith(1)
                        .err())
                .contains("the prompt nowhere.json cannot be read (NoSuchFileException)", "inspect --prompt");
        assertThat(Ran.agentGym("optimize", gym, "--model", "nobody", "--out", folder.resolve("a"))
                        .endingWith(2)
                        .err())
                .contains("no chat model");
        assertThat(Ran.agentGym("optimize", gym, "--out", folder.resolve("b"), "--resume")
                        .endingWith(2)
                        .err())
                .contains("holds no search");
        assertThat(Ran.agentGym("optimize", gym, "--model", "openai:gpt-4.1", "--out", folder.resolve("c"))
                        .endingWith(1)
                        .err())
                .contains("OPENAI_API_KEY", "docs/models.md")
                .doesNotContain("what it supports");
    }
}
