package dev.agentgym.convert;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Reads the rows of a file of JSON objects, one row each.
final class JsonRows {

    private JsonRows() {}

    /// Hands every row to the sink and returns their number.
    ///
    /// @throws ConversionException when the file cannot be opened
    static long read(SourceFile file, ColumnMap columns, RowSink sink, Meter meter) {
        long rows = 0;
        try (JsonRecords records = JsonRecords.open(file, meter)) {
            for (Optional<JsonRecords.Item> item = records.next(); item.isPresent(); item = records.next()) {
                rows++;
                meter.record(file.name());
                switch (item.get()) {
                    case JsonRecords.Item.Good good -> row(good, columns, sink);
                    case JsonRecords.Item.Bad bad -> sink.bad(bad.reading());
                }
            }
        } catch (IOException e) {
            throw new ConversionException("cannot read " + file.name() + ": " + e.getMessage(), e);
        }
        return rows;
    }

    private static void row(JsonRecords.Item.Good good, ColumnMap columns, RowSink sink) {
        try {
            if (!good.value().isObject()) {
                throw new Defect("", good.value().toString(), "a row is an object");
            }
            sink.row(columns.row(fields(good.value()), good.origin()));
        } catch (Defect e) {
            sink.bad(e.at(good.origin(), good.value().toString()));
        }
    }

    private static Map<String, JsonNode> fields(JsonNode row) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        row.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
        return fields;
    }
}
