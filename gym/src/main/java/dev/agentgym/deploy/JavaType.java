package dev.agentgym.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A Java type as JSON has it. Immutable.
sealed interface JavaType {

    /// One value.
    record Scalar(JavaScalar kind) implements JavaType {}

    /// One of a few texts.
    record Choice(List<? extends Enum<?>> values) implements JavaType {}

    /// Several of one type.
    record Listed(JavaType element) implements JavaType {}

    /// Values of one type by name.
    record Mapped(JavaType value) implements JavaType {}

    /// Something that may be absent.
    record Maybe(JavaType value) implements JavaType {}

    /// A record.
    record Fields(Class<?> type, List<JavaField> fields) implements JavaType {}

    /// Any JSON value, as it stands.
    record Anything() implements JavaType {}

    /// A Java type as JSON has it.
    ///
    /// @param place for messages
    /// @throws DeploymentException when JSON cannot have the type
    static JavaType of(Type type, String place) {
        return switch (type) {
            case ParameterizedType generic -> generic(generic, place);
            case Class<?> plain -> plain(plain, place);
            default -> throw unfit(type, place);
        };
    }

    private static JavaType generic(ParameterizedType type, String place) {
        Type[] arguments = type.getActualTypeArguments();
        if (type.getRawType() == List.class) {
            return new Listed(of(arguments[0], place));
        }
        if (type.getRawType() == Map.class && arguments[0] == String.class) {
            return new Mapped(of(arguments[1], place));
        }
        if (type.getRawType() == Optional.class) {
            return new Maybe(of(arguments[0], place));
        }
        throw unfit(type, place);
    }

    private static JavaType plain(Class<?> type, String place) {
        if (type == JsonNode.class) {
            return new Anything();
        }
        if (type.isEnum()) {
            return new Choice(Arrays.stream(type.getEnumConstants())
                    .map(value -> (Enum<?>) value)
                    .toList());
        }
        if (type.isRecord()) {
            return new Fields(type, JavaField.of(type));
        }
        return new Scalar(JavaScalar.of(type).orElseThrow(() -> unfit(type, place)));
    }

    private static DeploymentException unfit(Type type, String place) {
        return new DeploymentException(place + " has the type " + type.getTypeName()
                + ", which an agent cannot write; take text, numbers, truth values, dates, enums, records, or List,"
                + " Map<String, …> and Optional of these, or JsonNode");
    }

    /// Whether it may be absent.
    default boolean isOptional() {
        return this instanceof Maybe;
    }

    /// Its JSON Schema, a new one each time.
    default ObjectNode schema() {
        return switch (this) {
            case Scalar(JavaScalar kind) -> kind.schema();
            case Choice(List<? extends Enum<?>> values) -> {
                ObjectNode schema = Json.object().put("type", "string");
                values.forEach(value -> schema.withArray("enum").add(value.name()));
                yield schema;
            }
            case Listed(JavaType element) -> Json.object().put("type", "array").set("items", element.schema());
            case Mapped(JavaType value) ->
                Json.object().put("type", "object").set("additionalProperties", value.schema());
            case Maybe(JavaType value) -> value.schema();
            case Fields(Class<?> _, List<JavaField> fields) -> JavaField.schema(fields);
            case Anything() -> Json.object();
        };
    }

    /// The Java value of a JSON value.
    ///
    /// @param place for messages
    /// @throws ToolRefusal when it is of the wrong kind
    default Object read(JsonNode value, String place) {
        return switch (this) {
            case Scalar(JavaScalar kind) -> kind.read(value, place);
            case Choice(List<? extends Enum<?>> values) ->
                values.stream()
                        .filter(each -> each.name().equals(value.textValue()))
                        .findFirst()
                        .map(Object.class::cast)
                        .orElseThrow(() -> wrong(place, "one of " + values, value));
            case Listed(JavaType element) -> list(element, value, place);
            case Mapped(JavaType each) -> map(each, value, place);
            case Maybe(JavaType inner) ->
                value.isMissingNode() || value.isNull() ? Optional.empty() : Optional.of(inner.read(value, place));
            case Fields(Class<?> type, List<JavaField> fields) -> record(type, fields, value, place);
            case Anything() -> value;
        };
    }

    private static List<Object> list(JavaType element, JsonNode value, String place) {
        if (!value.isArray()) {
            throw wrong(place, "a list", value);
        }
        List<Object> list = new ArrayList<>();
        for (int i = 0; i < value.size(); i++) {
            list.add(element.read(value.get(i), place + "[" + i + "]"));
        }
        return List.copyOf(list);
    }

    private static Map<String, Object> map(JavaType each, JsonNode value, String place) {
        if (!value.isObject()) {
            throw wrong(place, "an object", value);
        }
        Map<String, Object> map = new LinkedHashMap<>();
        value.properties()
                .forEach(field -> map.put(field.getKey(), each.read(field.getValue(), place + "." + field.getKey())));
        return map;
    }

    private static Object record(Class<?> type, List<JavaField> fields, JsonNode value, String place) {
        if (!(value instanceof ObjectNode object)) {
            throw wrong(place, "an object", value);
        }
        return make(type, JavaField.read(fields, object, place.isEmpty() ? "" : place + "."));
    }

    /// A record with these components; what its own checks say against them is a refusal.
    private static Object make(Class<?> type, Object... components) {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(components);
        } catch (InvocationTargetException e) {
            throw new ToolRefusal("Error: "
                    + Optional.ofNullable(e.getCause())
                            .map(Throwable::getMessage)
                            .orElse("these arguments do not go together"));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make a " + type.getName(), e);
        }
    }

    /// What is told of a value of the wrong kind.
    static ToolRefusal wrong(String place, String wanted, JsonNode value) {
        return new ToolRefusal("Error: the argument " + place + " must be " + wanted + ", not " + Json.excerpt(value));
    }
}
