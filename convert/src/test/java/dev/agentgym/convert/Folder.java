package dev.agentgym.convert;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Traces;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A folder of logs for a test, and what converting it gives.
record Folder(Path root) {

    Folder with(String name, String content) {
        return with(name, content.getBytes(StandardCharsets.UTF_8));
    }

    Folder with(String name, byte[] content) {
        try {
            Files.createDirectories(root.resolve("raw"));
            Files.write(root.resolve("raw").resolve(name), content);
            return this;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    Path file(String name) {
        return root.resolve("raw").resolve(name);
    }

    Path out() {
        return root.resolve("out");
    }

    Conversion conversion() {
        return Conversion.of(List.of(root.resolve("raw").toString()));
    }

    ConversionReport convert() {
        return conversion().to(out(), ProgressListener.SILENT);
    }

    /// The only conversation that comes out of the folder.
    Conversation only() {
        convert();
        List<Conversation> conversations = conversations();
        if (conversations.size() != 1) {
            throw new AssertionError(conversations.size() + " conversations, not one; quarantine: " + quarantine());
        }
        return conversations.getFirst();
    }

    /// What was written, read back by the reader that every later stage uses.
    List<Conversation> conversations() {
        return Traces.read(out().resolve("traces.jsonl"));
    }

    List<JsonNode> quarantine() {
        try {
            Path file = out().resolve("quarantine.jsonl");
            return Files.exists(file)
                    ? Files.readAllLines(file).stream().map(Json::parse).toList()
                    : List.of();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
