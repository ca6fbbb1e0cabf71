package dev.agentgym.deploy;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Who answers which tool. A tool that nobody names is mocked, so that nothing real is changed by accident.
/// Immutable.
///
/// @param byTool the routes by the tool's name in the gym
public record Routes(SortedMap<String, Route> byTool) {

    /// Everything is mocked.
    public static final Routes MOCKED = new Routes(Collections.emptySortedMap());

    /// Copies the routes.
    public Routes {
        byTool = Collections.unmodifiableSortedMap(new TreeMap<>(byTool));
    }

    /// The same, where the real tool answers the calls of this one.
    public Routes real(String tool) {
        return with(tool, Route.REAL);
    }

    /// The same, where the real tool answers the calls of this one and the mocked one is compared with it.
    public Routes shadowed(String tool) {
        return with(tool, Route.SHADOWED);
    }

    /// The same with this route instead of the tool's other.
    public Routes with(String tool, Route route) {
        SortedMap<String, Route> more = new TreeMap<>(byTool);
        more.put(tool, route);
        return new Routes(more);
    }

    /// The route of a tool.
    public Route of(String tool) {
        return Optional.ofNullable(byTool.get(tool)).orElse(Route.MOCKED);
    }
}
