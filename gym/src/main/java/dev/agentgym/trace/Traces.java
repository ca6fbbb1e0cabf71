package dev.agentgym.trace;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Reads and writes whole sets of traces: the short way to [TraceReader] and [TraceWriter].
public final class Traces {

    private Traces() {}

    /// Reads a file or folder of traces, all of which must keep the schema. A record that says the same as an
    /// earlier one is taken once.
    ///
    /// @throws TraceException at the first bad record; use [#read(Path, Consumer)] to go on without it
    public static List<Conversation> read(Path path) {
        return read(path, bad -> {
            throw new TraceException(bad.explanation());
        });
    }

    /// Reads a file or folder of traces and hands those records that break the schema to the caller.
    ///
    /// @param quarantine gets each bad record in the order of the file
    /// @throws TraceException when there is nothing to read at that path
    public static List<Conversation> read(Path path, Consumer<Reading.Quarantined> quarantine) {
        List<Conversation> conversations = new ArrayList<>();
        try (TraceReader reader = TraceReader.open(path)) {
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case Reading.Accepted accepted -> conversations.add(accepted.conversation());
                    case Reading.Quarantined bad -> quarantine.accept(bad);
                    case Reading.Repeated repeated -> {}
                }
            }
        }
        return conversations;
    }

    /// Writes all conversations to a file, whole or not at all; its name says how (see [TraceWriter]).
    ///
    /// @throws TraceException when the file cannot be written
    public static void write(Path file, Iterable<Conversation> conversations) {
        try (TraceWriter writer = TraceWriter.create(file)) {
            conversations.forEach(writer::write);
            writer.commit();
        }
    }

    /// A conversation as JSON in the schema.
    public static ObjectNode toJson(Conversation conversation) {
        return ConversationFormat.tree(conversation);
    }

    /// A conversation from JSON in the schema.
    ///
    /// @throws TraceException with place, value and reason where it breaks the schema
    public static Conversation fromJson(JsonNode json) {
        try (JsonParser tokens = json.traverse(Json.MAPPER)) {
            return new ConversationParser().parse(tokens);
        } catch (Violation e) {
            throw new TraceException(
                    (e.path().isEmpty() ? "the conversation" : e.path()) + ": " + e.reason() + ", found: " + e.value(),
                    e);
        } catch (IOException e) {
            throw new TraceException("not JSON: " + e.getMessage(), e);
        }
    }
}
