package dev.agentgym.examples.customerservice.office;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a caller of tools has read so far: every value, by the name of its field. Mutable, for one thread.
public final class SeenValues {

    private final Map<String, List<JsonNode>> byName = new LinkedHashMap<>();

    /// Collects the values of an answer; `subscription_ids` also fill `subscription_id`.
    public void note(JsonNode answer) {
        answer.properties().forEach(field -> {
            JsonNode value = field.getValue();
            if (value.isValueNode()) {
                note(field.getKey(), value);
                return;
            }
            if (value.isArray()) {
                noteElements(field.getKey().replaceFirst("s$", ""), value);
            }
            note(value);
        });
        if (answer.isArray()) {
            answer.forEach(this::note);
        }
    }

    /// The values of a field in the order in which they were read, as often as they were read; empty where there
    /// were none.
    public List<JsonNode> of(String name) {
        return byName.getOrDefault(name, List.of());
    }

    private void noteElements(String name, JsonNode array) {
        array.forEach(element -> {
            if (element.isValueNode()) {
                note(name, element);
            }
        });
    }

    private void note(String name, JsonNode value) {
        byName.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
    }
}
