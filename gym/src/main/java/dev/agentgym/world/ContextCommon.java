package dev.agentgym.world;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What all calls together show of their parts, learned from some conversations. Immutable.
///
/// @param trees trees of parts that several calls show
/// @param changers the calls after which a part was seen to differ, by `KeptParts`' names of parts
record ContextCommon(Map<String, List<ContextParts.Trained>> trees, Map<String, Set<String>> changers) {

    /// How a part stays as it was; empty where no conversation shows it twice.
    Optional<ContextParts.Kept> kept(String part, String name) {
        return Optional.ofNullable(changers.get(name)).map(some -> new ContextParts.Kept(part, some));
    }
}
