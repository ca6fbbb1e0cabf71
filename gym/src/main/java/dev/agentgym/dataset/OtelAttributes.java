package dev.agentgym.dataset;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// The attributes of a span, an event or a resource, as OTLP JSON has them. Mutable, for one thread.
final class OtelAttributes {

    private final ArrayNode attributes;

    /// @param owner what has the attributes
    OtelAttributes(ObjectNode owner) {
        this.attributes = owner.putArray("attributes");
    }

    OtelAttributes put(String key, String value) {
        attributes.addObject().put("key", key).putObject("value").put("stringValue", value);
        return this;
    }

    OtelAttributes put(String key, long value) {
        // 64-bit numbers are text in JSON, as in all of Protocol Buffers.
        attributes.addObject().put("key", key).putObject("value").put("intValue", String.valueOf(value));
        return this;
    }

    OtelAttributes put(String key, List<String> values) {
        ArrayNode list = attributes
                .addObject()
                .put("key", key)
                .putObject("value")
                .putObject("arrayValue")
                .putArray("values");
        values.forEach(value -> list.addObject().put("stringValue", value));
        return this;
    }

    OtelAttributes put(String key, double value) {
        attributes.addObject().put("key", key).putObject("value").put("doubleValue", value);
        return this;
    }
}
