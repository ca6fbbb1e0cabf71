package dev.agentgym.connect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.deploy.DeploymentException;
import dev.agentgym.deploy.Route;
import dev.agentgym.deploy.Routes;
import dev.agentgym.deploy.ToolSource;
import dev.agentgym.deploy.ToolSourceException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/// A file that says which real tools an agent gets: `sources`, and a route for each of the `tools`. Immutable.
///
/// The file holds no secrets: it names the environment variables that hold them.
public final class ToolsFile {

    private final Map<String, Function<Consumer<String>, ToolSource>> sources;
    private final Routes routes;

    private ToolsFile(Map<String, Function<Consumer<String>, ToolSource>> sources, Routes routes) {
        this.sources = sources;
        this.routes = routes;
    }

    /// Reads the file; nothing is opened yet.
    ///
    /// @param file YAML or JSON; paths in it are relative to its folder
    /// @param environment the environment variables
    /// @throws DeploymentException when it says what cannot be, with the place
    public static ToolsFile read(Path file, Map<String, String> environment) {
        Document document = Document.read(file);
        Fields root = Fields.of(document, "", document.root()).only(Set.of("sources", "tools"));
        Map<String, Function<Consumer<String>, ToolSource>> sources = new LinkedHashMap<>();
        Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of(""));
        SourceReader reader = new SourceReader(folder, environment);
        root.object("sources").forEach((name, source) -> sources.put(name, reader.read(name, source)));
        Routes routes = Routes.MOCKED;
        for (Map.Entry<String, Fields> tool : root.object("tools").entrySet()) {
            Route route = route(tool.getValue());
            Fields place = tool.getValue();
            if (route.mode() != Route.Mode.MOCKED && sources.isEmpty()) {
                throw place.wrong("there is no source of real tools; name one under `sources`");
            }
            route.source().filter(named -> !sources.containsKey(named)).ifPresent(named -> {
                throw place.wrong("no source is named " + named + "; there are " + String.join(", ", sources.keySet()));
            });
            routes = routes.with(tool.getKey(), route);
        }
        return new ToolsFile(sources, routes);
    }

    private static Route route(Fields said) {
        if (said.value().isTextual()) {
            return new Route(mode(said, said.value()), Optional.empty(), Optional.empty());
        }
        said.only(Set.of("route", "source", "as"));
        return new Route(mode(said, said.value().path("route")), said.text("source"), said.text("as"));
    }

    private static Route.Mode mode(Fields said, JsonNode mode) {
        for (Route.Mode each : Route.Mode.values()) {
            if (each.label().equals(mode.asText("").toLowerCase(Locale.ROOT))) {
                return each;
            }
        }
        throw said.wrong("a route is mocked, real or shadowed, not " + (mode.isMissingNode() ? "nothing" : mode)
                + "; write `real`, or {route: real, source: …, as: …}");
    }

    /// Who answers which tool.
    public Routes routes() {
        return routes;
    }

    /// Opens the sources, in the order of the file; whoever asks has to close them.
    ///
    /// @throws ToolSourceException when one cannot be opened; those before it are closed then
    /// @throws DeploymentException when a source is described in a way that cannot be
    public ToolSource[] open() {
        return open(note -> {});
    }

    /// The same, where somebody is told of what a person should know and the agent need not, such as that a program
    /// had to be started again.
    ///
    /// @param notes gets a sentence each; called by any thread
    /// @throws ToolSourceException when one cannot be opened; those before it are closed then
    /// @throws DeploymentException when a source is described in a way that cannot be
    public ToolSource[] open(Consumer<String> notes) {
        List<ToolSource> opened = new ArrayList<>();
        try {
            sources.values().forEach(source -> opened.add(source.apply(notes)));
            return opened.toArray(ToolSource[]::new);
        } catch (RuntimeException e) {
            opened.forEach(ToolSource::close);
            throw e;
        }
    }
}
