package dev.agentgym.world;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Conversation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/// Learns a world from conversations: first what the tools show (tables), then which of them change it (writers),
/// then how it is at the start (store), then by which rules (effects, guards). Mutable, for one thread.
final class WorldInduction {

    private List<Conversation> traces = new ArrayList<>();
    private final List<List<Observation>> conversations = new ArrayList<>();
    private final Recordings recordings = new Recordings();
    private final NotFoundWords notFoundWords = new NotFoundWords();
    private final FreshIds freshIds = new FreshIds();
    private Tables tables = new Tables(List.of());
    private Store store = Store.empty();
    private ProfileInduction catalog = new ProfileInduction(List.of());
    private Changes changes = new Changes(tables);
    private Set<String> writers = Set.of();
    private Rules rules = rules(Set.of());
    private Bystanders bystanders = Bystanders.NONE;
    private ContextModel context = new ContextLearning(List.of()).model();
    private final Map<String, SortedSet<String>> identifying = new HashMap<>();

    void add(Conversation conversation) {
        traces.add(conversation);
    }

    /// Takes in what is known of the same conversations, however they came.
    private void takeIn() {
        traces = ordered();
        traces.forEach(conversation -> conversations.add(Observation.of(conversation)));
    }

    private List<Conversation> ordered() {
        return traces.stream()
                .distinct()
                .sorted(Comparator.comparing(WorldInduction::start)
                        .thenComparing(Conversation::id)
                        .thenComparing(one -> one.messages().toString()))
                .toList();
    }

    private static Instant start(Conversation conversation) {
        return conversation.startedAt().orElse(Instant.MIN);
    }

    /// The tools that change something, which is all that is learned here.
    Set<String> writers() {
        takeIn();
        return changes(tablesShown()).writers();
    }

    private Tables tablesShown() {
        TableSearch search = new TableSearch();
        conversations.forEach(conversation -> conversation.forEach(search::add));
        return new Tables(search.tables());
    }

    private Changes changes(Tables all) {
        Changes changes = new Changes(all);
        conversations.forEach(changes::add);
        return changes;
    }

    World world() {
        takeIn();
        Tables all = tablesShown();
        changes = changes(all);
        writers = changes.writers();
        conversations.forEach(conversation -> recordings.add(conversation, writers));
        IssuedIds issued = new IssuedIds(writers);
        conversations.forEach(issued::add);
        tables = all.withoutViewsOf(writers).issuing(issued.sites());
        BystanderSearch apart = new BystanderSearch(tables, writers);
        conversations.forEach(apart::add);
        bystanders = apart.bystanders(changes.steady(writers));
        StoreInduction start = new StoreInduction(tables, writers);
        conversations.forEach(start::add);
        store = start.store();
        collectWords();
        collectNames(writers);
        catalog = new ProfileInduction(traces);
        rules = rules(changes.creators());
        context = new ContextLearning(conversations).model();
        return new World(this);
    }

    private Rules rules(Set<String> creators) {
        return new Rules(new RuleInduction(
                tables, store, writers, creators, conversations, new QuotedNumbers(catalog::signature)));
    }

    private void collectWords() {
        for (List<Observation> conversation : conversations) {
            for (Observation seen : conversation) {
                if (seen.isError()) {
                    notFoundWords.add(seen, store);
                } else {
                    tables.entitiesIn(
                            seen.tool(),
                            seen.arguments(),
                            seen.result(),
                            (table, view, key, object) -> freshIds.saw(table, key));
                    tables.issuedIn(seen.tool(), seen.result(), freshIds::saw);
                }
            }
        }
    }

    private void collectNames(Set<String> writers) {
        Naming naming = new Naming(writers);
        TreeMap<String, List<ObjectNode>> accepted = new TreeMap<>();
        for (List<Observation> conversation : conversations) {
            for (Observation seen : conversation) {
                if (!seen.isError()) {
                    naming.show(seen);
                    accepted.computeIfAbsent(seen.tool(), any -> new ArrayList<>())
                            .add(seen.arguments());
                }
            }
        }
        accepted.forEach((tool, calls) -> identifying.put(tool, naming.identifying(tool, calls)));
    }

    ProfileInduction catalog() {
        return catalog;
    }

    SortedMap<String, ToolProfile> profiles() {
        ProfileInduction.Known known = new ProfileInduction.Known(tables, changes, identifying);
        return catalog.profiles(conversations, known, rules);
    }

    List<Conversation> traces() {
        return traces;
    }

    Map<String, SortedSet<String>> identifying() {
        return identifying;
    }

    Optional<Instant> latest() {
        return conversations.stream()
                .flatMap(List::stream)
                .flatMap(seen -> seen.time().stream())
                .max(Comparator.naturalOrder());
    }

    Set<String> changing() {
        return writers;
    }

    Bystanders bystanders() {
        return bystanders;
    }

    Recordings recordings() {
        return recordings;
    }

    Tables tables() {
        return tables;
    }

    Store store() {
        return store;
    }

    Rules rules() {
        return rules;
    }

    ContextModel context() {
        return context;
    }

    NotFoundWords notFoundWords() {
        return notFoundWords;
    }

    FreshIds freshIds() {
        return freshIds;
    }
}
