package dev.agentgym.reward;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import java.util.List;
import java.util.Optional;

/// A verdict: the total and what it is made of. Immutable.
///
/// @param total in [0, 1]; the weighted mean of the parts, times the cut of every fatal defect
/// @param success whether an episode did all that it had to: the end is reached, what had to be told was told, no
/// deed was claimed that was not done; false where nothing was expected
/// @param parts those that applied, in a fixed order
public record Reward(double total, boolean success, List<Scored> parts) {

    /// Copies the parts.
    public Reward {
        parts = List.copyOf(parts);
    }

    /// A verdict on something that was not to bring anything about.
    public Reward(double total, List<Scored> parts) {
        this(total, false, parts);
    }

    /// The part of that name; empty when it did not apply.
    public Optional<Scored> part(String name) {
        return parts.stream().filter(part -> part.name().equals(name)).findFirst();
    }

    /// `{"reward", "parts": [{"name", "value", "weight", "evidence"}]}` with numbers rounded to four places.
    public ObjectNode toJson() {
        ObjectNode json = Json.object().put("reward", Json.rounded(total, 4));
        ArrayNode list = json.putArray("parts");
        for (Scored part : parts) {
            list.addObject()
                    .put("name", part.name())
                    .put("value", Json.rounded(part.value(), 4))
                    .put("weight", Json.rounded(part.weight(), 4))
                    .put("evidence", part.evidence());
        }
        return json;
    }
}
