package dev.agentgym.deploy;

import dev.agentgym.fidelity.FidelityCard;
import dev.agentgym.tool.ToolMocker;
import dev.agentgym.tool.Tools;
import dev.agentgym.trace.ToolSchema;
import dev.agentgym.world.World;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/// The tools of an agent at work: mocked, real, or both with their differences written down. Safe to share between
/// threads; the sessions that it opens are not.
///
/// Where both answer, the agent gets the real answer. The mocked tools take in every real one, so that they go on
/// from the truth, and they are told the time before each call: real tools live in the present.
public final class Deployment implements AutoCloseable {

    private final ToolMocker mocker;
    private final World world;
    private final List<ToolSource> sources;
    private final SortedMap<String, RealTool> real;
    private final InstantSource clock;
    private final DriftLog log;
    private final AtomicLong sessions = new AtomicLong();

    private Deployment(
            ToolMocker mocker,
            World world,
            FidelityCard card,
            List<ToolSource> sources,
            SortedMap<String, RealTool> real,
            InstantSource clock) {
        this.mocker = mocker;
        this.world = world;
        this.sources = sources;
        this.real = real;
        this.clock = clock;
        this.log = new DriftLog(card);
    }

    /// Deploys tools. The sources are closed with the deployment, and if it cannot be made.
    ///
    /// @param mocker answers what is mocked
    /// @param world what the mocker answers from
    /// @param card how often the mocked tools were right when measured
    /// @param clock tells the mocked tools what time it is
    /// @throws DeploymentException when a route leads nowhere, or to two tools
    public static Deployment of(
            ToolMocker mocker,
            World world,
            FidelityCard card,
            Routes routes,
            List<ToolSource> sources,
            InstantSource clock) {
        try {
            return new Deployment(
                    mocker,
                    world,
                    card,
                    List.copyOf(sources),
                    RealTools.of(sources, world.tools().keySet()).along(routes),
                    clock);
        } catch (RuntimeException e) {
            closeAll(sources, e);
            throw e;
        }
    }

    /// Tools for one conversation.
    public Tools session() {
        return new DeployedTools(real, mocker.session(), new DriftLog.Session(log, sessions.incrementAndGet()), clock);
    }

    /// What the agent is told of the tools: real ones as their source declares them now, mocked ones as the logs
    /// do. A real tool that nobody routed is not among them.
    public List<ToolSchema> declarations() {
        Map<String, ToolSchema> all = new LinkedHashMap<>();
        world.declarations().forEach(declared -> all.put(declared.name(), declared));
        real.forEach((name, tool) -> all.put(name, tool.declaration()));
        return List.copyOf(all.values());
    }

    /// The tools that a real one answers, by name, with their routes: source and real name are always given.
    public Routes routes() {
        Routes routes = Routes.MOCKED;
        for (RealTool tool : real.values()) {
            Route route = tool.isShadowed() ? Route.SHADOWED : Route.REAL;
            routes = routes.with(tool.name(), route.from(tool.source().name()).as(tool.realName()));
        }
        return routes;
    }

    /// Those real tools of which the logs show, or cannot rule out, that they change something.
    public List<String> writing() {
        return real.keySet().stream()
                .filter(tool -> !world.knows(tool) || world.mayChange(tool))
                .toList();
    }

    /// What the sources have and cannot be called from here, by source: names, and why not. Sources that leave
    /// nothing out are not among them.
    public Map<String, Map<String, String>> leftOut() {
        Map<String, Map<String, String>> all = new LinkedHashMap<>();
        sources.stream()
                .filter(source -> !source.leftOut().isEmpty())
                .forEach(source -> all.put(source.name(), new TreeMap<>(source.leftOut())));
        return all;
    }

    /// How far the mocked tools have drifted from the real ones, as of now: every real and shadowed tool, called or
    /// not.
    public DriftReport drift() {
        List<ToolDrift> tools = new ArrayList<>();
        Map<String, ToolSchema> declared = new LinkedHashMap<>();
        world.declarations().forEach(each -> declared.put(each.name(), each));
        real.values().forEach(tool -> tools.add(log.of(tool, DeclarationDrift.of(tool, declared))));
        return new DriftReport(sessions.get(), tools);
    }

    /// Closes the sources, all of them even if one cannot be.
    @Override
    public void close() {
        RuntimeException failures = new ToolSourceException("not every source of tools could be closed");
        closeAll(sources, failures);
        if (failures.getSuppressed().length > 0) {
            throw failures;
        }
    }

    private static void closeAll(List<ToolSource> sources, RuntimeException failures) {
        for (ToolSource source : sources) {
            try {
                source.close();
            } catch (RuntimeException e) {
                failures.addSuppressed(e);
            }
        }
    }
}
