package dev.agentgym.convert;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.trace.Origin;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Which header of a table means what: guessed by the usual names, shown in the report, overridden by the user.
///
/// @param kind what one row of the table is
/// @param columns the header that was taken for each meaning
/// @param kept headers that the user asked to keep, by the metadata field they go to
/// @param unused headers that are not carried over
record ColumnMap(Format kind, Map<Column, String> columns, Map<String, String> kept, List<String> unused) {

    private static final String METADATA = "metadata.";

    static ColumnMap of(Format kind, List<String> headers, Map<String, String> overrides) {
        Map<String, String> byName = new LinkedHashMap<>();
        headers.forEach(header -> byName.putIfAbsent(normal(header), header));
        Map<Column, String> columns = new EnumMap<>(Column.class);
        Map<String, String> kept = new LinkedHashMap<>();
        overrides.forEach((meaning, header) -> Optional.ofNullable(byName.get(normal(header)))
                .ifPresent(known -> override(meaning, known, columns, kept)));
        for (Column column : Column.values()) {
            guess(column, kind, byName, columns).ifPresent(header -> columns.putIfAbsent(column, header));
        }
        List<String> unused = headers.stream()
                .filter(header -> !columns.containsValue(header) && !kept.containsValue(header))
                .toList();
        return new ColumnMap(kind, columns, kept, unused);
    }

    private static void override(String meaning, String header, Map<Column, String> columns, Map<String, String> kept) {
        if (meaning.startsWith(METADATA)) {
            kept.put(meaning.substring(METADATA.length()), header);
        } else {
            columns.put(meaning(meaning), header);
        }
    }

    private static Optional<String> guess(
            Column column, Format kind, Map<String, String> byName, Map<Column, String> taken) {
        return column.synonyms(kind).stream()
                .filter(byName::containsKey)
                .map(byName::get)
                .filter(header -> !taken.containsValue(header))
                .findFirst();
    }

    /// Checks what the user wrote behind `--map`.
    ///
    /// @throws ConversionException when a meaning does not exist
    static void check(Map<String, String> overrides) {
        overrides.keySet().stream().filter(name -> !name.startsWith(METADATA)).forEach(ColumnMap::meaning);
    }

    private static Column meaning(String name) {
        return Arrays.stream(Column.values())
                .filter(column -> column.label().equals(name))
                .findFirst()
                .orElseThrow(() -> new ConversionException("--map knows no '" + name + "'; it maps "
                        + Arrays.stream(Column.values()).map(Column::label).collect(Collectors.joining(", "))
                        + " and metadata.ANY to columns, as in text=body"));
    }

    private static String normal(String header) {
        return header.strip()
                .replaceAll("([a-z])([A-Z])", "$1_$2")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "_");
    }

    /// Whether the table can be read as what it is taken for.
    boolean suffices() {
        return switch (kind) {
            case MESSAGE_ROWS -> has(Column.CONVERSATION) && has(Column.ROLE) && has(Column.TEXT);
            case CALL_ROWS ->
                has(Column.CONVERSATION) && has(Column.TOOL) && (has(Column.ARGUMENTS) || has(Column.RESULT));
            case SURVEY_ROWS ->
                has(Column.CONVERSATION) && (has(Column.SATISFACTION) || has(Column.OUTCOME) || has(Column.METADATA));
            case AGENT_GYM, OPENAI, TAU_BENCH, TAU2, ART, PRIME_RL, NEMO_GYM, OTEL, DATABASE -> false;
        };
    }

    boolean has(Column column) {
        return columns.containsKey(column);
    }

    /// The columns that one row of this kind cannot do without and that no header was found for.
    String missing() {
        List<Column> needed = switch (kind) {
            case MESSAGE_ROWS -> List.of(Column.CONVERSATION, Column.ROLE, Column.TEXT);
            case CALL_ROWS -> List.of(Column.CONVERSATION, Column.TOOL, Column.ARGUMENTS);
            case SURVEY_ROWS -> List.of(Column.CONVERSATION, Column.SATISFACTION);
            case AGENT_GYM, OPENAI, TAU_BENCH, TAU2, ART, PRIME_RL, NEMO_GYM, OTEL, DATABASE -> List.of();
        };
        return needed.stream().filter(column -> !has(column)).map(Column::label).collect(Collectors.joining(", "));
    }

    /// The mapping for people: meaning to header.
    Map<String, String> shown() {
        Map<String, String> shown = new LinkedHashMap<>();
        columns.forEach((column, header) -> shown.put(column.label(), header));
        kept.forEach((field, header) -> shown.put(METADATA + field, header));
        return shown;
    }

    /// One row in the columns' meanings.
    ///
    /// @throws Defect when the row does not say which conversation it belongs to
    Row row(Map<String, JsonNode> fields, Origin origin) {
        Map<Column, JsonNode> values = new EnumMap<>(Column.class);
        columns.forEach((column, header) -> put(values, column, fields.get(header)));
        Map<String, JsonNode> carried = new LinkedHashMap<>();
        kept.forEach((field, header) -> put(carried, field, fields.get(header)));
        JsonNode conversation = values.remove(Column.CONVERSATION);
        if (conversation == null || conversation.asText("").isBlank()) {
            throw new Defect(
                    columns.getOrDefault(Column.CONVERSATION, ""),
                    "",
                    "the row does not say which conversation it is of");
        }
        return new Row(kind, conversation.asText().strip(), values, carried, origin);
    }

    private static <K> void put(Map<K, JsonNode> values, K key, @Nullable JsonNode value) {
        if (value != null && !value.isNull()) {
            values.put(key, value);
        }
    }

    /// The headers, for the report's reason.
    static String list(List<String> headers) {
        return String.join(", ", new ArrayList<>(headers).subList(0, Math.min(headers.size(), 12)))
                + (headers.size() > 12 ? ", …" : "");
    }
}
