package dev.agentgym.examples.customerservice.office;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConnection;

/// A private SQLite database in memory. Not thread-safe: one caller at a time.
final class Database implements AutoCloseable {

    private static final String SCHEMA = "main";

    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new LinkedHashMap<>();

    private Database(Connection connection) {
        this.connection = connection;
    }

    /// A database with the tables of `schema.sql` and nothing in them.
    static Database empty() {
        var database = new Database(connect());
        for (String statement : schema().split(";", -1)) {
            if (!statement.isBlank()) {
                database.change(statement);
            }
        }
        return database;
    }

    static Database restored(byte[] snapshot) {
        Connection connection = connect();
        try {
            connection.unwrap(SQLiteConnection.class).deserialize(SCHEMA, snapshot);
        } catch (SQLException e) {
            throw new IllegalStateException("The snapshot of the back office cannot be opened.", e);
        }
        return new Database(connection);
    }

    byte[] snapshot() {
        try {
            return connection.unwrap(SQLiteConnection.class).serialize(SCHEMA);
        } catch (SQLException e) {
            throw new IllegalStateException("The back office cannot be copied.", e);
        }
    }

    List<Row> rows(String sql, @Nullable Object... values) {
        try (ResultSet result = prepared(sql, values).executeQuery()) {
            List<String> labels = labels(result.getMetaData());
            var rows = new ArrayList<Row>();
            while (result.next()) {
                rows.add(row(result, labels));
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException("Query failed: " + sql, e);
        }
    }

    Optional<Row> row(String sql, @Nullable Object... values) {
        return rows(sql, values).stream().findFirst();
    }

    List<String> texts(String sql, @Nullable Object... values) {
        return rows(sql, values).stream()
                .map(row -> Objects.requireNonNull(
                                row.columns().values().iterator().next())
                        .toString())
                .toList();
    }

    void change(String sql, @Nullable Object... values) {
        try {
            prepared(sql, values).execute();
        } catch (SQLException e) {
            throw new IllegalStateException("Change failed: " + sql, e);
        }
    }

    /// The next id of a kind, as `prefix-number`; ids of a kind are given in order and never again.
    String nextId(String prefix) {
        change("UPDATE sequences SET last = last + 1 WHERE prefix = ?", prefix);
        return prefix + "-"
                + texts("SELECT last FROM sequences WHERE prefix = ?", prefix).getFirst();
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("The back office cannot be closed.", e);
        }
    }

    private PreparedStatement prepared(String sql, @Nullable Object... values) throws SQLException {
        PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            prepared.put(sql, statement);
        }
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    private static List<String> labels(ResultSetMetaData columns) throws SQLException {
        var labels = new ArrayList<String>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            labels.add(columns.getColumnLabel(i));
        }
        return labels;
    }

    private static Row row(ResultSet result, List<String> labels) throws SQLException {
        var columns = new LinkedHashMap<String, @Nullable Object>();
        for (int i = 0; i < labels.size(); i++) {
            columns.put(labels.get(i), result.getObject(i + 1));
        }
        return new Row(columns);
    }

    private static Connection connect() {
        try {
            return DriverManager.getConnection("jdbc:sqlite::memory:");
        } catch (SQLException e) {
            throw new IllegalStateException("SQLite cannot open a database in memory.", e);
        }
    }

    private static String schema() {
        try (InputStream in = Objects.requireNonNull(Database.class.getResourceAsStream("schema.sql"), "schema.sql")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("schema.sql cannot be read.", e);
        }
    }
}
