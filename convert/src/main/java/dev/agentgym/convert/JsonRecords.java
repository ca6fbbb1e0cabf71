package dev.agentgym.convert;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.LineSplitter;
import dev.agentgym.trace.Origin;
import dev.agentgym.trace.Reading;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The JSON values of a file, one by one: of lines, of a list, or of a list in a field of one object. For one
/// thread.
///
/// A bad line costs itself only; in a list, what follows a syntax error cannot be told apart and is given up.
/// Memory is bounded by the largest value.
final class JsonRecords implements AutoCloseable {

    /// A longer line is set aside unread.
    private static final int MAX_LINE = 128 << 20;

    /// Values follow each other here, which the shared mapper takes for an error.
    private static final ObjectReader TREE =
            Json.MAPPER.readerFor(JsonNode.class).without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final int PEEK = 1 << 16;

    /// One value of the file, or what is wrong with it.
    sealed interface Item {

        /// A value.
        ///
        /// @param value the value
        /// @param origin where it stands
        record Good(JsonNode value, Origin origin) implements Item {}

        /// What could not be read.
        ///
        /// @param reading the record set aside
        record Bad(Reading.Quarantined reading) implements Item {}
    }

    private final String name;
    private final InputStream input;
    private final Optional<LineSplitter> lines;
    private final Optional<JsonParser> document;
    private boolean ended;

    private JsonRecords(String name, InputStream input, Optional<LineSplitter> lines, Optional<JsonParser> document) {
        this.name = name;
        this.input = input;
        this.lines = lines;
        this.document = document;
    }

    /// The values of a file of lines, or of a list.
    static JsonRecords open(SourceFile file, Meter meter) throws IOException {
        BufferedInputStream input = new BufferedInputStream(file.open(meter), PEEK);
        if (isLines(input, file.plainName())) {
            LineSplitter lines = new LineSplitter(input, MAX_LINE);
            return new JsonRecords(file.name(), input, Optional.of(lines), Optional.empty());
        }
        JsonParser document = Json.MAPPER.createParser((InputStream) input);
        return new JsonRecords(file.name(), input, Optional.empty(), Optional.of(document));
    }

    /// The values of the list in one field of the file's object; none when it has no such field.
    static JsonRecords open(SourceFile file, String field, Meter meter) throws IOException {
        InputStream input = file.open(meter);
        JsonParser document = Json.MAPPER.createParser(input);
        JsonRecords records = new JsonRecords(file.name(), input, Optional.empty(), Optional.of(document));
        try {
            records.ended = !enter(document, field);
        } catch (JsonProcessingException e) {
            records.ended = true;
        }
        return records;
    }

    private static boolean enter(JsonParser document, String field) throws IOException {
        if (document.nextToken() != JsonToken.START_OBJECT) {
            return false;
        }
        for (String name = document.nextFieldName(); name != null; name = document.nextFieldName()) {
            JsonToken value = document.nextToken();
            if (name.equals(field)) {
                return value == JsonToken.START_ARRAY;
            }
            document.skipChildren();
        }
        return false;
    }

    /// The next value; empty at the end. A file that cannot be read on gives one bad item and ends.
    Optional<Item> next() {
        if (ended) {
            return Optional.empty();
        }
        try {
            return lines.isPresent() ? nextLine(lines.get()) : nextElement(document.orElseThrow());
        } catch (JsonProcessingException e) {
            ended = true;
            long line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            return bad(line, "not JSON: " + complaint(e) + "; nothing after this place could be read", "");
        } catch (IOException e) {
            ended = true;
            String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            long line = lines.map(LineSplitter::line).orElse(0L) + 1;
            return bad(
                    line,
                    "the file cannot be read on from here: " + reason
                            + "; what stood before is kept, fetch the file again",
                    "");
        }
    }

    private Optional<Item> nextLine(LineSplitter splitter) throws IOException {
        while (splitter.next()) {
            int mark = startsWithMark(splitter) ? 3 : 0;
            String raw = raw(splitter, mark);
            if (splitter.tooLong()) {
                return bad(splitter.line(), "the line is longer than " + (MAX_LINE >> 20) + " MiB", raw);
            }
            if (raw.isBlank()) {
                continue;
            }
            try {
                JsonNode value =
                        Json.MAPPER.readTree(splitter.buffer(), splitter.start() + mark, splitter.length() - mark);
                return Optional.of(new Item.Good(value, new Origin(name, splitter.line())));
            } catch (IOException e) {
                String reason = e instanceof JsonProcessingException syntax ? complaint(syntax) : "not text";
                return bad(splitter.line(), "not JSON: " + reason, raw);
            }
        }
        return Optional.empty();
    }

    private static boolean startsWithMark(LineSplitter line) {
        return line.line() == 1
                && line.length() >= 3
                && line.buffer()[line.start()] == (byte) 0xef
                && line.buffer()[line.start() + 1] == (byte) 0xbb;
    }

    private static String raw(LineSplitter line, int mark) {
        int length = Math.min(line.length() - mark, Reading.Quarantined.MAX_RAW);
        return new String(line.buffer(), line.start() + mark, length, StandardCharsets.UTF_8);
    }

    private Optional<Item> nextElement(JsonParser parser) throws IOException {
        JsonToken token = parser.nextToken();
        while (token == JsonToken.START_ARRAY && parser.getParsingContext().getNestingDepth() == 1) {
            token = parser.nextToken();
        }
        if (token == null || token == JsonToken.END_ARRAY) {
            ended = true;
            return Optional.empty();
        }
        Origin origin = new Origin(name, parser.currentTokenLocation().getLineNr());
        JsonNode value = token == JsonToken.VALUE_NULL
                ? Json.MAPPER.getNodeFactory().nullNode()
                : TREE.<JsonNode>readValue(parser);
        return Optional.of(new Item.Good(value, origin));
    }

    /// What Jackson says, without the value that it quotes: the raw record has it, and may be withheld.
    private static String complaint(JsonProcessingException e) {
        return e.getOriginalMessage()
                .replaceAll("'[^']*'", "'…'")
                .lines()
                .findFirst()
                .orElse("");
    }

    private Optional<Item> bad(long line, String reason, String raw) {
        return Optional.of(new Item.Bad(new Reading.Quarantined(new Origin(name, line), "", "", reason, raw)));
    }

    @Override
    public void close() throws IOException {
        input.close();
    }

    /// Lines, unless the first line begins a list or an object that it does not end.
    private static boolean isLines(BufferedInputStream input, String name) throws IOException {
        input.mark(PEEK + 1);
        String head = new String(SourceFile.head(input), StandardCharsets.UTF_8);
        input.reset();
        String start = head.replaceFirst("^[\\uFEFF\\s]+", "");
        int end = start.indexOf('\n');
        if (start.startsWith("[")) {
            return false;
        }
        return end < 0
                ? !name.endsWith(".json")
                : !start.startsWith("{")
                        || start.substring(0, end).stripTrailing().endsWith("}");
    }
}
