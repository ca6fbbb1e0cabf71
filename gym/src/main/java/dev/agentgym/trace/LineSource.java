package dev.agentgym.trace;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32C;

/// JSON lines: one conversation a line; a bad line costs itself only.
final class LineSource implements RecordSource {

    /// A longer line is set aside unread.
    static final int MAX_LINE = 128 * 1024 * 1024;

    private final String source;
    private final LineSplitter lines;
    private final SeenIds seen;
    private final ConversationParser parser = new ConversationParser();

    LineSource(String source, InputStream input, SeenIds seen) {
        this.source = source;
        this.lines = new LineSplitter(input, MAX_LINE);
        this.seen = seen;
    }

    @Override
    public Optional<Reading> next() throws IOException {
        while (lines.next()) {
            if (!isBlank()) {
                return Optional.of(read());
            }
        }
        return Optional.empty();
    }

    @Override
    public long line() {
        return lines.line();
    }

    private Reading read() {
        Origin origin = new Origin(source, lines.line());
        if (lines.tooLong()) {
            String reason = "the line is longer than " + (MAX_LINE >> 20) + " MiB; split it into conversations";
            return new Reading.Quarantined(origin, "", "", reason, raw());
        }
        try (JsonParser json = Json.MAPPER.createParser(lines.buffer(), start(), length())) {
            Conversation conversation = parser.parse(json);
            if (json.nextToken() != null) {
                throw new Violation("", json.getText(), "something follows the conversation on its line");
            }
            return Duplicates.check(conversation, checksum(), seen, origin, this::raw);
        } catch (Violation e) {
            return new Reading.Quarantined(origin, e.path(), e.value(), e.reason(), raw());
        } catch (JsonProcessingException e) {
            return new Reading.Quarantined(origin, "", "", notJson(e), raw());
        } catch (IOException e) {
            return new Reading.Quarantined(origin, "", "", "not readable as text: " + e.getMessage(), raw());
        }
    }

    /// What Jackson says, with the column that it counted.
    static String notJson(JsonProcessingException e) {
        String place =
                e.getLocation() == null ? "" : " (column " + e.getLocation().getColumnNr() + ")";
        return "not JSON: " + e.getOriginalMessage() + place;
    }

    /// The line without a byte order mark.
    private int start() {
        byte[] bytes = lines.buffer();
        int from = lines.start();
        boolean mark = lines.line() == 1
                && lines.length() >= 3
                && bytes[from] == (byte) 0xef
                && bytes[from + 1] == (byte) 0xbb
                && bytes[from + 2] == (byte) 0xbf;
        return mark ? from + 3 : from;
    }

    private int length() {
        return lines.length() - (start() - lines.start());
    }

    private boolean isBlank() {
        for (int i = start(); i < start() + length(); i++) {
            if (lines.buffer()[i] != ' ' && lines.buffer()[i] != '\t') {
                return false;
            }
        }
        return true;
    }

    private String raw() {
        return new String(
                lines.buffer(), start(), Math.min(length(), Reading.Quarantined.MAX_RAW), StandardCharsets.UTF_8);
    }

    private long checksum() {
        CRC32C checksum = new CRC32C();
        checksum.update(lines.buffer(), start(), length());
        return checksum.getValue() ^ ((long) length() << 32);
    }
}
