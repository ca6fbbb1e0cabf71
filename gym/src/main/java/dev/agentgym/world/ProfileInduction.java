package dev.agentgym.world;

import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Exchange;
import dev.agentgym.trace.Lazy;
import dev.agentgym.trace.ToolSchema;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// Learns the tool catalog: what is called and how, what is answered, and which kind of tool that makes it. Each
/// part is learned when it is first asked for. Safe to share between threads.
final class ProfileInduction {

    private final List<Conversation> traces;
    private final Lazy<SortedMap<String, Logged>> logged = new Lazy<>(this::gathered);
    private final Map<String, ToolSketch> sketches = new ConcurrentHashMap<>();
    private final Map<String, Signature> signatures = new ConcurrentHashMap<>();

    /// @param traces always in the same order
    ProfileInduction(List<Conversation> traces) {
        this.traces = List.copyOf(traces);
    }

    /// One call with the id of its conversation.
    private record Call(Exchange exchange, String conversation) {}

    /// What the logs have of one tool, in their order.
    private record Logged(List<ToolSchema> declarations, List<Call> calls) {
        Logged() {
            this(new ArrayList<>(), new ArrayList<>());
        }
    }

    /// What else was found out of the same conversations.
    ///
    /// @param tables what the answers show
    /// @param changes which tools change something
    /// @param identifying from tool to the arguments by which it names things
    record Known(Tables tables, Changes changes, Map<String, SortedSet<String>> identifying) {}

    /// The names of all tools, sorted.
    Set<String> tools() {
        return logged.get().keySet();
    }

    /// How a tool is called; asked for at every call of it. Empty of a tool that no log calls or declares.
    Optional<Signature> signature(String tool) {
        Signature known = signatures.get(tool);
        if (known == null && tools().contains(tool)) {
            known = signatures.computeIfAbsent(tool, name -> sketch(name).signature());
        }
        return Optional.ofNullable(known);
    }

    /// The profiles of all tools, by name.
    SortedMap<String, ToolProfile> profiles(List<List<Observation>> conversations, Known known, Rules rules) {
        VolatilePaths volatilePaths = VolatilePaths.of(traces);
        KindSearch kinds = kinds(conversations, known, volatilePaths);
        TreeMap<String, ToolProfile> profiles = new TreeMap<>();
        for (String name : tools()) {
            SortedSet<String> naming = known.identifying().getOrDefault(name, Collections.emptySortedSet());
            SortedSet<String> changing = volatilePaths.paths().getOrDefault(name, Collections.emptySortedSet());
            profiles.put(name, sketch(name).profile(kinds.kind(name, naming), changing, rules));
        }
        return profiles;
    }

    private SortedMap<String, Logged> gathered() {
        TreeMap<String, Logged> gathered = new TreeMap<>();
        for (Conversation conversation : traces) {
            conversation
                    .tools()
                    .forEach(declared ->
                            of(declared.name(), gathered).declarations().add(declared));
            conversation
                    .exchanges()
                    .forEach(exchange ->
                            of(exchange.call().name(), gathered).calls().add(new Call(exchange, conversation.id())));
        }
        return gathered;
    }

    private static Logged of(String tool, Map<String, Logged> gathered) {
        return gathered.computeIfAbsent(tool, any -> new Logged());
    }

    private ToolSketch sketch(String tool) {
        return sketches.computeIfAbsent(tool, this::sketched);
    }

    private ToolSketch sketched(String tool) {
        ToolSketch sketch = new ToolSketch(tool);
        Logged known = logged.get().getOrDefault(tool, new Logged());
        known.declarations().forEach(sketch::declare);
        known.calls().forEach(call -> sketch.add(call.exchange(), call.conversation()));
        return sketch;
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
