package dev.agentgym.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.Outcome;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TablesTest {

    private static final String HEADER = "ticket_id,sent_at,author_type,body,ticket_status\n";

    @TempDir
    Path root;

    private Folder folder;

    @BeforeEach
    void begin() {
        folder = new Folder(root);
    }

    @Test
    void rows_become_conversations_whatever_their_order() {
        folder.with("m.csv", HEADER + """
                        T2,2026-01-01T10:00:05Z,agent,Hello two,solved
                        T1,2026-01-01T10:00:09Z,agent,Hello one,unsolved
                        T2,2026-01-01T10:00:01Z,customer,Hi,solved
                        T1,2026-01-01T10:00:01Z,customer,Hey,unsolved
                        """);
        ConversionReport report = folder.convert();
        assertThat(folder.conversations())
                .extracting(
                        Conversation::id,
                        Conversation::outcome,
                        each -> each.messages().getFirst().text())
                .containsExactly(tuple("T1", Outcome.FAILURE, "Hey"), tuple("T2", Outcome.SUCCESS, "Hi"));
        assertThat(report.sources().getFirst().reason())
                .isEqualTo(
                        "columns ticket_id, sent_at, author_type, body, ticket_status look like one row per message");
        assertThat(report.sources().getFirst().columns())
                .containsEntry("text", "body")
                .containsEntry("role", "author_type");
    }

    @Test
    void semicolons_tabs_marks_and_quoted_lines_are_read() {
        folder.with("a.csv", "\ufeffconversation_id;role;text\r\na;user;\"one\r\ntwo; \"\"three\"\"\"\r\n")
                .with("b.tsv", "conversation_id\trole\ttext\nb\tuser\tone, two\n")
                .convert();
        assertThat(folder.conversations())
                .extracting(each -> each.messages().getFirst().text())
                .containsExactly("one\ntwo; \"three\"", "one, two");
    }

    @Test
    void text_that_is_not_utf8_is_read_as_windows_1252_and_said_so() {
        byte[] bytes = "conversation_id,role,text\na,user,Grüße für 5 €\n".getBytes(Charset.forName("windows-1252"));
        ConversionReport report = folder.with("m.csv", bytes).convert();
        assertThat(folder.conversations().getFirst().messages().getFirst().text())
                .isEqualTo("Grüße für 5 €");
        assertThat(report.sources().getFirst().warnings()).anyMatch(warning -> warning.contains("windows-1252"));
    }

    @Test
    void one_broken_byte_does_not_garble_a_utf8_file() {
        byte[] bytes = "conversation_id,role,text\na,user,Grüße aus Köln\nb,user,x?\n".getBytes(StandardCharsets.UTF_8);
        bytes[bytes.length - 2] = (byte) 0xff;
        folder.with("m.csv", bytes).convert();
        assertThat(folder.conversations())
                .extracting(each -> each.messages().getFirst().text())
                .containsExactly("Grüße aus Köln", "x\ufffd");
    }

    @Test
    void copies_of_rows_are_dropped_and_counted() {
        folder.with("m.csv", HEADER + "T1,2026-01-01T10:00:00Z,customer,Hi,solved\n".repeat(3));
        ConversionReport report = folder.convert();
        assertThat(report.rows()).isEqualTo(new ConversionReport.Rows(3, 1, 2, 0));
        assertThat(folder.conversations().getFirst().messages()).hasSize(1);
    }

    /// Two customers' "yes" in a file without times are two messages.
    @Test
    void equal_rows_that_nothing_marks_as_copies_are_kept() {
        folder.with("m.csv", "conversation_id,role,text\na,user,yes\na,user,yes\n");
        assertThat(folder.only().messages()).hasSize(2);
    }

    @Test
    void ragged_rows_and_unknown_roles_are_set_aside_alone() {
        folder.with("m.csv", "conversation_id,role,text\na,user,Hi\na,user\na,martian,Hm\na,agent,Hello\n,user,lost\n");
        ConversionReport report = folder.convert();
        assertThat(folder.conversations().getFirst().messages())
                .extracting(Message::text)
                .containsExactly("Hi", "Hello");
        assertThat(report.rows()).isEqualTo(new ConversionReport.Rows(5, 2, 0, 3));
        assertThat(folder.quarantine())
                .extracting(bad -> bad.path("line").asInt())
                .containsExactly(3, 6, 4);
        assertThat(folder.quarantine())
                .allMatch(bad -> !bad.path("reason").asText().isEmpty());
    }

    /// A parser that trusted the quote would swallow every row behind it.
    @Test
    void a_quote_that_is_never_closed_costs_one_line() {
        folder.with(
                "m.csv", "conversation_id,role,text\na,user,Hi\na,user,\"never closed\na,agent,Hello\na,user,Bye\n");
        ConversionReport report = folder.convert();
        assertThat(folder.conversations().getFirst().messages())
                .extracting(Message::text)
                .containsExactly("Hi", "Hello", "Bye");
        assertThat(report.rows()).isEqualTo(new ConversionReport.Rows(4, 3, 0, 1));
        assertThat(folder.quarantine().getFirst().path("raw").asText()).isEqualTo("a,user,\"never closed");
    }

    @Test
    void a_stray_quote_before_quoted_rows_costs_one_line() {
        folder.with(
                "m.csv", "conversation_id,role,text\na,user,\"stray\na,agent,\"Hello, you\"\na,user,\"Bye, you\"\n");
        folder.convert();
        assertThat(folder.conversations().getFirst().messages())
                .extracting(Message::text)
                .containsExactly("Hello, you", "Bye, you");
    }

    @Test
    void calls_and_ratings_of_companion_files_are_joined_by_conversation() {
        folder.with("m.csv", HEADER + """
                        T1,2026-01-01T10:00:00Z,customer,Where is it?,solved
                        T1,2026-01-01T10:00:30Z,agent,On its way,solved
                        """)
                .with(
                        "audit.jsonl",
                        "{\"ticket\":\"T1\",\"call_id\":\"c1\",\"at\":\"2026-01-01T10:00:10Z\",\"tool\":\"find\","
                                + "\"input\":\"{\\\"id\\\":\\\"7\\\"}\",\"output\":{\"n\":1},\"ok\":true,\"error\":null,\"duration_ms\":250}\n"
                                + "{\"ticket\":\"T1\",\"call_id\":\"c2\",\"at\":\"2026-01-01T10:00:20Z\",\"tool\":\"ship\","
                                + """
                        "input":{},"output":null,"ok":false,"error":"Error: NOPE: no","duration_ms":1}
                        {"ticket":"T9","call_id":"c9","at":"2026-01-01T10:00:20Z","tool":"ship","input":{},"output":1}
                        """)
                .with("csat.csv", "ticket_id,score,comment\nT1,4,fine\nT8,1,\n");
        ConversionReport report = folder.convert();
        Conversation conversation = folder.conversations().getFirst();
        assertThat(conversation.messages())
                .extracting(message -> message.role() + " " + message.text())
                .containsExactly(
                        "USER Where is it?",
                        "ASSISTANT ",
                        "TOOL {\"n\":1}",
                        "ASSISTANT ",
                        "TOOL Error: NOPE: no",
                        "ASSISTANT On its way");
        assertThat(conversation.messages().get(2).details().timestamp().orElseThrow())
                .hasToString("2026-01-01T10:00:10.250Z");
        assertThat(conversation.messages().get(4))
                .matches(message -> message instanceof Message.Tool tool && tool.isError());
        assertThat(conversation.satisfaction()).hasValue(4);
        assertThat(report.rows()).isEqualTo(new ConversionReport.Rows(7, 5, 0, 2));
        assertThat(folder.quarantine())
                .extracting(bad -> bad.path("value").asText())
                .containsExactly("T8", "T9");
        assertThat(report.sources())
                .filteredOn(source -> !source.warnings().isEmpty())
                .hasSize(2);
    }

    @Test
    void calls_that_overlap_were_made_together() {
        folder.with("m.csv", HEADER + "T1,2026-01-01T10:00:00Z,customer,Hi,solved\n")
                .with("audit.jsonl", """
                        {"ticket":"T1","at":"2026-01-01T10:00:10.000Z","tool":"a","input":{},"output":1,"duration_ms":500}
                        {"ticket":"T1","at":"2026-01-01T10:00:10.100Z","tool":"b","input":{},"output":2,"duration_ms":5}
                        """);
        assertThat(folder.only().messages().get(1).toolCalls()).hasSize(2);
    }

    @Test
    void tool_columns_in_the_table_itself_become_calls() {
        folder.with("m.csv", """
                        conversation_id,role,text,tool_name,arguments,result
                        a,user,Hi,,,
                        a,assistant,Let me look,find,"{""id"": 1}","{""n"": 2}"
                        a,assistant,,check,{},
                        a,tool,fine,check,,
                        """);
        assertThat(folder.only().exchanges())
                .extracting(each -> each.call().name()
                        + each.call().arguments()
                        + each.answer().orElseThrow().text())
                .containsExactly("find{\"id\":1}{\"n\":2}", "check{}fine");
    }

    @Test
    void the_user_can_name_columns_and_keep_more_of_them() {
        folder.with("m.csv", "conv,who,said,queue\na,user,Hi,red\n");
        assertThatThrownBy(folder::convert)
                .isInstanceOf(ConversionException.class)
                .hasMessageContaining("conversation, role, text")
                .hasMessageContaining("--map");
        folder.conversion()
                .mapping(Map.of("conversation", "conv", "role", "who", "text", "said", "metadata.queue", "queue"))
                .to(folder.out(), ProgressListener.SILENT);
        assertThat(folder.conversations().getFirst().metadata()).isEqualTo(Json.parse("{\"queue\":\"red\"}"));
    }

    @Test
    void a_mapping_to_nothing_known_is_refused() {
        assertThatThrownBy(() -> folder.conversion().mapping(Map.of("txet", "body")))
                .hasMessageContaining("--map knows no 'txet'");
    }

    @Test
    void an_agent_is_named_only_where_they_took_part() {
        folder.with("m.csv", """
                        conversation_id,role,text,author
                        a,customer,Hi,Zoe
                        a,agent,Hello,Priya
                        b,customer,Hi,Zoe
                        """).with("c.csv", """
                        conversation_id,score,metadata
                        b,3,"{""agent"": ""Priya"", ""queue"": ""red""}"
                        """).convert();
        assertThat(folder.conversations())
                .extracting(each -> each.metadata().path("agent").asText("-"))
                .containsExactly("Priya", "-");
        assertThat(folder.conversations().getLast().metadata().path("queue").asText())
                .isEqualTo("red");
    }
}
