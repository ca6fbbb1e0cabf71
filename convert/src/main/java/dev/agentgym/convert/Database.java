package dev.agentgym.convert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.agentgym.trace.Compression;
import dev.agentgym.trace.Origin;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/// Reads the rows of a database: of its three tables of conversations, messages and tool calls, or of queries.
///
/// The database is opened for reading only; rows are streamed, 1,000 at a time, in whatever order the database has
/// them (bringing them together is [Staging]'s work, so no sorting and no collation of the database is relied on).
/// User and password come from the address or from `AGENT_GYM_DB_USER` and `AGENT_GYM_DB_PASSWORD`, and are never
/// shown. For one thread.
final class Database implements AutoCloseable {

    private static final int FETCH = 1000;

    private static final Map<Format, List<String>> TABLES = Map.of(
            Format.MESSAGE_ROWS, List.of("messages", "message", "chat_messages", "conversation_messages", "comments"),
            Format.CALL_ROWS, List.of("tool_calls", "tool_call", "tool_audit", "function_calls", "calls"),
            Format.SURVEY_ROWS, List.of("conversations", "conversation", "tickets", "sessions", "chats", "threads"));

    private final String name;
    private final Connection connection;
    private final Optional<Path> temporary;

    /// One table or query, and what its rows are.
    ///
    /// @param name how reports call it
    /// @param query gives its rows
    /// @param detection what its rows are
    record Part(String name, String query, Detection detection) {}

    private Database(String name, Connection connection, Optional<Path> temporary) {
        this.name = name;
        this.connection = connection;
        this.temporary = temporary;
    }

    /// Opens a JDBC address.
    ///
    /// @throws ConversionException when nobody answers there
    static Database open(String address) {
        return connect(shown(address), address, Optional.empty());
    }

    /// Opens a file, unpacking it to a temporary one where it is packed.
    ///
    /// @throws ConversionException when it cannot be unpacked or is no database
    static Database open(SourceFile file, Meter meter) {
        try {
            byte[] magic;
            try (InputStream raw = Files.newInputStream(file.path())) {
                magic = raw.readNBytes(15);
            }
            if (new String(magic, StandardCharsets.ISO_8859_1).equals("SQLite format 3")) {
                return connect(file.name(), "jdbc:sqlite:" + file.path(), Optional.empty());
            }
            Path temporary = Files.createTempFile("agent-gym-", ".sqlite");
            unpack(file, temporary, meter);
            return connect(file.name(), "jdbc:sqlite:" + temporary, Optional.of(temporary));
        } catch (IOException e) {
            throw new ConversionException(
                    "cannot unpack " + file.name() + ": " + e.getMessage()
                            + "; a database that was cut short cannot be read, fetch it again",
                    e);
        }
    }

    private static void unpack(SourceFile file, Path temporary, Meter meter) throws IOException {
        try (InputStream unpacked = Compression.unpack(meter.counting(Files.newInputStream(file.path())))) {
            Files.copy(unpacked, temporary, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            Staging.remove(temporary);
            throw e;
        }
    }

    private static Database connect(String name, String address, Optional<Path> temporary) {
        try {
            Properties properties = new Properties();
            if (address.startsWith("jdbc:sqlite:")) {
                properties.put("open_mode", "1");
            } else {
                login(properties, "user", "AGENT_GYM_DB_USER");
                login(properties, "password", "AGENT_GYM_DB_PASSWORD");
            }
            Connection connection = DriverManager.getConnection(address, properties);
            if (!address.startsWith("jdbc:sqlite:")) {
                connection.setReadOnly(true);
                connection.setAutoCommit(false);
            }
            return new Database(name, connection, temporary);
        } catch (SQLException e) {
            temporary.ifPresent(Staging::remove);
            throw new ConversionException(
                    "cannot open the database " + name + ": " + e.getMessage()
                            + "; give user and password in AGENT_GYM_DB_USER and AGENT_GYM_DB_PASSWORD",
                    e);
        }
    }

    private static void login(Properties properties, String property, String variable) {
        String value = System.getenv(variable);
        if (value != null) {
            properties.put(property, value);
        }
    }

    /// The address without user and password.
    static String shown(String address) {
        String bare =
                address.replaceFirst("//[^/@]*@", "//").replaceAll("(?i)(?<=[?&;])(user|password)=[^&;]*[&;]?", "");
        return bare.replaceFirst("[?&;]+$", "");
    }

    /// The tables or queries to read.
    ///
    /// @param queries SQL by `messages`, `tool_calls` or `conversations`; none for the tables of these names
    /// @param mapping columns that the user named
    /// @throws ConversionException when there are no messages, or a query fails
    List<Part> parts(Map<String, String> queries, Map<String, String> mapping) {
        List<Part> parts = new ArrayList<>();
        try {
            if (queries.isEmpty()) {
                List<String> tables = tables();
                part(Format.MESSAGE_ROWS, tables, mapping).ifPresent(parts::add);
                if (parts.isEmpty()) {
                    throw new ConversionException("the database " + name + " has no table of messages; it has "
                            + (tables.isEmpty() ? "no tables" : String.join(", ", tables))
                            + "; give a query with --query");
                }
                part(Format.CALL_ROWS, tables, mapping).ifPresent(parts::add);
                part(Format.SURVEY_ROWS, tables, mapping).ifPresent(parts::add);
            }
            for (Map.Entry<String, String> query : queries.entrySet()) {
                parts.add(part(kind(query.getKey()), query.getKey(), query.getValue(), mapping));
            }
        } catch (SQLException e) {
            throw failure(e);
        }
        return parts;
    }

    private static Format kind(String table) {
        return TABLES.entrySet().stream()
                .filter(entry -> entry.getValue().contains(table.toLowerCase(Locale.ROOT)))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new ConversionException(
                        "--query is for messages, tool_calls or conversations, not for '" + table + "'"));
    }

    private List<String> tables() throws SQLException {
        List<String> tables = new ArrayList<>();
        DatabaseMetaData data = connection.getMetaData();
        try (ResultSet rows = data.getTables(connection.getCatalog(), null, "%", new String[] {"TABLE", "VIEW"})) {
            while (rows.next()) {
                tables.add(rows.getString("TABLE_NAME"));
            }
        }
        return tables;
    }

    private Optional<Part> part(Format kind, List<String> tables, Map<String, String> mapping) throws SQLException {
        for (String candidate : TABLES.getOrDefault(kind, List.of())) {
            for (String table : tables) {
                if (table.equalsIgnoreCase(candidate)) {
                    String quote =
                            connection.getMetaData().getIdentifierQuoteString().strip();
                    return Optional.of(part(kind, table, "SELECT * FROM " + quote + table + quote, mapping));
                }
            }
        }
        return Optional.empty();
    }

    private Part part(Format kind, String table, String query, Map<String, String> mapping) throws SQLException {
        List<String> header;
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setMaxRows(1);
            try (ResultSet rows = statement.executeQuery()) {
                header = header(rows.getMetaData());
            }
        }
        ColumnMap columns = ColumnMap.of(kind, header, mapping);
        if (!columns.suffices()) {
            throw new ConversionException("the " + table + " of " + name + " have the columns " + ColumnMap.list(header)
                    + ", in which none for " + columns.missing()
                    + " was recognised; name it with --map, as in text=body");
        }
        return new Part(name + "#" + table, query, Detection.of(columns, "columns " + ColumnMap.list(header)));
    }

    private static List<String> header(ResultSetMetaData data) throws SQLException {
        List<String> header = new ArrayList<>();
        for (int i = 1; i <= data.getColumnCount(); i++) {
            header.add(data.getColumnLabel(i));
        }
        return header;
    }

    /// Hands every row of a part to the sink and returns their number.
    ///
    /// @throws ConversionException when the database fails
    long read(Part part, RowSink sink, Meter meter) {
        ColumnMap columns = part.detection().columns().orElseThrow();
        long row = 0;
        try (PreparedStatement statement = connection.prepareStatement(part.query())) {
            statement.setFetchSize(FETCH);
            try (ResultSet rows = statement.executeQuery()) {
                List<String> header = header(rows.getMetaData());
                while (rows.next()) {
                    row++;
                    meter.record(part.name());
                    take(fields(rows, header), columns, new Origin(part.name(), row), sink);
                }
            }
            return row;
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private static void take(Map<String, JsonNode> fields, ColumnMap columns, Origin origin, RowSink sink) {
        try {
            sink.row(columns.row(fields, origin));
        } catch (Defect e) {
            sink.bad(e.at(origin, fields.toString()));
        }
    }

    private static Map<String, JsonNode> fields(ResultSet rows, List<String> header) throws SQLException {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        for (int i = 0; i < header.size(); i++) {
            String value = rows.getString(i + 1);
            if (value != null) {
                fields.putIfAbsent(header.get(i), TextNode.valueOf(value.replace("\0", "")));
            }
        }
        return fields;
    }

    private ConversionException failure(SQLException e) {
        return new ConversionException("the database " + name + " failed: " + e.getMessage(), e);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failure(e);
        } finally {
            temporary.ifPresent(Staging::remove);
        }
    }
}
