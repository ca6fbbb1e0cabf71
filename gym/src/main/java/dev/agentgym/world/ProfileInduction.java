package dev.agentgym.world;

import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Exchange;
import dev.agentgym.trace.ToolSchema;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/// Learns the tool catalog: what is called and how, what is answered, and which kind of tool that makes it.
/// Mutable, for one thread.
final class ProfileInduction {

    private final TreeMap<String, ToolSketch> sketches = new TreeMap<>();

    void take(Conversation conversation) {
        for (ToolSchema declared : conversation.tools()) {
            sketch(declared.name()).declare(declared);
        }
        for (Exchange exchange : conversation.exchanges()) {
            sketch(exchange.call().name()).add(exchange, conversation.id());
        }
    }

    private ToolSketch sketch(String tool) {
        return sketches.computeIfAbsent(tool, ToolSketch::new);
    }

    /// What else was found out of the same conversations.
    ///
    /// @param tables what the answers show
    /// @param changes which tools change something
    /// @param identifying from tool to the arguments by which it names things
    record Known(Tables tables, Changes changes, Map<String, SortedSet<String>> identifying) {}

    /// The profiles of all tools, by name.
    SortedMap<String, ToolProfile> profiles(
            List<Conversation> traces, List<List<Observation>> conversations, Known known, Rules rules) {
        VolatilePaths volatilePaths = VolatilePaths.of(traces);
        KindSearch kinds = kinds(conversations, known, volatilePaths);
        TreeMap<String, ToolProfile> profiles = new TreeMap<>();
        sketches.forEach((name, sketch) -> {
            SortedSet<String> naming = known.identifying().getOrDefault(name, Collections.emptySortedSet());
            SortedSet<String> changing = volatilePaths.paths().getOrDefault(name, Collections.emptySortedSet());
            profiles.put(name, sketch.profile(kinds.kind(name, naming), changing, rules));
        });
        return profiles;
    }

    private static KindSearch kinds(List<List<Observation>> conversations, Known known, VolatilePaths volatilePaths) {
        Removals removals = new Removals(known.tables());
        conversations.forEach(removals::add);
        Changes changes = known.changes();
        Set<String> writers = changes.writers();
        KindSearch kinds = new KindSearch(
                known.tables(),
                new KindSearch.Changed(
                        writers,
                        changes.creators(),
                        removals.removers(),
                        ContextChangers.of(conversations, Set.of()),
                        changes.harmless(writers)),
                volatilePaths);
        conversations.forEach(conversation -> conversation.forEach(kinds::add));
        return kinds;
    }
}
