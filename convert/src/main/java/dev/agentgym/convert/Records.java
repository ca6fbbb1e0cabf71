package dev.agentgym.convert;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.trace.Conversation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Converts sources in which each record is a whole conversation.
final class Records {

    private Records() {}

    /// Converts every record; what cannot be converted is set aside.
    static void convert(
            Sources.Found source,
            JsonRecords records,
            Intake intake,
            Meter meter,
            Function<JsonNode, Conversation> conversion) {
        intake.source(source.file().name(), source.detection());
        for (Optional<JsonRecords.Item> item = records.next(); item.isPresent(); item = records.next()) {
            meter.record(source.file().name());
            switch (item.get()) {
                case JsonRecords.Item.Bad bad -> intake.quarantine(bad.reading());
                case JsonRecords.Item.Good good -> {
                    try {
                        intake.conversation(conversion.apply(good.value()), good.origin());
                    } catch (Defect e) {
                        intake.quarantine(e.at(good.origin(), good.value().toString()));
                    }
                }
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
