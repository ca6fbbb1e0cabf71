package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.regex.Pattern;

/// What an argument that no logged call gave asks of listed rows, as far as its name says: that of a field for the
/// same value, `min_`, `from_` or `since` for no smaller one, `max_`, `until_` or `to` for no larger one.
/// Stateless.
final class FilterNames {

    private static final Set<String> LOWER =
            Set.of("min", "minimum", "least", "from", "since", "start", "earliest", "after", "above", "over");
    private static final Set<String> UPPER =
            Set.of("max", "maximum", "most", "to", "until", "till", "end", "latest", "before", "below", "under", "up");

    /// Nobody knows whether the named value itself passes.
    private static final Set<String> EXCLUSIVE = Set.of("after", "above", "over", "before", "below", "under");

    /// Words for any date.
    private static final Set<String> DAY = Set.of("date", "day", "time", "on", "at");

    private static final Pattern WORD = Pattern.compile("[A-Z]?[a-z0-9]+|[A-Z0-9]+");

    private FilterNames() {}

    /// The filter that an argument's name and the kind of its value speak of.
    static Optional<Listing.Filter> filter(
            String argument, ListedFields.Kind kind, SortedMap<String, ListedFields.Column> columns) {
        if (columns.containsKey(argument)) {
            return Optional.of(Listing.Filter.named(argument, RowTest.EQUAL, argument));
        }
        List<String> words = words(argument);
        boolean lower = words.stream().anyMatch(LOWER::contains);
        boolean upper = words.stream().anyMatch(UPPER::contains);
        if (lower == upper || kind == ListedFields.Kind.OTHER) {
            return Optional.empty();
        }
        words.removeIf(word -> LOWER.contains(word) || UPPER.contains(word));
        return field(words, kind, columns)
                .map(field -> Listing.Filter.named(argument, lower ? RowTest.AT_LEAST : RowTest.AT_MOST, field));
    }

    /// The only field of the kind that has all these words in its name, or else, where they say no more than that it
    /// is a date, the only date.
    private static Optional<String> field(
            List<String> words, ListedFields.Kind kind, SortedMap<String, ListedFields.Column> columns) {
        List<String> comparable = columns.entrySet().stream()
                .filter(column -> column.getValue().kind() == kind)
                .map(Map.Entry::getKey)
                .toList();
        List<String> named = comparable.stream()
                .filter(field -> !words.isEmpty() && new HashSet<>(words(field)).containsAll(words))
                .toList();
        if (named.isEmpty() && kind == ListedFields.Kind.DATE && DAY.containsAll(words)) {
            return only(comparable);
        }
        return only(named.stream()
                        .filter(field -> words(field).size() == words.size())
                        .toList())
                .or(() -> only(named));
    }

    private static Optional<String> only(List<String> fields) {
        return fields.size() == 1 ? Optional.of(fields.getFirst()) : Optional.empty();
    }

    /// Whether it is clear that a row passes, or that it does not: a row without the field may count as one with
    /// nothing in it.
    static boolean isClear(Listing.Filter filter, JsonNode wanted, JsonNode row) {
        JsonNode value = row.path(filter.field());
        return switch (filter.test()) {
            case EQUAL -> true;
            case AT_LEAST -> isThere(value) ? !isEdge(filter, wanted, value) : isAbove(wanted);
            case AT_MOST -> isThere(value) ? !isEdge(filter, wanted, value) : isBelow(wanted);
        };
    }

    private static boolean isThere(JsonNode value) {
        return value.isNumber() || value.isTextual();
    }

    private static boolean isAbove(JsonNode wanted) {
        return !wanted.isNumber() || wanted.decimalValue().signum() > 0;
    }

    private static boolean isBelow(JsonNode wanted) {
        return !wanted.isNumber() || wanted.decimalValue().signum() < 0;
    }

    /// A value that is the named one, or a time on the named day.
    private static boolean isEdge(Listing.Filter filter, JsonNode wanted, JsonNode value) {
        boolean exclusive = words(filter.argument()).stream().anyMatch(EXCLUSIVE::contains);
        boolean same = RowTest.AT_LEAST.holds(value, wanted) && RowTest.AT_MOST.holds(value, wanted);
        boolean within = !same && value.asText().startsWith(wanted.asText()) && value.isTextual();
        return (same && exclusive) || (within && (exclusive || filter.test() == RowTest.AT_MOST));
    }

    /// The words of a name like `min_price` or `minPrice`.
    private static List<String> words(String name) {
        List<String> words = new ArrayList<>();
        WORD.matcher(name).results().forEach(word -> words.add(word.group().toLowerCase(Locale.ROOT)));
        return words;
    }
}
