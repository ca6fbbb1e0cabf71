package dev.agentgym.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.trace.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// A command that was run as a shell would run it, and what came of it.
///
/// @param code the exit code
/// @param out standard output
/// @param err standard error
record Ran(int code, String out, String err) {

    /// Nobody types, no terminal, no environment variables.
    static Ran agentGym(Object... arguments) {
        return reading("", arguments);
    }

    /// With standard input.
    static Ran reading(String input, Object... arguments) {
        return run(input, false, Map.of(), arguments);
    }

    /// At a terminal.
    static Ran atTerminal(Map<String, String> environment, Object... arguments) {
        return run("", true, environment, arguments);
    }

    private static Ran run(String input, boolean terminal, Map<String, String> environment, Object... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                terminal,
                environment);
        int code =
                Main.run(console, Arrays.stream(arguments).map(String::valueOf).toArray(String[]::new));
        console.out().flush();
        return new Ran(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /// The same, having ended with this code; the message shows what was printed otherwise.
    Ran endingWith(int expected) {
        assertThat(code).as("exit code; printed:\n%s%s", out, err).isEqualTo(expected);
        return this;
    }

    /// The one JSON document that standard output is; anything before or behind it fails.
    JsonNode json() {
        return Json.parse(out);
    }

    /// One JSON document for each line of standard output.
    List<JsonNode> jsonLines() {
        return out.lines().map(Json::parse).toList();
    }

    /// The checkout, for the files that come with it.
    static Path root() {
        return Path.of(System.getProperty("agentgym.root", ".."));
    }

    /// The two conversations that the documentation begins with.
    static Path quickstart() {
        return root().resolve("examples/quickstart/traces.jsonl");
    }
}
