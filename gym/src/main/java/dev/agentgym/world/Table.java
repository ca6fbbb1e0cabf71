package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;

/// Things of one kind behind the tools, each found by its key. Immutable.
///
/// @param name what rules call a row of it
/// @param kind where its rows come from
/// @param key the fields that identify a row: of the row itself, or, for a view, the arguments of its tool
/// @param views for each site where rows are shown, which of their fields are shown there
record Table(String name, Kind kind, List<String> key, SortedMap<Site, View> views) {

    /// Where the rows of a table come from.
    enum Kind {
        /// Objects that carry their own key; whoever shows one shows its present state.
        ENTITY,
        /// Whole answers of a reading tool, by its arguments.
        VIEW
    }

    /// A place in answers.
    ///
    /// @param tool the tool that answers
    /// @param path where in its answers
    record Site(String tool, String path) implements Comparable<Site> {
        /// For people: `list_orders orders[]`.
        String text() {
            return path.isEmpty() ? tool : tool + " " + path;
        }

        @Override
        public int compareTo(Site other) {
            int byTool = tool.compareTo(other.tool);
            return byTool == 0 ? path.compareTo(other.path) : byTool;
        }
    }

    /// Which fields of a row a site shows.
    ///
    /// @param always shown every time
    /// @param sometimes shown where the row has them
    /// @param asked fields of the key that are not shown but are arguments of the call that shows the row
    record View(SortedSet<String> always, SortedSet<String> sometimes, SortedSet<String> asked) {

        /// A row as a call shows it, whole with what the call asked for.
        ObjectNode whole(ObjectNode shown, ObjectNode arguments) {
            if (asked.isEmpty()) {
                return shown;
            }
            ObjectNode whole = Json.copy(shown);
            for (String field : asked) {
                JsonNode argument = arguments.get(field);
                if (argument != null) {
                    whole.set(field, argument);
                }
            }
            return whole;
        }

        /// A row with what is shown of it now; the known one itself where that is nothing new.
        ObjectNode merged(ObjectNode known, ObjectNode shown) {
            if (Json.isOne(known, shown) || isShown(known, shown)) {
                return known;
            }
            ObjectNode row = known.objectNode();
            for (Map.Entry<String, JsonNode> field : known.properties()) {
                String name = field.getKey();
                if (shown.has(name) || !sometimes.contains(name)) {
                    row.set(name, field.getValue());
                }
            }
            return row.setAll(shown);
        }

        private boolean isShown(ObjectNode known, ObjectNode shown) {
            for (Map.Entry<String, JsonNode> field : shown.properties()) {
                if (!field.getValue().equals(known.get(field.getKey()))) {
                    return false;
                }
            }
            for (String field : sometimes) {
                if (known.has(field) && !shown.has(field)) {
                    return false;
                }
            }
            return true;
        }

        boolean shows(String field) {
            return always.contains(field) || sometimes.contains(field);
        }
    }

    private static final char SEPARATOR = '\u001f';

    /// Names are unique within a world.
    @Override
    public boolean equals(Object other) {
        return other instanceof Table table && name.equals(table.name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    /// The key of an object, or of the arguments of a view's tool; empty where a part is missing.
    Optional<String> keyOf(JsonNode object) {
        if (key.size() == 1) {
            JsonNode part = object.path(key.getFirst());
            return isPart(part) ? Optional.of(part.asText()) : Optional.empty();
        }
        StringBuilder text = new StringBuilder();
        for (String field : key) {
            JsonNode part = object.path(field);
            if (!isPart(part)) {
                return Optional.empty();
            }
            text.append(text.isEmpty() ? "" : SEPARATOR).append(part.asText());
        }
        return Optional.of(text.toString());
    }

    /// The call whose answers a table of answers keeps under a key of these parts.
    ObjectNode call(List<String> parts) {
        ObjectNode call = Json.object();
        for (int i = 0; i < parts.size(); i++) {
            call.put(key.get(i), parts.get(i));
        }
        return call;
    }

    /// A key from its parts.
    static String key(List<String> parts) {
        return String.join(String.valueOf(SEPARATOR), parts);
    }

    /// The parts of a key.
    static List<String> parts(String key) {
        return key.indexOf(SEPARATOR) < 0 ? List.of(key) : List.of(key.split(String.valueOf(SEPARATOR), -1));
    }

    /// A number in one log may be a text in another: keys are compared as text.
    private static boolean isPart(JsonNode value) {
        return value.isTextual() || value.isNumber() || value.isBoolean();
    }

    /// The part of a row that a site shows; empty where the row lacks a field that the site always shows.
    Optional<ObjectNode> shownAt(Site site, ObjectNode row) {
        return Optional.ofNullable(views.get(site)).flatMap(view -> shown(view, row));
    }

    /// The same; the row itself where it is shown whole.
    static Optional<ObjectNode> shown(View view, ObjectNode row) {
        int fields = 0;
        for (String field : view.always()) {
            if (!row.has(field)) {
                return Optional.empty();
            }
            fields++;
        }
        for (String field : view.sometimes()) {
            fields += row.has(field) ? 1 : 0;
        }
        if (fields == row.size()) {
            return Optional.of(row);
        }
        ObjectNode shown = row.objectNode();
        for (Map.Entry<String, JsonNode> field : row.properties()) {
            if (view.shows(field.getKey())) {
                shown.set(field.getKey(), field.getValue());
            }
        }
        return Optional.of(shown);
    }
}
