package dev.agentgym.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.Outcome;
import dev.agentgym.trace.Traces;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {

    private static final List<String> TABLES = List.of(
            "CREATE TABLE conversations (id TEXT, customer_id TEXT, channel TEXT, outcome TEXT, satisfaction_score REAL, metadata TEXT)",
            "CREATE TABLE messages (id INTEGER, conversation_id TEXT, seq INTEGER, role TEXT, content TEXT, created_at TIMESTAMP)",
            "CREATE TABLE tool_calls (id TEXT, conversation_id TEXT, message_id INTEGER, seq INTEGER, name TEXT,"
                    + " arguments TEXT, result TEXT, error TEXT, started_at TIMESTAMP, latency_ms INTEGER)",
            "INSERT INTO conversations VALUES ('c1', 'u7', 'chat', 'solved', 4, '{\"plan\":\"pro\"}'), ('c9', 'u8', 'chat', 'solved', 1, '{}')",
            "INSERT INTO messages VALUES (2, 'c1', 4, 'assistant', 'Done.', '2026-01-01 10:00:30'),"
                    + " (1, 'c1', 1, 'user', 'Cancel it', '2026-01-01 10:00:00'), (3, 'c2', 1, 'user', 'Hello', '2026-01-01 11:00:00')",
            "INSERT INTO tool_calls VALUES ('k1', 'c1', 1, 2, 'find', '{\"id\": 7}', '{\"n\": 1.5}', NULL, '2026-01-01 10:00:10', 250),"
                    + " ('k2', 'c1', 1, 3, 'cancel', '{}', NULL, 'Error: TOO_LATE', '2026-01-01 10:00:20', 9)");

    @TempDir
    Path root;

    /// Fills a database with the tables that every test reads.
    static void fill(String address, List<String> statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(address);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /// What every database with these tables must give.
    static void assertConverted(String address, Path out) throws SQLException {
        fill(address, TABLES);
        ConversionReport report = Conversion.of(List.of(address)).to(out, ProgressListener.SILENT);
        List<Conversation> conversations = Traces.read(report.output());
        Conversation first = conversations.getFirst();
        assertThat(conversations).extracting(Conversation::id).containsExactly("c1", "c2");
        assertThat(first.messages())
                .extracting(message -> message.role() + " " + message.text())
                .containsExactly(
                        "USER Cancel it",
                        "ASSISTANT ",
                        "TOOL {\"n\":1.5}",
                        "ASSISTANT ",
                        "TOOL Error: TOO_LATE",
                        "ASSISTANT Done.");
        assertThat(first.messages().get(2).details().timestamp().orElseThrow()).hasToString("2026-01-01T10:00:10.250Z");
        assertThat(first.messages().get(4)).matches(message -> message instanceof Message.Tool tool && tool.isError());
        assertThat(first.outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(first.satisfaction()).hasValue(4);
        assertThat(first.metadata().path("customer_id").asText()).isEqualTo("u7");
        assertThat(first.metadata().path("plan").asText()).isEqualTo("pro");
        assertThat(report.rows()).isEqualTo(new ConversionReport.Rows(7, 6, 0, 1));
        assertThat(report.conversations()).isEqualTo(new ConversionReport.Counts(2, 2, 0, 0));
    }

    @Test
    void three_tables_of_sqlite_become_conversations() throws SQLException {
        assertConverted("jdbc:sqlite:" + root.resolve("support.db"), root.resolve("out"));
    }

    @Test
    void a_file_is_recognised_as_a_database_whatever_its_name() throws SQLException {
        fill("jdbc:sqlite:" + root.resolve("backup.bin"), TABLES);
        ConversionReport report = Conversion.of(
                        List.of(root.resolve("backup.bin").toString()))
                .to(root.resolve("out"), ProgressListener.SILENT);
        assertThat(report.sources())
                .extracting(ConversionReport.Source::format)
                .containsExactly(Format.MESSAGE_ROWS, Format.CALL_ROWS, Format.SURVEY_ROWS);
        assertThat(report.conversations().converted()).isEqualTo(2);
    }

    @Test
    void queries_and_mapped_columns_read_tables_of_any_shape() throws SQLException {
        String address = "jdbc:sqlite:" + root.resolve("x.db");
        fill(
                address,
                List.of(
                        "CREATE TABLE chatter (k TEXT, who TEXT, said TEXT, n INTEGER)",
                        "INSERT INTO chatter VALUES ('a', 'customer', 'Hi', 1), ('a', 'agent', 'Hello', 2), ('b', 'customer', 'x', 1)"));
        assertThatThrownBy(() -> Conversion.of(List.of(address)).to(root.resolve("out"), ProgressListener.SILENT))
                .hasMessageContaining("has no table of messages; it has chatter")
                .hasMessageContaining("--query");
        ConversionReport report = Conversion.of(List.of(address))
                .query("SELECT k AS conversation_id, who, said, n AS seq FROM chatter WHERE k <> 'b'")
                .mapping(Map.of("role", "who", "text", "said"))
                .to(root.resolve("out"), ProgressListener.SILENT);
        assertThat(Traces.read(report.output()).getFirst().messages())
                .extracting(Message::text)
                .containsExactly("Hi", "Hello");
    }

    @Test
    void user_and_password_are_never_shown() {
        assertThat(Database.shown("jdbc:postgresql://me:secret@host:5432/db?user=me&password=secret&ssl=true"))
                .isEqualTo("jdbc:postgresql://host:5432/db?ssl=true");
        assertThatThrownBy(() -> Conversion.of(List.of("jdbc:postgresql://localhost:1/db?user=me&password=geheim"))
                        .to(root.resolve("out"), ProgressListener.SILENT))
                .isInstanceOf(ConversionException.class)
                .hasMessageNotContaining("geheim");
    }
}
