package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// What the rows of logged lists have in their fields. Immutable.
///
/// @param columns by field
/// @param cut how many different lists of the logs were cut
record ListedFields(SortedMap<String, Column> columns, int cut) {

    /// A choice of more values than this is data.
    private static final int MOST_CHOICES = 12;

    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    /// What a field has.
    ///
    /// @param kind of all its values
    /// @param last for each of its few texts, how many lists that were cut end with it; empty where there are many
    record Column(Kind kind, Map<String, Integer> last) {
        Column {
            last = Map.copyOf(last);
        }
    }

    /// What values are compared as.
    enum Kind {
        /// A number.
        NUMBER,
        /// A text that begins with a day.
        DATE,
        /// Anything else.
        OTHER;

        static Kind of(JsonNode value) {
            if (value.isNumber()) {
                return NUMBER;
            }
            return value.isTextual() && DAY.matcher(value.textValue()).lookingAt() ? DATE : OTHER;
        }
    }

    /// Takes stock of logged lists.
    ///
    /// @param most from how many rows a list is cut
    static ListedFields of(Collection<JsonNode> lists, int most) {
        TreeMap<String, List<JsonNode>> values = new TreeMap<>();
        List<JsonNode> ends = new ArrayList<>();
        for (JsonNode list : lists) {
            for (JsonNode row : list) {
                row.properties().forEach(field -> {
                    if (field.getValue().isValueNode() && !field.getValue().isNull()) {
                        values.computeIfAbsent(field.getKey(), _ -> new ArrayList<>())
                                .add(field.getValue());
                    }
                });
            }
            if (list.size() >= most) {
                ends.add(list.get(list.size() - 1));
            }
        }
        TreeMap<String, Column> columns = new TreeMap<>();
        values.forEach((field, all) -> columns.put(field, new Column(kind(all), last(field, all, ends))));
        return new ListedFields(columns, ends.size());
    }

    private static Kind kind(List<JsonNode> values) {
        Kind kind = Kind.of(values.getFirst());
        return values.stream().allMatch(value -> Kind.of(value) == kind) ? kind : Kind.OTHER;
    }

    private static Map<String, Integer> last(String field, List<JsonNode> values, List<JsonNode> ends) {
        TreeMap<String, Integer> last = new TreeMap<>();
        for (JsonNode value : values) {
            last.put(value.asText(), 0);
            if (last.size() > MOST_CHOICES || Kind.of(value) != Kind.OTHER) {
                return Map.of();
            }
        }
        ends.forEach(row -> last.computeIfPresent(row.path(field).asText(), (_, count) -> count + 1));
        return last;
    }

    /// The chance that the rows that a cut list lacks do not have this value either: that of rows with it standing
    /// last in a list. Empty where the logs do not tell.
    Optional<Double> lacks(String field, String value) {
        return Optional.ofNullable(columns.get(field))
                .map(column -> column.last().get(value))
                .map(count -> 1 - (count + 1.0) / (cut + 2.0));
    }
}
