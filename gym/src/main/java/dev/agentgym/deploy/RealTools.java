package dev.agentgym.deploy;

import dev.agentgym.trace.ToolSchema;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Finds the real tool of each route. Immutable.
///
/// @param sources by name
/// @param known the tools that the gym can mock
record RealTools(Map<String, ToolSource> sources, Set<String> known) {

    private static final int SHOWN = 12;

    /// @throws DeploymentException when two sources have the same name
    static RealTools of(List<ToolSource> sources, Set<String> known) {
        Map<String, ToolSource> byName = new LinkedHashMap<>();
        for (ToolSource source : sources) {
            if (byName.put(source.name(), source) != null) {
                throw new DeploymentException(
                        "two sources of tools are named " + source.name() + "; give one of them another name");
            }
        }
        return new RealTools(byName, known);
    }

    /// The tools that are not mocked, by the name that the agent calls.
    ///
    /// @throws DeploymentException when a route leads nowhere, or to two tools
    SortedMap<String, RealTool> along(Routes routes) {
        SortedMap<String, RealTool> found = new TreeMap<>();
        routes.byTool().forEach((tool, route) -> {
            if (route.mode() != Route.Mode.MOCKED) {
                found.put(tool, find(tool, route));
            } else if (!known.contains(tool)) {
                throw new DeploymentException("no log of the gym knows a tool named " + tool
                        + ", so it cannot be mocked; it mocks " + some(known));
            }
        });
        return Collections.unmodifiableSortedMap(found);
    }

    private RealTool find(String tool, Route route) {
        String wanted = route.realName().orElse(tool);
        Map<String, ToolSchema> offers = new LinkedHashMap<>();
        candidates(tool, route)
                .forEach((name, source) ->
                        declared(source, wanted).ifPresent(declaration -> offers.put(name, declaration)));
        if (offers.size() > 1) {
            throw new DeploymentException(wanted + " is offered by " + String.join(" and ", offers.keySet())
                    + "; say which of them is to answer " + tool);
        }
        if (offers.isEmpty()) {
            throw new DeploymentException(missing(tool, wanted, route));
        }
        if (route.mode() == Route.Mode.SHADOWED && !known.contains(tool)) {
            throw new DeploymentException(tool + " cannot be shadowed: no log of the gym knows it, so there is nothing"
                    + " to compare the real tool with; route it as real");
        }
        Map.Entry<String, ToolSchema> only = offers.entrySet().iterator().next();
        return new RealTool(tool, route.mode(), source(only.getKey()), wanted, only.getValue());
    }

    private ToolSource source(String name) {
        return Optional.ofNullable(sources.get(name))
                .orElseThrow(() -> new DeploymentException("no source of tools is named " + name + "; there "
                        + (sources.isEmpty() ? "is none" : "are " + some(sources.keySet()))));
    }

    private Map<String, ToolSource> candidates(String tool, Route route) {
        if (sources.isEmpty()) {
            throw new DeploymentException(
                    tool + " is to be " + route.mode().label() + ", but there is no source of real tools");
        }
        return route.source().map(name -> Map.of(name, source(name))).orElse(sources);
    }

    /// @throws DeploymentException when a source offers two tools of the name
    private static Optional<ToolSchema> declared(ToolSource source, String tool) {
        List<ToolSchema> same = source.declarations().stream()
                .filter(declared -> declared.name().equals(tool))
                .toList();
        if (same.size() > 1) {
            throw new DeploymentException(
                    "source " + source.name() + " offers " + same.size() + " tools named " + tool + "; rename one");
        }
        return same.stream().findFirst();
    }

    private String missing(String tool, String wanted, Route route) {
        String offered = candidates(tool, route).entrySet().stream()
                .map(source -> source.getKey() + " has "
                        + some(source.getValue().declarations().stream()
                                .map(ToolSchema::name)
                                .collect(Collectors.toCollection(TreeSet::new))))
                .collect(Collectors.joining("; "));
        return "no source offers a tool named " + wanted + (wanted.equals(tool) ? "" : " (for " + tool + ")") + ": "
                + offered;
    }

    private static String some(Set<String> names) {
        String shown = new TreeSet<>(names).stream().limit(SHOWN).collect(Collectors.joining(", "));
        int more = new HashSet<>(names).size() - SHOWN;
        return names.isEmpty() ? "none" : more > 0 ? shown + " and " + more + " more" : shown;
    }
}
