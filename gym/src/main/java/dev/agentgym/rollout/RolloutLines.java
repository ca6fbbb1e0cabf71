package dev.agentgym.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.TraceException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// The lines of a file that may have been cut off in the middle of its last one.
///
/// @param file the file
record RolloutLines(Path file) {

    /// Hears of every whole line.
    interface Visitor {

        /// A line.
        ///
        /// @param number the first has 1
        /// @param offset where it begins, in bytes
        /// @param length with its line break, in bytes
        void line(JsonNode line, long number, long offset, int length);
    }

    /// Reads all whole lines and says where they end.
    ///
    /// @throws TraceException when a line with a line break is no JSON object
    long read(Visitor visitor) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            long offset = 0;
            long number = 1;
            for (int next = in.read(); next >= 0; next = in.read()) {
                line.write(next);
                if (next == '\n') {
                    visitor.line(parsed(line, number), number, offset, line.size());
                    offset += line.size();
                    number++;
                    line.reset();
                }
            }
            return offset;
        }
    }

    private JsonNode parsed(ByteArrayOutputStream line, long number) {
        String text = line.toString(StandardCharsets.UTF_8).strip();
        try {
            JsonNode json = Json.parse(text);
            if (json.isObject()) {
                return json;
            }
        } catch (TraceException e) {
            throw broken(text, number, e);
        }
        throw broken(text, number, new TraceException("not an object"));
    }

    private TraceException broken(String text, long number, TraceException cause) {
        return new TraceException(
                file + ", line " + number + " is no rollout: " + Json.shorten(text)
                        + "; remove the line, or name a file that `agent-gym rollout` wrote",
                cause);
    }
}
