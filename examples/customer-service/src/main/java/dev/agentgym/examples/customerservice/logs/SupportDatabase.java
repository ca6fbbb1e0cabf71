package dev.agentgym.examples.customerservice.logs;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.examples.customerservice.simulation.Event;
import dev.agentgym.examples.customerservice.simulation.SampleConversation;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConnection;

/// The same conversations as a helpdesk database of three tables.
///
/// Messages and calls of a conversation share one sequence of `seq`, so it orders them as time does; a call names
/// the message it came after.
final class SupportDatabase implements AutoCloseable {

    private static final List<String> SCHEMA = List.of(
            "CREATE TABLE conversations (id TEXT PRIMARY KEY, customer_id TEXT NOT NULL, channel TEXT NOT NULL,"
                    + " started_at TEXT NOT NULL, closed_at TEXT NOT NULL, outcome TEXT NOT NULL,"
                    + " satisfaction_score INTEGER, metadata TEXT NOT NULL)",
            "CREATE TABLE messages (id INTEGER PRIMARY KEY, conversation_id TEXT NOT NULL REFERENCES conversations,"
                    + " seq INTEGER NOT NULL, role TEXT NOT NULL, content TEXT NOT NULL, created_at TEXT NOT NULL)",
            "CREATE TABLE tool_calls (id TEXT PRIMARY KEY, conversation_id TEXT NOT NULL REFERENCES conversations,"
                    + " message_id INTEGER NOT NULL REFERENCES messages, seq INTEGER NOT NULL, name TEXT NOT NULL,"
                    + " arguments TEXT NOT NULL, result TEXT, error TEXT, started_at TEXT NOT NULL,"
                    + " latency_ms INTEGER NOT NULL)");

    private final Connection connection;
    private final PreparedStatement conversations;
    private final PreparedStatement messages;
    private final PreparedStatement calls;
    private int messageId;

    private SupportDatabase() throws SQLException {
        connection = DriverManager.getConnection("jdbc:sqlite::memory:");
        try (Statement statement = connection.createStatement()) {
            for (String table : SCHEMA) {
                statement.execute(table);
            }
        }
        connection.setAutoCommit(false);
        conversations = connection.prepareStatement("INSERT INTO conversations VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
        messages = connection.prepareStatement("INSERT INTO messages VALUES (?, ?, ?, ?, ?, ?)");
        calls = connection.prepareStatement("INSERT INTO tool_calls VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    }

    static byte[] bytes(SampleLogs logs) {
        try (var database = new SupportDatabase()) {
            for (SampleConversation conversation : logs.conversations()) {
                database.insert(conversation);
            }
            database.connection.commit();
            return database.connection.unwrap(SQLiteConnection.class).serialize("main");
        } catch (SQLException e) {
            throw new IllegalStateException("The SQLite export cannot be written.", e);
        }
    }

    private void insert(SampleConversation conversation) throws SQLException {
        ObjectNode metadata = JsonNodeFactory.instance
                .objectNode()
                .put("agent", conversation.agent().name());
        insert(
                conversations,
                conversation.id(),
                conversation.customerId(),
                conversation.channel(),
                Times.text(conversation.events().getFirst().at()),
                Times.text(conversation.events().getLast().at()),
                conversation.outcome().label(),
                conversation.satisfaction().orElse(null),
                metadata.toString());
        int seq = 0;
        int number = 0;
        for (Event event : conversation.events()) {
            seq++;
            switch (event) {
                case Event.Said said -> insert(conversation.id(), seq, said);
                case Event.Called called -> insert(conversation.id(), seq, ++number, called);
            }
        }
    }

    private void insert(String ticket, int seq, Event.Said said) throws SQLException {
        String role = switch (said.speaker()) {
            case CUSTOMER -> "user";
            case AGENT -> "assistant";
            case SYSTEM -> "system";
        };
        insert(messages, ++messageId, ticket, seq, role, said.body(), Times.text(said.at()));
    }

    private void insert(String ticket, int seq, int number, Event.Called called) throws SQLException {
        boolean failed = called.answer().isError();
        insert(
                calls,
                CallIds.of(ticket, number),
                ticket,
                messageId,
                seq,
                called.tool(),
                called.arguments().toString(),
                failed ? null : called.answer().result().toString(),
                failed ? called.answer().result().asText() : null,
                Times.text(called.at()),
                called.durationMillis());
    }

    private static void insert(PreparedStatement into, @Nullable Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null) {
                into.setNull(i + 1, Types.NULL);
            } else {
                into.setObject(i + 1, values[i]);
            }
        }
        into.executeUpdate();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
