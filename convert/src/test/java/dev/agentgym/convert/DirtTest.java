package dev.agentgym.convert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.Outcome;
import dev.agentgym.trace.Role;
import dev.agentgym.trace.ToolCall;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The kinds of dirt that real logs of conversations were seen to have, each with what becomes of it.
class DirtTest {

    @TempDir
    Path root;

    private Folder folder;

    @BeforeEach
    void begin() {
        folder = new Folder(root);
    }

    private Conversation chat(String... messages) {
        return folder.with("chat.jsonl", "{\"id\":\"c\",\"messages\":[" + String.join(",", messages) + "]}\n")
                .only();
    }

    private static ToolCall firstCall(Conversation conversation) {
        return conversation.exchanges().getFirst().call();
    }

    private static Message.Tool firstAnswer(Conversation conversation) {
        return conversation.exchanges().getFirst().answer().orElseThrow();
    }

    private static String call(String id, String arguments) {
        return "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"" + id
                + "\",\"type\":\"function\",\"function\":{\"name\":\"get\",\"arguments\":" + arguments + "}}]}";
    }

    private static String answer(String content) {
        return "{\"role\":\"tool\",\"tool_call_id\":\"a\",\"content\":" + Json.of(content) + "}";
    }

    @Test
    void d01_arguments_printed_by_python_become_json() {
        Conversation conversation = chat(call("a", "\"{'zip': '19122', 'ids': \\\"['x', 'y']\\\", 'all': True}\""));
        assertThat(firstCall(conversation).arguments())
                .isEqualTo(Json.parse("{\"zip\":\"19122\",\"ids\":[\"x\",\"y\"],\"all\":true}"));
    }

    @Test
    void d02_answers_without_id_or_name_are_paired_by_order() {
        Conversation conversation = chat(
                "{\"role\":\"assistant\",\"tool_calls\":[{\"function\":{\"name\":\"a\",\"arguments\":\"{}\"}},"
                        + "{\"function\":{\"name\":\"b\",\"arguments\":\"\"}}]}",
                "{\"role\":\"tool\",\"content\":\"first\"}",
                "{\"role\":\"tool\",\"content\":\"second\"}");
        assertThat(conversation.exchanges())
                .extracting(each ->
                        each.call().name() + "=" + each.answer().orElseThrow().text())
                .containsExactly("a=first", "b=second");
    }

    @Test
    void d02_answers_with_a_name_alone_are_paired_by_name() {
        Conversation conversation = chat(
                "{\"role\":\"assistant\",\"tool_calls\":[{\"name\":\"a\",\"arguments\":{}},{\"name\":\"b\",\"arguments\":{}}]}",
                "{\"role\":\"tool\",\"name\":\"b\",\"content\":\"of b\"}",
                "{\"role\":\"tool\",\"name\":\"a\",\"content\":\"of a\"}");
        assertThat(conversation.exchanges())
                .extracting(each ->
                        each.call().name() + "=" + each.answer().orElseThrow().text())
                .containsExactly("a=of a", "b=of b");
    }

    @Test
    void d02_the_older_function_call_is_a_call() {
        Conversation conversation = chat(
                "{\"role\":\"assistant\",\"content\":null,\"function_call\":{\"name\":\"get\",\"arguments\":\"{\\\"a\\\":1}\"}}",
                "{\"role\":\"function\",\"name\":\"get\",\"content\":\"{\\\"b\\\":2}\"}");
        assertThat(firstCall(conversation).arguments()).isEqualTo(Json.parse("{\"a\":1}"));
        assertThat(firstAnswer(conversation).result()).isEqualTo(Json.parse("{\"b\":2}"));
    }

    @Test
    void d03_content_may_be_null_empty_or_in_an_envelope() {
        Conversation conversation = chat(
                "{\"role\":\"assistant\",\"content\":\"{\\n \\\"message\\\": \\\"Hello.\\\"}\"}",
                "{\"role\":\"assistant\",\"content\":\"\"}",
                "{\"role\":\"assistant\",\"content\":null}",
                "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"See\"},{\"type\":\"image_url\"}]}");
        assertThat(conversation.messages())
                .extracting(Message::text)
                .containsExactly("Hello.", "", "", "See\n[image_url]");
    }

    @Test
    void d03_an_object_of_several_fields_is_what_was_said() {
        String said = "{\"message\": \"Hello.\", \"options\": [1]}";
        assertThat(chat("{\"role\":\"assistant\",\"content\":" + Json.of(said) + "}")
                        .messages()
                        .getFirst()
                        .text())
                .isEqualTo(said);
    }

    @Test
    void d04_several_results_in_one_message_become_one_each() {
        Conversation conversation = chat(
                "{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"x\",\"name\":\"a\",\"arguments\":{}},"
                        + "{\"id\":\"y\",\"name\":\"b\",\"arguments\":{}}]}",
                "{\"role\":\"tool\",\"tool_messages\":[{\"id\":\"x\",\"role\":\"tool\",\"content\":\"1\"},"
                        + "{\"id\":\"y\",\"role\":\"tool\",\"content\":\"2\"}]}");
        assertThat(conversation.exchanges())
                .extracting(each -> each.answer().orElseThrow().text())
                .containsExactly("1", "2");
    }

    @Test
    void d05_calls_of_the_customers_own_device_stay_theirs() {
        Conversation conversation = chat(
                "{\"role\":\"user\",\"tool_calls\":[{\"id\":\"u\",\"name\":\"restart\",\"arguments\":{},\"requestor\":\"user\"}]}",
                "{\"role\":\"tool\",\"id\":\"u\",\"content\":\"ok\",\"requestor\":\"user\"}");
        assertThat(conversation.exchanges().getFirst().caller()).isEqualTo(Role.USER);
    }

    @Test
    void d06_errors_are_recognised_in_all_their_forms() {
        for (String error : List.of(
                "Error: not found",
                "ValueError: bad zip",
                "{\"error\": \"no such order\"}",
                "{\"exception\": \"Timeout\"}",
                "{\"status\": \"error\", \"code\": 4}")) {
            assertThat(firstAnswer(chat(call("a", "{}"), answer(error))).isError())
                    .as(error)
                    .isTrue();
        }
        for (String fine :
                List.of("Errors fixed: 3", "{\"error\": null, \"id\": 1}", "{\"error\": \"\"}", "No error")) {
            assertThat(firstAnswer(chat(call("a", "{}"), answer(fine))).isError())
                    .as(fine)
                    .isFalse();
        }
        Conversation flagged =
                chat(call("a", "{}"), "{\"role\":\"tool\",\"tool_call_id\":\"a\",\"content\":\"no\",\"error\":true}");
        assertThat(firstAnswer(flagged).isError()).isTrue();
    }

    /// Renames are for the world to learn; a converter that "repaired" one would hide it.
    @Test
    void d07_field_names_stay_as_they_are() {
        Conversation conversation = chat(call("a", "{}"), answer("{\"province\": \"CA\"}"));
        assertThat(firstAnswer(conversation).result()).isEqualTo(Json.parse("{\"province\":\"CA\"}"));
    }

    @Test
    void d08_numbers_keep_their_noise_and_texts_of_numbers_stay_texts() {
        Conversation noise = chat(call("a", "{}"), answer("{\"price\": 121.20000000000005}"));
        assertThat(firstAnswer(noise).result().path("price").doubleValue()).isEqualTo(121.20000000000005);
        assertThat(firstAnswer(chat(call("a", "{}"), answer("121.20"))).result().isTextual())
                .isTrue();
    }

    @Test
    void d09_numbers_texts_and_nulls_in_arguments_stay_what_they_are() {
        JsonNode arguments = firstCall(chat(call("a", "\"{\\\"n\\\":1,\\\"t\\\":\\\"1\\\",\\\"none\\\":null}\"")))
                .arguments();
        assertThat(arguments).isEqualTo(Json.parse("{\"n\":1,\"t\":\"1\",\"none\":null}"));
    }

    @Test
    void d10_expressions_in_arguments_stay_texts() {
        String expression = "api.is_equal_to(\\\\\\\"Dr. Johnson\\\\\\\")";
        JsonNode arguments = firstCall(chat(call("a", "\"{\\\"doctor\\\":\\\"" + expression + "\\\"}\"")))
                .arguments();
        assertThat(arguments.path("doctor").textValue()).isEqualTo("api.is_equal_to(\"Dr. Johnson\")");
    }

    @Test
    void d11_the_same_call_keeps_each_of_its_answers() {
        Conversation conversation = chat(call("a", "{}"), answer("one"), call("a", "{}"), answer("two"));
        assertThat(conversation.exchanges())
                .extracting(each -> each.answer().orElseThrow().text())
                .containsExactly("one", "two");
    }

    @Test
    void d12_ratings_of_every_scale_are_read_and_kept_raw() {
        assertThat(rated("good", "bad")).isEqualTo("1.0 good/bad good");
        assertThat(rated("1", "0")).isEqualTo("1.0 0-1 -");
        assertThat(rated("4", "1")).isEqualTo("4.0 1-5 -");
        assertThat(rated("85", "12")).isEqualTo("85.0 0-100 -");
        assertThat(rated("\"3,4,3,2\"", "5")).isEqualTo("3.0 1-5 3,4,3,2");
        assertThat(rated("4/5", "2/5")).isEqualTo("4.0 1-5 4/5");
    }

    private String rated(String first, String second) {
        folder.with(
                        "m.csv",
                        "conversation_id,role,text,time\na,user,Hi,2026-01-01T10:00:00Z\nb,user,Hi,2026-01-01T10:00:00Z\n")
                .with("csat.csv", "conversation_id,score\na," + first + "\nb," + second + "\n")
                .convert();
        Conversation a = folder.conversations().getFirst();
        return a.satisfaction().orElseThrow() + " "
                + a.metadata().path("satisfaction_scale").asText() + " "
                + a.metadata().path("satisfaction_raw").asText("-");
    }

    @Test
    void d12_of_several_ratings_the_last_by_time_counts_and_the_others_are_kept() {
        Conversation conversation = folder.with(
                        "m.csv", "conversation_id,role,text,time\na,user,Hi,2026-01-01T10:00:00Z\n")
                .with(
                        "csat.csv",
                        "conversation_id,score,submitted_at\na,5,2026-01-03T10:00:00Z\na,2,2026-01-02T10:00:00Z\n")
                .only();
        assertThat(conversation.satisfaction()).hasValue(5);
        assertThat(conversation.metadata().path("earlier_ratings")).isEqualTo(Json.parse("[\"2\"]"));
    }

    @Test
    void d13_tokens_that_end_a_conversation_leave_the_text() {
        Conversation conversation = chat(
                "{\"role\":\"user\",\"content\":\"Thanks! ###STOP###\"}",
                "{\"role\":\"user\",\"content\":\"###TRANSFER###\"}");
        assertThat(conversation.messages()).extracting(Message::text).containsExactly("Thanks!");
        assertThat(conversation.metadata().path("stop_tokens"))
                .isEqualTo(Json.parse("[\"###STOP###\",\"###TRANSFER###\"]"));
    }

    @Test
    void d13_html_becomes_text_and_keeps_its_lines() {
        assertThat(MessageText.ofRow("<p>Hello&nbsp;<b>Ann</b>,</p><p>one<br>two</p><ul><li>a</li><li>b</li></ul>"))
                .isEqualTo("Hello Ann,\none\ntwo\na\nb");
        assertThat(MessageText.ofRow("a &amp; b &lt;c&gt;")).isEqualTo("a & b <c>");
        assertThat(MessageText.ofRow("1 < 2 and 3 > 2")).isEqualTo("1 < 2 and 3 > 2");
    }

    @Test
    void d13_quoted_mail_history_is_removed() {
        assertThat(MessageText.ofRow(
                        "Yes please.\n\nOn Mon, 5 Jan 2026 at 10:00, Support <s@x.org> wrote:\n> Shall I?\n> Ann"))
                .isEqualTo("Yes please.");
        assertThat(MessageText.ofRow("Fine\n> old\n> older")).isEqualTo("Fine");
        assertThat(MessageText.ofRow("> all of it\n> is quoted")).isEqualTo("> all of it\n> is quoted");
    }

    @Test
    void d14_a_transfer_or_a_cut_is_not_the_tools_failure() {
        assertThat(OutcomeLabels.read("escalated")).isEqualTo(Outcome.ABANDONED);
        assertThat(OutcomeLabels.read("transferred")).isEqualTo(Outcome.ABANDONED);
        assertThat(OutcomeLabels.read("no response")).isEqualTo(Outcome.ABANDONED);
        assertThat(OutcomeLabels.ofReward(0, "max_steps")).isEqualTo(Outcome.ABANDONED);
        assertThat(OutcomeLabels.ofReward(0, "user_stop")).isEqualTo(Outcome.FAILURE);
        assertThat(OutcomeLabels.read("whatever this is")).isEqualTo(Outcome.UNKNOWN);
    }
}
