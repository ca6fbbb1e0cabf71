package dev.agentgym.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.agent.AgentException;
import dev.agentgym.convert.ConversionException;
import dev.agentgym.llm.ModelException;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.TraceException;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.function.Function;

/// A filter: one JSON object a line in, one JSON object a line out, in order, flushed. A line that cannot be
/// answered gets `{"error": {"message", "line"}}`, and the filter goes on.
final class JsonLines {

    private JsonLines() {}

    /// Answers every line of standard input.
    static int run(Console console, Function<ObjectNode, ObjectNode> answer) {
        try (BufferedReader lines = console.reader()) {
            long number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    console.printJson(answer(line, number, answer));
                }
            }
            return ExitCode.DONE;
        } catch (IOException e) {
            throw new TraceException("cannot read standard input: " + e.getMessage(), e);
        }
    }

    private static ObjectNode answer(String line, long number, Function<ObjectNode, ObjectNode> answer) {
        try {
            if (Json.parse(line) instanceof ObjectNode object) {
                return answer.apply(object);
            }
            return error("a line is a JSON object, not " + Json.shorten(line), number);
        } catch (TraceException | ConversionException | UsageException | AgentException | ModelException e) {
            return error(String.valueOf(e.getMessage()), number);
        }
    }

    private static ObjectNode error(String message, long line) {
        ObjectNode json = Json.object();
        json.putObject("error").put("message", message).put("line", line);
        return json;
    }

    /// A text that the line must have.
    static String text(ObjectNode line, String field) {
        JsonNode value = line.path(field);
        if (!value.isTextual()) {
            throw new UsageException("\"" + field + "\" must be text"
                    + (value.isMissingNode() ? ", and is missing" : ", not " + Json.excerpt(value)));
        }
        return value.textValue();
    }
}
