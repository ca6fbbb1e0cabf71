package dev.agentgym.convert;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Converts sources whose records are whole conversations.
final class Records {

    private Records() {}

    /// Converts every record; what cannot be converted is set aside.
    static void convert(
            Sources.Found source,
            JsonRecords records,
            Intake intake,
            Meter meter,
            Function<JsonNode, Shapes.Reader> readers) {
        intake.source(source.file().name(), source.detection());
        for (Optional<JsonRecords.Item> item = records.next(); item.isPresent(); item = records.next()) {
            meter.record(source.file().name());
            switch (item.get()) {
                case JsonRecords.Item.Bad bad -> intake.quarantine(bad.reading());
                case JsonRecords.Item.Good good -> convert(good, readers.apply(good.value()), intake);
            }
        }
    }

    /// A record may hold several conversations, each of which costs itself only.
    private static void convert(JsonRecords.Item.Good record, Shapes.Reader reader, Intake intake) {
        List<JsonNode> parts = reader.parts().apply(record.value());
        if (parts.isEmpty()) {
            Defect none = new Defect("", record.value().toString(), "the record holds no conversation");
            intake.quarantine(none.at(record.origin(), record.value().toString()));
        }
        for (JsonNode part : parts) {
            try {
                intake.conversation(reader.read().apply(part), record.origin());
            } catch (Defect e) {
                intake.quarantine(e.at(record.origin(), part.toString()));
            }
        }
    }

    /// The records by their `id`; bad ones are met again by whoever reads on.
    static Map<String, JsonNode> byId(JsonRecords records) {
        Map<String, JsonNode> byId = new LinkedHashMap<>();
        for (Optional<JsonRecords.Item> item = records.next(); item.isPresent(); item = records.next()) {
            if (item.get() instanceof JsonRecords.Item.Good good) {
                byId.put(good.value().path("id").asText(), good.value());
            }
        }
        return byId;
    }
}
