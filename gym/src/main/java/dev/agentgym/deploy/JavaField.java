package dev.agentgym.deploy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A named value that Java code takes: a parameter of a method, a component of a record. Immutable.
///
/// @param name what JSON calls it
/// @param description what it means; empty where nobody says
/// @param type what Java takes
record JavaField(String name, String description, JavaType type) {

    /// The parameters of a method, in their order.
    ///
    /// @throws DeploymentException when one has no name, or a type that JSON cannot have
    static List<JavaField> of(Method method) {
        List<JavaField> fields = new ArrayList<>();
        for (Parameter parameter : method.getParameters()) {
            if (!parameter.isNamePresent() && named(parameter).isEmpty()) {
                throw new DeploymentException("the parameters of " + method
                        + " have no names; compile with -parameters, or name them with @ToolArgument(name = ...)");
            }
            fields.add(of(parameter, parameter.getName(), parameter.getParameterizedType(), method.toString()));
        }
        return distinct(fields, method.toString());
    }

    /// The components of a record, in their order.
    ///
    /// @throws DeploymentException when one has a type that JSON cannot have
    static List<JavaField> of(Class<?> type) {
        List<JavaField> fields = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            fields.add(of(component, component.getName(), component.getGenericType(), type.toString()));
        }
        return distinct(fields, type.toString());
    }

    private static JavaField of(AnnotatedElement element, String name, Type type, String place) {
        ToolArgument said = element.getAnnotation(ToolArgument.class);
        return new JavaField(
                named(element).orElse(name),
                said == null ? "" : said.value(),
                JavaType.of(type, name + " of " + place));
    }

    private static Optional<String> named(AnnotatedElement element) {
        return Optional.ofNullable(element.getAnnotation(ToolArgument.class))
                .map(ToolArgument::name)
                .filter(name -> !name.isEmpty());
    }

    private static List<JavaField> distinct(List<JavaField> fields, String place) {
        Set<String> names = new HashSet<>();
        for (JavaField field : fields) {
            if (!names.add(field.name)) {
                throw new DeploymentException("two arguments of " + place + " are named " + field.name);
            }
        }
        return List.copyOf(fields);
    }

    /// The schema of an object with these fields and no others.
    static ObjectNode schema(List<JavaField> fields) {
        ObjectNode schema = Json.object().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        for (JavaField field : fields) {
            ObjectNode its = field.type.schema();
            if (!field.description.isEmpty()) {
                its.put("description", field.description);
            }
            properties.set(field.name, its);
        }
        var required = schema.putArray("required");
        fields.stream().filter(field -> !field.type.isOptional()).forEach(field -> required.add(field.name));
        return schema.put("additionalProperties", false);
    }

    /// The values of the fields of an object, in their order.
    ///
    /// @param place of the object, for messages; empty for the arguments themselves
    /// @throws ToolRefusal when a field is missing, too many or of the wrong kind
    static Object[] read(List<JavaField> fields, ObjectNode object, String place) {
        Set<String> names = new HashSet<>(fields.stream().map(JavaField::name).toList());
        object.fieldNames().forEachRemaining(given -> {
            if (!names.contains(given)) {
                throw new ToolRefusal("Error: there is no argument " + place + given + "; there are "
                        + String.join(", ", fields.stream().map(JavaField::name).toList()));
            }
        });
        return fields.stream().map(field -> field.read(object, place)).toArray();
    }

    private Object read(ObjectNode object, String place) {
        if (!type.isOptional() && !object.hasNonNull(name)) {
            throw new ToolRefusal("Error: the argument " + place + name + " is missing");
        }
        return type.read(object.path(name), place + name);
    }
}
