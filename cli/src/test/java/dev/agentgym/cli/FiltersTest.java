package dev.agentgym.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `mock`, `reward` and `chat` as other programs drive them: a line in, a line out, whatever the line.
class FiltersTest {

    @TempDir
    static Path folder;

    private static Path gym;

    @BeforeAll
    static void create() {
        gym = folder.resolve("gym");
        Ran.agentGym("create", Ran.quickstart(), "--out", gym).endingWith(0);
    }

    @Test
    void one_call_is_answered_with_its_origin() {
        JsonNode answer = Ran.agentGym("mock", gym, "lookup_account", "{\"user_id\": \"123\"}", "--json")
                .endingWith(0)
                .json();
        assertThat(answer.path("result").path("plan").asText()).isEqualTo("Premium");
        assertThat(answer.path("is_error").asBoolean()).isFalse();
        assertThat(answer.path("tier").asText()).isEqualTo("replayed");
        assertThat(answer.path("confidence").isNumber()).isTrue();
        assertThat(answer.path("provenance").path("conversations").path(0).asText())
                .isEqualTo("conv_001");
    }

    @Test
    void without_json_the_same_answer_is_indented() {
        Ran plain = Ran.agentGym("mock", gym, "lookup_account", "{\"user_id\": \"999\"}");
        Ran json = Ran.agentGym("mock", gym, "lookup_account", "{\"user_id\": \"999\"}", "--json");
        assertThat(plain.json()).isEqualTo(json.json());
        assertThat(plain.out().lines()).hasSizeGreaterThan(3);
        assertThat(json.out().lines()).hasSize(1);
        assertThat(json.json().path("result").asText()).isEqualTo("Error: user 999 not found");
    }

    @Test
    void a_call_without_arguments_has_none() {
        JsonNode answer = Ran.agentGym("mock", gym, "cancel_subscription", "--json")
                .endingWith(0)
                .json();
        assertThat(answer.path("tier").asText()).isEqualTo("abstain");
    }

    /// The trap: a session that is told what happened elsewhere must go on from there, and only that session.
    @Test
    void a_session_that_observes_the_real_tool_goes_on_from_what_it_said() {
        List<JsonNode> answers = Ran.reading("""
                        {"session": "s1", "observe": {"name": "fix", "arguments": {}, "result": {"user_id": "123", "plan": "Gold", "status": "active"}}}
                        {"session": "s1", "name": "lookup_account", "arguments": {"user_id": "123"}}
                        {"session": "s2", "name": "lookup_account", "arguments": {"user_id": "123"}}
                        {"session": "s1", "observe": {"name": "fix"}}
                        {"session": "s1", "observe": "fix"}
                        """, "mock", gym).endingWith(0).jsonLines();
        assertThat(answers.get(0)).isEqualTo(Json.parse("{\"session\":\"s1\",\"observed\":true}"));
        assertThat(answers.get(1).path("tier").asText()).isNotEqualTo("replayed");
        assertThat(answers.get(2).path("tier").asText()).isEqualTo("replayed");
        assertError(answers.get(3), 4, "\"observe\" needs a \"result\"");
        assertError(answers.get(4), 5, "\"observe\" is a JSON object");
    }

    /// The trap: an open session that is silently started anew would forget what it did.
    @Test
    void a_session_starts_where_a_logged_conversation_stood() {
        List<JsonNode> answers = Ran.reading("""
                        {"session": "s1", "from": "conv_001"}
                        {"session": "s1", "from": "conv_001", "turn": 0}
                        {"session": "s2", "from": "conv_001", "turn": 0, "name": "lookup_account", "arguments": {"user_id": "123"}}
                        {"session": "s3", "from": "conv_999"}
                        {"session": "s4", "from": "conv_001", "turn": 99}
                        {"session": "s5", "from": "conv_001", "turn": "7"}
                        """, "mock", gym).endingWith(0).jsonLines();
        assertThat(answers.get(0).path("observed").asInt()).isPositive();
        assertError(answers.get(1), 2, "session \"s1\" is open already");
        assertThat(answers.get(2).path("tier").asText()).isEqualTo("replayed");
        assertError(answers.get(3), 4, "the gym has no conversation conv_999; it has conv_001");
        assertError(answers.get(4), 5, "conversation conv_001 has no turn 99; name one from 0 to");
        assertError(answers.get(5), 6, "\"turn\" is the index of a message");
    }

    @Test
    void one_call_may_start_from_a_turn_too() {
        String call = "{\"user_id\": \"123\"}";
        Ran start = Ran.agentGym("mock", gym, "lookup_account", call, "--json", "--from", "conv_001:0");
        Ran end = Ran.agentGym("mock", gym, "lookup_account", call, "--json", "--from", "conv_001");
        assertThat(start.endingWith(0).json().path("tier").asText()).isEqualTo("replayed");
        assertThat(end.endingWith(0).json().path("tier").asText()).isNotEqualTo("replayed");
        assertThat(Ran.agentGym("mock", gym, "lookup_account", "--from", "nobody:1")
                        .endingWith(2)
                        .err())
                .contains("the gym has no conversation nobody");
    }

    @Test
    void strictness_is_named_in_small_letters_and_a_wrong_one_is_a_usage_error() {
        Ran.agentGym("mock", gym, "lookup_account", "--strictness", "guess").endingWith(0);
        Ran wrong = Ran.agentGym("mock", gym, "lookup_account", "--strictness", "wild")
                .endingWith(2);
        assertThat(wrong.err()).contains("wild", "ABSTAIN, GUESS, MODEL");
    }

    @Test
    void calls_are_answered_in_order_and_bad_lines_in_their_place() {
        List<JsonNode> answers = Ran.reading("""
                        {"session": "s1", "name": "lookup_account", "arguments": {"user_id": "123"}}
                        not json
                        [1, 2]

                        {"session": "s1", "arguments": {}}
                        {"session": "s1", "name": "lookup_account", "arguments": "123"}
                        {"session": "s1", "name": "cancel_subscription", "arguments": {"user_id": "123"}}
                        """, "mock", gym).endingWith(0).jsonLines();
        assertThat(answers).hasSize(6);
        assertThat(answers.get(0).path("result").path("plan").asText()).isEqualTo("Premium");
        assertError(answers.get(1), 2, "not JSON");
        assertError(answers.get(2), 3, "a line is a JSON object");
        // The blank line is passed over but counted, so that an editor finds the line.
        assertError(answers.get(3), 5, "\"name\" must be text, and is missing");
        assertError(answers.get(4), 6, "arguments are a JSON object");
        assertThat(answers.get(5).path("result").path("status").asText()).isEqualTo("cancelled");
    }

    @Test
    void sessions_do_not_see_each_other_and_can_be_closed() {
        String lookUp = "{\"session\": \"%s\", \"name\": \"lookup_account\", \"arguments\": {\"user_id\": \"123\"}}\n";
        String close = "{\"session\": \"%s\", \"close\": true}\n";
        List<JsonNode> answers = Ran.reading(
                        lookUp.formatted("a")
                                + lookUp.formatted("a")
                                + lookUp.formatted("b")
                                + close.formatted("a")
                                + close.formatted("a")
                                + lookUp.formatted("a"),
                        "mock",
                        gym)
                .endingWith(0)
                .jsonLines();
        assertThat(answers)
                .map(answer -> answer.path("session").asText())
                .containsExactly("a", "a", "b", "a", "a", "a");
        // No log looks the account up twice, so only the first call of a session replays one.
        assertThat(answers)
                .map(answer -> answer.path("tier").asText().equals("replayed"))
                .containsExactly(true, false, true, false, false, true);
        assertThat(answers.get(3).path("closed").asBoolean()).isTrue();
        assertThat(answers.get(4).path("closed").asBoolean()).isFalse();
    }

    @Test
    void rewards_come_with_parts_and_reasons() {
        Ran ran = Ran.agentGym(
                        "reward",
                        gym,
                        "--response",
                        "Your refund was not issued.",
                        "--ground-truth",
                        "Your refund was issued.",
                        "--json")
                .endingWith(0);
        assertThat(ran.out().lines()).hasSize(1);
        assertThat(ran.json().path("reward").doubleValue()).isBetween(0.0, 0.5);
        assertThat(ran.json().path("parts")).isNotEmpty().allSatisfy(part -> {
            assertThat(part.path("name").asText()).isNotEmpty();
            assertThat(part.path("value").doubleValue()).isBetween(0.0, 1.0);
            assertThat(part.path("evidence").asText()).isNotEmpty();
        });
    }

    @Test
    void rewards_of_lines_equal_those_of_options_and_bad_lines_go_by() throws IOException {
        ObjectNode conversation = Json.object();
        conversation.set(
                "conversation", Json.parse(Files.readAllLines(Ran.quickstart()).getFirst()));
        List<JsonNode> answers = Ran.reading("""
                        {"response": "It is cancelled.", "ground_truth": "It was cancelled."}
                        {"response": "It is cancelled."}
                        {"conversation": {"conversation_id": "x"}}
                        """ + conversation + "\n", "reward", gym)
                .endingWith(0)
                .jsonLines();
        JsonNode alone = Ran.agentGym(
                        "reward",
                        gym,
                        "--response",
                        "It is cancelled.",
                        "--ground-truth",
                        "It was cancelled.",
                        "--json")
                .json();
        assertThat(answers).hasSize(4);
        assertThat(answers.getFirst()).isEqualTo(alone);
        assertError(answers.get(1), 2, "\"ground_truth\" must be text, and is missing");
        assertError(answers.get(2), 3, "/messages");
        assertThat(answers.get(3).path("reward").doubleValue()).isBetween(0.5, 1.0);
    }

    @Test
    void chats_keep_their_sessions_apart_and_name_the_agent() {
        List<JsonNode> answers = Ran.reading("""
                        {"session": "a", "user": "I want to cancel my subscription"}
                        {"session": "b", "user": "What plan am I on?"}
                        {"session": "a", "user": "It is 123."}
                        {"session": "a"}
                        {"session": "b", "user": "It is 555."}
                        {"session": "a", "close": true}
                        """, "chat", gym, "--agent", "grounded")
                .endingWith(0)
                .jsonLines();
        assertThat(answers).map(answer -> answer.path("session").asText()).containsExactly("a", "b", "a", "", "b", "a");
        assertThat(answers)
                .map(answer -> answer.path("agent").asText())
                .containsExactly("grounded", "grounded", "grounded", "", "grounded", "");
        assertThat(answers.get(2)
                        .path("tool_calls")
                        .path(0)
                        .path("arguments")
                        .path("user_id")
                        .asText())
                .isEqualTo("123");
        assertError(answers.get(3), 4, "\"user\" must be text, and is missing");
        assertThat(answers.get(4).toString()).doesNotContain("123");
        assertThat(answers.get(5).path("closed").asBoolean()).isTrue();
    }

    @Test
    void talking_in_plain_text_ends_at_the_first_empty_line() {
        Ran ran = Ran.reading("I want to cancel\n\nnever read\n", "chat", gym, "--text", "--agent", "grounded")
                .endingWith(0);
        assertThat(ran.out().lines().filter(line -> line.startsWith("agent> "))).hasSize(1);
        assertThat(ran.err()).contains("You are talking to the grounded agent");
    }

    @Test
    void no_input_is_no_answer() {
        for (String filter : List.of("mock", "reward", "chat")) {
            assertThat(Ran.reading("", filter, gym).endingWith(0).out()).isEmpty();
        }
    }

    private static void assertError(JsonNode answer, int line, String message) {
        assertThat(answer.path("error").path("line").asInt()).isEqualTo(line);
        assertThat(answer.path("error").path("message").asText()).contains(message);
    }

    /// The trap: faults that depend on which other sessions run beside.
    @Test
    void faults_are_the_same_for_a_session_whatever_runs_beside_it() {
        String ours = "{\"session\": \"s1\", \"name\": \"lookup_account\", \"arguments\": {\"user_id\": \"123\"}}\n";
        String theirs = ours.replace("s1", "s2");

        List<String> alone = tiersOfOurs(ours.repeat(40));

        assertThat(alone).contains("fault").anyMatch(tier -> !tier.equals("fault"));
        assertThat(tiersOfOurs((theirs + ours).repeat(40))).isEqualTo(alone);
    }

    private static List<String> tiersOfOurs(String lines) {
        return Ran.reading(lines, "mock", gym, "--faults", "timeout=0.2,error=0.2", "--seed", "7")
                .endingWith(0)
                .jsonLines()
                .stream()
                .filter(answer -> answer.path("session").asText().equals("s1"))
                .map(answer -> answer.path("tier").asText())
                .toList();
    }

    @Test
    void a_fault_that_nobody_knows_is_a_usage_error() {
        assertThat(Ran.agentGym("mock", gym, "--faults", "tired=0.1")
                        .endingWith(2)
                        .err())
                .contains("no fault named tired; there are timeout, error, stale, slow, delay");
        assertThat(Ran.agentGym("mock", gym, "--faults", "error=2")
                        .endingWith(2)
                        .err())
                .contains("--faults: shares of faults must lie between 0 and 1");
    }
}
