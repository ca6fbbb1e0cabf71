package dev.agentgym.llm.call;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.llm.Failure;
import dev.agentgym.llm.ModelException;
import dev.agentgym.trace.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// Answers in an SQLite file, as JSON under the SHA-256 of what was asked. Safe to share between threads; several
/// programs may use one file.
public final class AnswerStore implements AutoCloseable {

    private static final int BUSY_MILLIS = 30_000;

    private final Path file;
    private final Connection connection;
    private final ReentrantLock lock = new ReentrantLock();

    /// Opens the file, or makes it.
    ///
    /// @throws ModelException when it cannot be used
    public AnswerStore(Path file) {
        this.file = file;
        try {
            connection = DriverManager.getConnection("jdbc:sqlite:" + file);
            try (Statement statement = connection.createStatement()) {
                statement.execute("pragma journal_mode = wal");
                statement.execute("pragma synchronous = normal");
                statement.execute("pragma busy_timeout = " + BUSY_MILLIS);
                statement.execute("create table if not exists answers (key text primary key, answer text not null)");
            }
        } catch (SQLException e) {
            throw unusable(e);
        }
    }

    private ModelException unusable(SQLException e) {
        return new ModelException(
                "the cache " + file + " cannot be used: " + e.getMessage(), new Failure.Unusable(), e);
    }

    /// What was answered to this.
    Optional<JsonNode> find(String asked) {
        lock.lock();
        try (PreparedStatement query = connection.prepareStatement("select answer from answers where key = ?")) {
            query.setString(1, hash(asked));
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? Optional.of(Json.parse(rows.getString(1))) : Optional.empty();
            }
        } catch (SQLException e) {
            throw unusable(e);
        } finally {
            lock.unlock();
        }
    }

    /// Keeps an answer; the first one stays.
    void put(String asked, JsonNode answer) {
        lock.lock();
        try (PreparedStatement insert =
                connection.prepareStatement("insert or ignore into answers (key, answer) values (?, ?)")) {
            insert.setString(1, hash(asked));
            insert.setString(2, answer.toString());
            insert.executeUpdate();
        } catch (SQLException e) {
            throw unusable(e);
        } finally {
            lock.unlock();
        }
    }

    private static String hash(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            connection.close();
        } catch (SQLException e) {
            throw unusable(e);
        } finally {
            lock.unlock();
        }
    }
}
