package dev.agentgym.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.trace.Json;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/// Where a command reads and writes. Results go to standard output, everything else to standard error. For one
/// thread.
///
/// @param out results
/// @param err diagnostics, progress, errors
/// @param in standard input
/// @param terminal whether a person sits at the other end
/// @param environment the environment variables
record Console(PrintStream out, PrintStream err, InputStream in, boolean terminal, Map<String, String> environment) {

    /// Whether both ends of this process are a terminal.
    static boolean isTerminal() {
        return Optional.ofNullable(System.console())
                .map(console -> console.isTerminal())
                .orElse(false);
    }

    PrintWriter outWriter() {
        return new PrintWriter(out, true, StandardCharsets.UTF_8);
    }

    PrintWriter errWriter() {
        return new PrintWriter(err, true, StandardCharsets.UTF_8);
    }

    BufferedReader reader() {
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    /// Colours are for people at terminals who did not forbid them (no-color.org).
    boolean colours() {
        return terminal && environment.getOrDefault("NO_COLOR", "").isEmpty();
    }

    /// A line of the result.
    void print(String line) {
        out.println(line);
    }

    /// A JSON document on one line, flushed.
    void printJson(JsonNode json) {
        out.println(json);
        out.flush();
    }

    /// An indented JSON document.
    void printPretty(JsonNode json) {
        out.println(Json.pretty(json));
    }

    /// A line that is not part of the result.
    void note(String line) {
        out.flush();
        err.println(line);
    }

    /// An error.
    void error(String line) {
        out.flush();
        err.println(colour(line, Colour.RED));
    }

    /// The text in a colour, where colours are shown.
    String colour(String text, Colour colour) {
        return colours() ? "\u001b[" + colour.code + "m" + text + "\u001b[0m" : text;
    }

    /// The few colours that mean something here.
    enum Colour {
        /// Errors and refusals.
        RED("31"),
        /// What is right.
        GREEN("32"),
        /// Headings.
        BOLD("1"),
        /// Asides.
        DIM("2"),
        /// The agent.
        CYAN("36");

        private final String code;

        Colour(String code) {
            this.code = code;
        }
    }
}
