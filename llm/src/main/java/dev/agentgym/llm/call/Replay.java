package dev.agentgym.llm.call;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.llm.Completion;
import dev.agentgym.llm.Failure;
import dev.agentgym.llm.ModelClient;
import dev.agentgym.llm.ModelException;
import dev.agentgym.llm.ModelJson;
import dev.agentgym.llm.Request;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.TraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;

/// Answers from a recording, without a model. Safe to share between threads.
///
/// What was asked several times is answered in the order of the recording, the last answer again and again. What
/// was never asked is a failure, for a recording that guesses proves nothing.
public final class Replay implements ModelClient {

    private final Map<String, Queue<JsonNode>> answers = new LinkedHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();

    /// Reads what [Recorder] wrote. Failures in it are left out: they would have been asked again.
    ///
    /// @throws ModelException when the file cannot be read
    public Replay(Path file) {
        int number = 0;
        try {
            for (String line : Files.readAllLines(file)) {
                number++;
                JsonNode json = Json.parse(line);
                if (json.has("answer")) {
                    answers.computeIfAbsent(Json.canonical(json.path("request")), key -> new ArrayDeque<>())
                            .add(json.path("answer"));
                }
            }
        } catch (IOException e) {
            throw unusable(file + " cannot be read: " + e.getMessage(), e);
        } catch (TraceException e) {
            throw unusable(file + ", line " + number + ": " + e.getMessage(), e);
        }
    }

    private static ModelException unusable(String message, Exception cause) {
        return new ModelException("the recording " + message, new Failure.Unusable(), cause);
    }

    @Override
    public Completion complete(Request request) {
        JsonNode asked = ModelJson.of(request);
        lock.lock();
        try {
            Queue<JsonNode> known = answers.get(Json.canonical(asked));
            if (known == null) {
                throw new ModelException(
                        "the recording has no answer to " + Json.excerpt(asked), new Failure.Unrecorded());
            }
            return ModelJson.completion(known.size() > 1 ? known.remove() : known.element());
        } finally {
            lock.unlock();
        }
    }
}
