package dev.agentgym.convert;

import dev.agentgym.trace.Json;
import dev.agentgym.trace.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Brings the rows of tables together by conversation, in whatever order they come, in memory bounded by the
/// largest conversation: rows are put down in a temporary database on disk and taken up again sorted.
///
/// The file takes about the size of the unpacked logs, is readable by this user only, and is gone after [#close].
/// For one thread.
final class Staging implements AutoCloseable, RowSink {

    private static final int BATCH = 500;

    private final Path file;
    private final Connection database;
    private final PreparedStatement insert;
    private final Consumer<Reading.Quarantined> quarantine;
    private long position;

    /// All rows of one conversation, each list in the order in which it was read.
    ///
    /// @param id the conversation
    /// @param messages rows that are messages
    /// @param calls rows that are calls
    /// @param surveys rows that are answers of a survey
    record Group(String id, List<Row> messages, List<Row> calls, List<Row> surveys) {}

    private Staging(
            Path file, Connection database, PreparedStatement insert, Consumer<Reading.Quarantined> quarantine) {
        this.file = file;
        this.database = database;
        this.insert = insert;
        this.quarantine = quarantine;
    }

    /// Makes an empty place for rows.
    ///
    /// @param quarantine takes the rows that say nothing
    /// @throws ConversionException when there is no room for temporary files
    static Staging create(Consumer<Reading.Quarantined> quarantine) {
        try {
            Path file = Files.createTempFile("agent-gym-rows-", ".sqlite");
            Connection database = DriverManager.getConnection("jdbc:sqlite:" + file);
            try (Statement statement = database.createStatement()) {
                statement.execute("PRAGMA journal_mode = OFF");
                statement.execute("PRAGMA synchronous = OFF");
                statement.execute("CREATE TABLE rows (conversation TEXT, position INTEGER, kind TEXT, data TEXT)");
            }
            database.setAutoCommit(false);
            PreparedStatement insert = database.prepareStatement("INSERT INTO rows VALUES (?, ?, ?, ?)");
            return new Staging(file, database, insert, quarantine);
        } catch (IOException | SQLException e) {
            throw failure(e);
        }
    }

    @Override
    public void row(Row row) {
        try {
            insert.setString(1, row.conversation());
            insert.setLong(2, position++);
            insert.setString(3, row.kind().name());
            insert.setString(4, row.toJson().toString());
            insert.addBatch();
            if (position % BATCH == 0) {
                insert.executeBatch();
            }
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    @Override
    public void bad(Reading.Quarantined row) {
        quarantine.accept(row);
    }

    /// Hands over every conversation in the order of the ids.
    void forEach(Consumer<Group> conversations) {
        String sorted = "SELECT conversation, kind, data FROM rows ORDER BY conversation, position";
        try (Statement statement = database.createStatement()) {
            insert.executeBatch();
            database.commit();
            try (ResultSet rows = statement.executeQuery(sorted)) {
                List<Row> group = new ArrayList<>();
                while (rows.next()) {
                    Row row = Row.of(Format.valueOf(rows.getString(2)), Json.parse(rows.getString(3)));
                    if (!group.isEmpty() && !group.getFirst().conversation().equals(row.conversation())) {
                        conversations.accept(group(group));
                        group.clear();
                    }
                    group.add(row);
                }
                if (!group.isEmpty()) {
                    conversations.accept(group(group));
                }
            }
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private static Group group(List<Row> rows) {
        return new Group(
                rows.getFirst().conversation(),
                of(Format.MESSAGE_ROWS, rows),
                of(Format.CALL_ROWS, rows),
                of(Format.SURVEY_ROWS, rows));
    }

    private static List<Row> of(Format kind, List<Row> rows) {
        return rows.stream().filter(row -> row.kind() == kind).toList();
    }

    @Override
    public void close() {
        try {
            insert.close();
            database.close();
        } catch (SQLException e) {
            throw failure(e);
        } finally {
            remove(file);
        }
    }

    /// Removes a temporary file.
    static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private static ConversionException failure(Exception e) {
        return new ConversionException(
                "cannot keep rows in a temporary file under " + System.getProperty("java.io.tmpdir") + ": "
                        + e.getMessage() + "; make room there or set -Djava.io.tmpdir to another folder",
                e);
    }
}
