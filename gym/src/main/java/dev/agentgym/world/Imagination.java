package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the rows of a world are like, learned when it is first asked for. Safe to share; its methods take turns.
final class Imagination {

    private static final int ROWS = 300;
    private static final int FEWEST = 2;
    private static final Pattern PERSON = Pattern.compile(
            "(?i).*(customer|user|client|account|patient|guest|passenger|member|employee|person|contact|subscriber).*");

    private final Store store;
    private final Tables tables;
    private final List<List<Observation>> conversations;
    private final Set<String> refusedNames = new HashSet<>();
    private final Map<Table, Optional<Likeness>> likenesses = new HashMap<>();
    private final Map<String, KeyShape> shapes = new HashMap<>();
    private final Map<Table, Boolean> personal = new HashMap<>();
    private @Nullable References references;

    Imagination(Tables tables, Store store, List<List<Observation>> conversations) {
        this.tables = tables;
        this.store = store;
        this.conversations = conversations;
    }

    /// Looks at the logs as a whole, once.
    private References references() {
        References known = references;
        if (known == null) {
            known = new References(tables.all(), store);
            references = known;
            conversations.stream()
                    .flatMap(List::stream)
                    .filter(Observation::isError)
                    .forEach(seen ->
                            NotFoundWords.scalars(seen.arguments()).values().forEach(refusedNames::addAll));
            refusedNames.removeIf(store::names);
        }
        return known;
    }

    /// Whether the real tools are known not to know this.
    synchronized boolean isKnownUnknown(String value) {
        references();
        return refusedNames.contains(value);
    }

    /// What the rows of a table are like; empty where there are too few.
    synchronized Optional<Likeness> of(Table table) {
        Optional<Likeness> known = likenesses.get(table);
        if (known == null) {
            List<JsonNode> rows = rows(table);
            known = rows.size() < FEWEST
                    ? Optional.empty()
                    : Optional.of(new LikenessSearch(references(), this::isPersonal, isPersonal(table))
                            .of(table.name(), rows));
            likenesses.put(table, known);
        }
        return known;
    }

    /// What the values of a field, or of one part of the key, look like.
    synchronized KeyShape shape(Table table, String field) {
        KeyShape known = shapes.get(table.name() + "." + field);
        if (known == null) {
            known = KeyShape.of(rowsByKey(table).entrySet().stream()
                    .map(row -> part(table, row.getKey(), field)
                            .orElseGet(() -> row.getValue().path(field).asText()))
                    .filter(text -> !text.isEmpty())
                    .distinct()
                    .toList());
            shapes.put(table.name() + "." + field, known);
        }
        return known;
    }

    private static Optional<String> part(Table table, String key, String field) {
        int index = table.key().indexOf(field);
        List<String> parts = Table.parts(key);
        return index < 0 || index >= parts.size() ? Optional.empty() : Optional.of(parts.get(index));
    }

    /// Whether a key is a number where rows hold it.
    boolean isNumber(Table table, String field) {
        List<JsonNode> held = rows(table).stream()
                .map(row -> row.path(field))
                .filter(JsonNode::isValueNode)
                .toList();
        return !held.isEmpty() && held.stream().allMatch(JsonNode::isNumber);
    }

    private List<JsonNode> rows(Table table) {
        return List.copyOf(rowsByKey(table).values());
    }

    /// In the order of the keys, so that nothing depends on that of hashes.
    private Map<String, JsonNode> rowsByKey(Table table) {
        Map<String, JsonNode> rows = new LinkedHashMap<>();
        List<String> keys = new ArrayList<>(new TreeSet<>(store.keys(table)));
        int stride = Math.max(1, keys.size() / ROWS);
        for (int i = 0; i < keys.size(); i += stride) {
            rows.put(keys.get(i), store.row(table, keys.get(i)).orElseThrow().value());
        }
        return rows;
    }

    /// A table of people, or of what belongs to them.
    synchronized boolean isPersonal(Table table) {
        Boolean known = personal.get(table);
        if (known == null) {
            personal.put(table, false);
            known = isOfPeople(table)
                    || references().ofRows(table).stream()
                            .flatMap(reference -> reference.tables().stream())
                            .filter(other -> !other.equals(table))
                            .anyMatch(this::isPersonal);
            personal.put(table, known);
        }
        return known;
    }

    private boolean isOfPeople(Table table) {
        boolean named = PERSON.matcher(table.name()).matches()
                || table.key().stream().anyMatch(key -> PERSON.matcher(key).matches());
        return named
                || rows(table).stream()
                        .filter(ObjectNode.class::isInstance)
                        .flatMap(row -> row.properties().stream())
                        .anyMatch(field -> LikenessSearch.PERSONAL
                                .matcher(Objects.requireNonNull(field.getKey()))
                                .matches());
    }
}
