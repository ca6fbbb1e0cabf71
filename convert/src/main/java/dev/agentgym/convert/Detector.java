package dev.agentgym.convert;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.trace.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Tells what a file is by looking into it; its name decides nothing.
///
/// A result is a [Detection] with what in the file says so, or else a sentence why the file is none of the formats.
final class Detector {

    /// So many records are looked at before a file of JSON is given up.
    private static final int RECORDS = 50;

    private final Optional<Format> wanted;
    private final Map<String, String> mapping;

    /// What came of looking into a file.
    sealed interface Finding {

        /// The file is of a known format.
        ///
        /// @param detection the format
        record Recognised(Detection detection) implements Finding {}

        /// The file is of none.
        ///
        /// @param reason why not
        record Unknown(String reason) implements Finding {}
    }

    /// @param wanted the format that the user insists on
    /// @param mapping columns that the user named
    Detector(Optional<Format> wanted, Map<String, String> mapping) {
        this.wanted = wanted;
        this.mapping = mapping;
    }

    Finding look(SourceFile file) {
        try {
            byte[] head = file.head();
            String text = new String(head, StandardCharsets.UTF_8).replaceFirst("^[\\uFEFF\\s\\00]+", "");
            if (text.isEmpty()) {
                return new Finding.Unknown("it is empty");
            }
            if (text.startsWith("SQLite format 3")) {
                return recognised(Detection.of(Format.DATABASE, "begins as a SQLite database does"));
            }
            return text.startsWith("{") || text.startsWith("[") ? json(file) : csv(file);
        } catch (IOException e) {
            return new Finding.Unknown("it cannot be read: " + e.getMessage());
        }
    }

    private static Finding recognised(Detection detection) {
        return new Finding.Recognised(detection);
    }

    private Finding json(SourceFile file) throws IOException {
        if (wanted.orElse(Format.TAU2) == Format.TAU2 && hasSimulations(file)) {
            return recognised(Detection.of(Format.TAU2, "an object with a list of simulations"));
        }
        String trouble = "none of its records is JSON";
        try (JsonRecords records = JsonRecords.open(file, Meter.silent())) {
            for (int i = 0; i < RECORDS; i++) {
                Optional<JsonRecords.Item> item = records.next();
                if (item.isEmpty()) {
                    break;
                }
                if (item.get() instanceof JsonRecords.Item.Good good) {
                    Optional<Detection> detection = record(good.value());
                    if (detection.isPresent()) {
                        return recognised(detection.get());
                    }
                    trouble = Shapes.isPrompt(good.value())
                            ? "its records are prompts for a trainer to play on from, and hold no conversation; export "
                                    + "conversations instead, as with --format trl-sft"
                            : "its records have neither messages nor the columns of a log: "
                                    + ColumnMap.list(names(good.value()));
                }
            }
        }
        return new Finding.Unknown(trouble);
    }

    private static List<String> names(JsonNode record) {
        List<String> names = new ArrayList<>();
        record.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static boolean hasSimulations(SourceFile file) {
        try (InputStream input = file.open(Meter.silent());
                JsonParser json = Json.MAPPER.createParser(input)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                JsonToken value = json.nextToken();
                if (name.equals("simulations")) {
                    return value == JsonToken.START_ARRAY;
                }
                json.skipChildren();
            }
            return false;
        } catch (IOException e) {
            return false;
        }
    }

    private Optional<Detection> record(JsonNode record) {
        if (wanted.isPresent() && !wanted.get().isRows()) {
            return Optional.of(Detection.of(wanted.get(), "asked for"));
        }
        Optional<Detection> whole = Shapes.of(record);
        if (whole.isPresent()) {
            return whole;
        }
        if (record.path("messages").isArray()) {
            return Optional.of(chat(record));
        }
        List<String> names = names(record);
        return rows(names).map(columns -> Detection.of(columns, "fields " + ColumnMap.list(names) + look(columns)));
    }

    private static Detection chat(JsonNode record) {
        boolean own = record.path("conversation_id").isTextual();
        for (JsonNode message : record.path("messages")) {
            own &= !message.has("function_call");
            for (JsonNode call : message.path("tool_calls")) {
                own &= !call.has("function");
            }
        }
        return own
                ? Detection.of(Format.AGENT_GYM, "records with conversation_id and messages")
                : Detection.of(Format.OPENAI, "records with messages in the way of OpenAI");
    }

    private Finding csv(SourceFile file) throws IOException {
        Encoding encoding = Encoding.of(file);
        String head = new String(file.head(), encoding.charset());
        Optional<CsvRows.Table> table = CsvRows.Table.of(head);
        if (table.isEmpty()) {
            return new Finding.Unknown("it is neither JSON nor a table with a first row of column names");
        }
        List<String> header = table.get().header();
        Optional<ColumnMap> columns = rows(header);
        if (columns.isPresent()) {
            return recognised(Detection.of(columns.get(), "columns " + ColumnMap.list(header) + look(columns.get())));
        }
        ColumnMap nearest = ColumnMap.of(wanted.filter(Format::isRows).orElse(Format.MESSAGE_ROWS), header, mapping);
        return new Finding.Unknown("a table with the columns " + ColumnMap.list(header) + ", in which no column for "
                + nearest.missing() + " was recognised; name it with --map, as in text=body");
    }

    private Optional<ColumnMap> rows(List<String> header) {
        List<Format> kinds = wanted.isPresent()
                ? List.of(wanted.get())
                : List.of(Format.MESSAGE_ROWS, Format.CALL_ROWS, Format.SURVEY_ROWS);
        return kinds.stream()
                .filter(Format::isRows)
                .map(kind -> ColumnMap.of(kind, header, mapping))
                .filter(ColumnMap::suffices)
                .findFirst();
    }

    private static String look(ColumnMap columns) {
        return switch (columns.kind()) {
            case MESSAGE_ROWS -> " look like one row per message";
            case CALL_ROWS -> " look like one row per tool call";
            case SURVEY_ROWS -> " look like answers of a survey";
            case AGENT_GYM, OPENAI, TAU_BENCH, TAU2, ART, PRIME_RL, NEMO_GYM, OTEL, DATABASE -> "";
        };
    }
}
