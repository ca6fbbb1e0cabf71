package dev.agentgym.examples.customerservice.logs;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/// Reads the raw files with nothing but a CSV, a JSON and a SQL reader, as a converter would, into lines that
/// compare.
record RawFiles(Path folder) {

    /// Keeps both decimals of an amount, so that lines compare as text.
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    Map<String, List<String>> fromCsv() throws IOException {
        Map<String, String> ratings = new HashMap<>();
        csv("csat.csv.zst").forEach(row -> ratings.put(row.get("ticket_id"), row.get("score")));
        Map<String, String> headers = new TreeMap<>();
        Map<String, Map<String, String>> events = new TreeMap<>();
        for (CSVRecord row : csv("messages.csv.zst")) {
            String ticket = row.get("ticket_id");
            headers.put(
                    ticket,
                    header(
                            row.get("customer_id"),
                            row.get("channel"),
                            row.get("ticket_status"),
                            ratings.getOrDefault(ticket, "")));
            String line = line(row.get("sent_at"), role(row.get("author_type")), row.get("body"));
            events.computeIfAbsent(ticket, _ -> new TreeMap<>()).put(row.get("sent_at"), line);
        }
        for (JsonNode entry : audit()) {
            JsonNode input = entry.get("input");
            String arguments = input.isTextual() ? input.asText() : input.toString();
            String result = entry.get("ok").asBoolean()
                    ? entry.get("output").toString()
                    : entry.get("error").asText();
            String at = entry.get("at").asText();
            events.computeIfAbsent(entry.get("ticket").asText(), _ -> new TreeMap<>())
                    .put(at, line(at, entry.get("tool").asText() + arguments, result));
        }
        return together(headers, events);
    }

    Map<String, List<String>> fromDatabase() throws IOException, SQLException {
        Path file = folder.resolve("support.sqlite");
        Files.write(file, unpacked("support.sqlite.zst"));
        Map<String, String> headers = new TreeMap<>();
        Map<String, Map<String, String>> events = new TreeMap<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery("SELECT id, customer_id, channel, outcome,"
                    + " coalesce(satisfaction_score, '') AS score FROM conversations")) {
                while (row.next()) {
                    String header = header(row.getString(2), row.getString(3), row.getString(4), row.getString(5));
                    headers.put(row.getString(1), header);
                }
            }
            // By sequence here, by time in the CSV family: the two orders must be one.
            try (ResultSet row =
                    statement.executeQuery("SELECT conversation_id, seq, created_at, role, content FROM messages"
                            + " UNION ALL SELECT conversation_id, seq, started_at, name || arguments, coalesce(result, error)"
                            + " FROM tool_calls")) {
                while (row.next()) {
                    events.computeIfAbsent(row.getString(1), _ -> new TreeMap<>())
                            .put(
                                    "%05d".formatted(row.getInt(2)),
                                    line(row.getString(3), row.getString(4), row.getString(5)));
                }
            }
        }
        return together(headers, events);
    }

    Map<String, List<String>> together(Map<String, String> headers, Map<String, Map<String, String>> events) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        headers.forEach((ticket, header) -> {
            List<String> lines = new ArrayList<>(List.of(header));
            lines.addAll(events.getOrDefault(ticket, Map.of()).values());
            all.put(ticket, lines);
        });
        return all;
    }

    static String header(String customer, String channel, String outcome, String rating) {
        return customer + " " + channel + " " + outcome + " " + rating;
    }

    static String line(String at, String who, String what) {
        return at + " " + who + " " + what;
    }

    static String role(String authorType) {
        return switch (authorType) {
            case "customer" -> "user";
            case "agent" -> "assistant";
            default -> authorType;
        };
    }

    List<CSVRecord> csv(String file) throws IOException {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (var parser = format.parse(new StringReader(new String(unpacked(file), StandardCharsets.UTF_8)))) {
            return parser.getRecords();
        }
    }

    List<JsonNode> audit() {
        try {
            List<JsonNode> entries = new ArrayList<>();
            for (String line : new String(unpacked("tool_audit.jsonl.zst"), StandardCharsets.UTF_8).split("\n", -1)) {
                if (!line.isEmpty()) {
                    entries.add(MAPPER.readTree(line));
                }
            }
            return entries;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] unpacked(String file) throws IOException {
        byte[] packed = Files.readAllBytes(folder.resolve(file));
        return Zstd.decompress(packed, (int) Zstd.getFrameContentSize(packed));
    }
}
