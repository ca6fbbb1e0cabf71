package dev.agentgym.reward;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.ToolCall;
import dev.agentgym.world.RowChange;
import dev.agentgym.world.SessionChanges;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Compares what two sessions changed, row by row and, where no row shows it, call by call. Immutable.
///
/// Rows with a key of their own are compared under it. Rows that a session made got their keys by chance: they are
/// paired with the ones most like them, and their keys stand for one another everywhere else.
final class RowComparison {

    private static final Pattern MOMENT = Pattern.compile("\\d{4}-\\d{2}-\\d{2}[T ]\\d{2}:\\d{2}.*");

    private final SessionChanges wanted;
    private final SessionChanges got;

    RowComparison(SessionChanges wanted, SessionChanges got) {
        this.wanted = wanted;
        this.got = got;
    }

    /// The share of all changes, wanted or made, that are the same on both sides.
    double share() {
        List<RowChange> expected = wanted.rows();
        List<RowChange> found = renamed(got.rows());
        double[][] likeness = new double[expected.size()][found.size()];
        for (int i = 0; i < expected.size(); i++) {
            for (int j = 0; j < found.size(); j++) {
                likeness[i][j] = likeness(expected.get(i), found.get(j));
            }
        }
        List<ToolCall> hidden = hidden(wanted);
        List<ToolCall> shown = hidden(got);
        return EndState.share(
                Assignment.sum(likeness) + Assignment.sum(Likeness.of(hidden, shown)),
                expected.size() + hidden.size(),
                found.size() + shown.size());
    }

    private static List<ToolCall> hidden(SessionChanges changes) {
        return changes.calls().stream()
                .filter(call -> !call.visible())
                .map(call -> new ToolCall("", call.tool(), call.arguments()))
                .toList();
    }

    /// The rows of the episode with the keys that the reference gave to what it made.
    private List<RowChange> renamed(List<RowChange> rows) {
        List<RowChange> fresh = rows.stream().filter(RowComparison::isNew).toList();
        List<RowChange> made =
                wanted.rows().stream().filter(RowComparison::isNew).toList();
        double[][] likeness = fresh.stream()
                .map(row -> made.stream()
                        .mapToDouble(other -> other.table().equals(row.table()) ? ofFields(other, row) : 0)
                        .toArray())
                .toArray(double[][]::new);
        int[] paired = Assignment.best(likeness);
        Map<String, String> names = new LinkedHashMap<>();
        for (int i = 0; i < paired.length; i++) {
            if (paired[i] >= 0) {
                names.put(fresh.get(i).key(), made.get(paired[i]).key());
            }
        }
        return rows.stream().map(row -> renamed(row, names)).toList();
    }

    private static boolean isNew(RowChange change) {
        return change.before().isEmpty();
    }

    private static RowChange renamed(RowChange row, Map<String, String> names) {
        return new RowChange(
                row.table(),
                names.getOrDefault(row.key(), row.key()),
                row.before(),
                names.isEmpty() ? row.after() : renamed(row.after(), names));
    }

    private static JsonNode renamed(JsonNode value, Map<String, String> names) {
        if (value instanceof ObjectNode object) {
            ObjectNode fresh = Json.object();
            object.properties().forEach(field -> fresh.set(field.getKey(), renamed(field.getValue(), names)));
            return fresh;
        }
        if (value instanceof ArrayNode list) {
            ArrayNode fresh = Json.MAPPER.createArrayNode();
            list.forEach(element -> fresh.add(renamed(element, names)));
            return fresh;
        }
        return value.isTextual() && names.containsKey(value.textValue())
                ? TextNode.valueOf(names.getOrDefault(value.textValue(), value.textValue()))
                : value;
    }

    private static double likeness(RowChange expected, RowChange found) {
        return expected.table().equals(found.table()) && expected.key().equals(found.key())
                ? ofFields(expected, found)
                : 0;
    }

    /// The share of the fields that one of them changed and that are now alike. A row that only one side has seen
    /// before it was changed is compared in what the other side changed.
    private static double ofFields(RowChange expected, RowChange found) {
        Set<String> fields = new LinkedHashSet<>();
        if (!isNew(expected) || isNew(found)) {
            fields.addAll(changed(expected));
        }
        if (!isNew(found) || isNew(expected)) {
            fields.addAll(changed(found));
        }
        return fields.stream()
                .mapToDouble(field ->
                        same(expected.after().path(field), found.after().path(field), expected, found) ? 1 : 0)
                .average()
                .orElse(1);
    }

    private static Set<String> changed(RowChange change) {
        Set<String> fields = new LinkedHashSet<>();
        change.after().properties().forEach(field -> {
            if (change.before()
                    .filter(row -> Likeness.of(row.path(field.getKey()), field.getValue()) >= Likeness.SAME)
                    .isEmpty()) {
                fields.add(field.getKey());
            }
        });
        change.before()
                .ifPresent(row -> row.properties().forEach(field -> {
                    if (!change.after().has(field.getKey())) {
                        fields.add(field.getKey());
                    }
                }));
        return fields;
    }

    private static boolean same(JsonNode one, JsonNode other, RowChange expected, RowChange found) {
        boolean keys = one.asText().equals(expected.key()) && other.asText().equals(found.key());
        boolean moments = MOMENT.matcher(one.asText()).matches()
                && MOMENT.matcher(other.asText()).matches();
        return keys || moments || Likeness.of(one, other) >= Likeness.SAME;
    }
}
