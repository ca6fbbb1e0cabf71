package dev.agentgym.convert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Origin;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// One row of a table in the meanings of its columns. Absent and null values are left out.
///
/// @param kind what the row is: a message, a call, or an answer of a survey
/// @param conversation the conversation it belongs to
/// @param values the columns that mean something
/// @param kept columns that the user wants in the metadata
/// @param origin where it stood
record Row(Format kind, String conversation, Map<Column, JsonNode> values, Map<String, JsonNode> kept, Origin origin) {

    /// The value as text, stripped; empty where there is none.
    String text(Column column) {
        return value(column).asText("").strip();
    }

    /// The value as it stands; a missing node where there is none.
    JsonNode value(Column column) {
        JsonNode value = values.get(column);
        if (value == null) {
            return Json.MAPPER.missingNode();
        }
        return value.isContainerNode() && column == Column.TEXT
                ? Json.MAPPER.getNodeFactory().textNode(value.toString())
                : value;
    }

    boolean has(Column column) {
        return !value(column).isMissingNode()
                && !(value(column).isTextual() && text(column).isEmpty());
    }

    /// The row for storage and for the quarantine.
    ObjectNode toJson() {
        ObjectNode json = Json.object();
        ObjectNode fields = json.putObject("values");
        values.forEach((column, value) -> fields.set(column.label(), value));
        ObjectNode carried = json.putObject("kept");
        kept.forEach(carried::set);
        return json.put("conversation", conversation)
                .put("source", origin.source())
                .put("line", origin.line());
    }

    /// Reads back what [#toJson] gave.
    static Row of(Format kind, JsonNode json) {
        Map<Column, JsonNode> values = new EnumMap<>(Column.class);
        for (Column column : Column.values()) {
            JsonNode value = json.path("values").get(column.label());
            if (value != null) {
                values.put(column, value);
            }
        }
        Map<String, JsonNode> kept = new LinkedHashMap<>();
        json.path("kept").properties().forEach(field -> kept.put(field.getKey(), field.getValue()));
        Origin origin =
                new Origin(json.path("source").asText(), json.path("line").asLong());
        return new Row(kind, json.path("conversation").asText(), values, kept, origin);
    }
}
