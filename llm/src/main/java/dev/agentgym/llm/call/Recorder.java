package dev.agentgym.llm.call;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.llm.Completion;
import dev.agentgym.llm.Failure;
import dev.agentgym.llm.ModelClient;
import dev.agentgym.llm.ModelException;
import dev.agentgym.llm.ModelJson;
import dev.agentgym.llm.Request;
import dev.agentgym.trace.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

/// Writes down what was asked and answered, a line of JSON each, for [Replay]. Safe to share between threads.
///
/// The lines hold conversations, which may be private, and never a key.
public final class Recorder extends Layer {

    private final Path file;
    private final ReentrantLock lock = new ReentrantLock();

    /// Puts a recorder around a client; it writes behind what is in the file.
    public Recorder(ModelClient client, Path file) {
        super(client);
        this.file = file;
    }

    @Override
    Completion around(Request request, Call call) {
        ObjectNode line = Json.object();
        line.set("request", ModelJson.of(request));
        try {
            Completion completion = call.ask(request);
            line.set("answer", ModelJson.of(completion));
            return completion;
        } catch (ModelException e) {
            line.putObject("failure")
                    .put("kind", e.failure().getClass().getSimpleName())
                    .put("message", e.getMessage());
            throw e;
        } finally {
            write(line);
        }
    }

    private void write(ObjectNode line) {
        lock.lock();
        try {
            Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new ModelException(
                    "the recording " + file + " cannot be written: " + e.getMessage(), new Failure.Unusable(), e);
        } finally {
            lock.unlock();
        }
    }
}
