package dev.agentgym.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.ToolSchema;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A method that is a tool. As safe to share between threads as the method is.
///
/// @param declaration what the agent is told
/// @param fields its arguments
record JavaMethod(ToolSchema declaration, List<JavaField> fields, Method method, Object target) {

    /// The marked methods of a class and those above it, by the tool's name.
    ///
    /// @throws DeploymentException when there is none, or one is not public
    static List<Method> toolsOf(Class<?> type) {
        List<Method> found = new ArrayList<>();
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            for (Method method : at.getDeclaredMethods()) {
                if (method.isAnnotationPresent(AgentTool.class) && !method.isBridge()) {
                    if (!Modifier.isPublic(method.getModifiers())) {
                        throw new DeploymentException(method + " is marked as a tool, but not public; make it so");
                    }
                    found.add(method);
                }
            }
        }
        if (found.isEmpty()) {
            throw new DeploymentException(type.getName() + " has no method that is marked with @AgentTool");
        }
        found.sort(Comparator.comparing(JavaMethod::name).thenComparing(Method::toString));
        return found;
    }

    static JavaMethod of(Method method, Object target) {
        List<JavaField> fields = JavaField.of(method);
        method.setAccessible(true);
        return new JavaMethod(
                new ToolSchema(
                        name(method), method.getAnnotation(AgentTool.class).value(), JavaField.schema(fields)),
                fields,
                method,
                target);
    }

    private static String name(Method method) {
        String said = method.getAnnotation(AgentTool.class).name();
        return said.isEmpty() ? method.getName() : said;
    }

    /// What the method returns, as JSON; null where it returns nothing.
    ///
    /// @throws ToolRefusal when the arguments do not fit, or the method refuses
    JsonNode call(ObjectNode arguments) {
        try {
            return JavaAnswer.json(method.invoke(target, JavaField.read(fields, arguments, "")));
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            }
            throw new IllegalStateException(String.valueOf(e.getCause()), e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("cannot call " + method, e);
        }
    }
}
