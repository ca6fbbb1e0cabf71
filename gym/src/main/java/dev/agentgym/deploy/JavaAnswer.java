package dev.agentgym.deploy;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import dev.agentgym.trace.Json;
import java.io.IOException;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Turns what Java methods return into JSON: times as ISO text, what is absent as null. Stateless.
final class JavaAnswer {

    private static final JsonMapper MAPPER = Json.MAPPER
            .rebuild()
            .addModule(new SimpleModule()
                    .addSerializer(TemporalAccessor.class, ToStringSerializer.instance)
                    .addSerializer(TemporalAmount.class, ToStringSerializer.instance)
                    .addSerializer(Optional.class, new Absent()))
            .build();

    private JavaAnswer() {}

    /// @throws IllegalArgumentException when JSON cannot have the value
    static JsonNode json(@Nullable Object value) {
        return value == null ? NullNode.getInstance() : MAPPER.valueToTree(value);
    }

    /// Writes what an Optional holds.
    @SuppressWarnings("rawtypes") // that is how Jackson asks for it
    private static final class Absent extends JsonSerializer<Optional> {

        @Override
        public void serialize(Optional value, JsonGenerator out, SerializerProvider writers) throws IOException {
            writers.defaultSerializeValue(value.isPresent() ? value.get() : null, out);
        }
    }
}
