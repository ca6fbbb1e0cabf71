package dev.agentgym.cli;

import dev.agentgym.Gym;
import dev.agentgym.GymException;
import dev.agentgym.agent.QueryAgent;
import dev.agentgym.connect.ToolsFile;
import dev.agentgym.deploy.Deployment;
import dev.agentgym.deploy.Route;
import dev.agentgym.trace.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which real tools an agent gets, and where the drift of the mocked ones is written.
final class RealToolOptions {

    private static final int MOST_LEFT_OUT = 8;

    @Option(
            names = "--tools",
            paramLabel = "FILE",
            description = "Real tools: a file of sources (MCP servers, OpenAPI files, Java classes) and, per tool,"
                    + " mocked, real or shadowed.")
    private @Nullable Path tools;

    @Option(
            names = "--drift",
            paramLabel = "FILE",
            description = "Write at the end how far the mocked tools are from the real ones, as JSON. The file holds"
                    + " customers' data.")
    private @Nullable Path drift;

    /// Lets an agent work with the tools that were asked for.
    ///
    /// @param agent with mocked tools
    /// @param work gets the agent with its tools
    /// @return what the work returns
    int with(Gym gym, QueryAgent agent, Console console, ToIntFunction<QueryAgent> work) {
        Path file = tools;
        if (file == null) {
            if (drift != null) {
                throw new UsageException("--drift needs --tools: without real tools there is nothing to compare with");
            }
            return work.applyAsInt(agent);
        }
        checkDrift();
        ToolsFile said = ToolsFile.read(file, console.environment());
        try (Deployment deployment = gym.deploy(said.routes(), said.open(console::note))) {
            announce(deployment, console);
            try {
                return work.applyAsInt(agent.with(deployment));
            } finally {
                report(deployment, console);
            }
        }
    }

    /// Said before a long talk, not after it.
    private void checkDrift() {
        Path file = drift;
        if (file != null && (Files.isDirectory(file) || !Files.isDirectory(folder(file)))) {
            throw new UsageException("--drift " + file + " cannot be written: "
                    + (Files.isDirectory(file) ? "it is a folder" : "there is no folder " + folder(file)));
        }
    }

    private static Path folder(Path file) {
        return Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
    }

    private static void announce(Deployment deployment, Console console) {
        Map<String, Route> routes = deployment.routes().byTool();
        List<String> lines = new ArrayList<>();
        for (Route.Mode mode : List.of(Route.Mode.REAL, Route.Mode.SHADOWED)) {
            List<String> tools = routes.entrySet().stream()
                    .filter(route -> route.getValue().mode() == mode)
                    .map(route ->
                            route.getKey() + " (" + route.getValue().source().orElse("") + ")")
                    .toList();
            if (!tools.isEmpty()) {
                lines.add(mode.label() + ": " + String.join(", ", tools));
            }
        }
        lines.add(lines.isEmpty() ? "Every tool is mocked." : "All other tools are mocked.");
        deployment.leftOut().forEach((source, tools) -> lines.add(leftOut(source, tools)));
        lines.forEach(console::note);
        if (!deployment.writing().isEmpty()) {
            console.note(
                    "warning: calls of " + String.join(", ", deployment.writing()) + " may change something, for real");
        }
    }

    private static String leftOut(String source, Map<String, String> tools) {
        String shown = tools.entrySet().stream()
                .limit(MOST_LEFT_OUT)
                .map(tool -> tool.getKey() + " (" + tool.getValue() + ")")
                .collect(Collectors.joining(", "));
        int more = tools.size() - MOST_LEFT_OUT;
        return "left out of " + source + ", for they cannot be called from here: " + shown
                + (more > 0 ? " and " + more + " more" : "");
    }

    private void report(Deployment deployment, Console console) {
        DriftText.print(deployment.drift(), console);
        Path file = drift;
        if (file != null) {
            write(file, Json.pretty(deployment.drift().toJson()) + "\n");
            console.note("drift: " + file);
        }
    }

    /// Whole or not at all.
    private static void write(Path file, String text) {
        Path draft = file.resolveSibling(file.getFileName() + ".tmp");
        try {
            Files.writeString(draft, text);
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new GymException(
                    "cannot write " + file + ": " + e.getMessage() + " ("
                            + e.getClass().getSimpleName() + ")",
                    e);
        }
    }
}
