package dev.agentgym.deploy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.ToolCall;
import dev.agentgym.trace.ToolSchema;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Real tools that are Java methods or functions. Immutable; as safe to share between threads as the methods are,
/// which several conversations may call at once.
///
/// A method refuses by throwing a [ToolRefusal]. Arguments that do not fit the declared types are refused before
/// the method runs. Whatever else it throws is a failure: the agent is told that the tool broke.
public final class JavaTools implements ToolSource {

    private final String name;
    private final Duration deadline;
    private final Map<String, Tool> tools;

    /// A declared tool and what it does.
    private record Tool(ToolSchema declaration, Function<ObjectNode, Object> body) {}

    private JavaTools(String name, Duration deadline, Map<String, Tool> tools) {
        this.name = name;
        this.deadline = deadline;
        this.tools = Collections.unmodifiableMap(new LinkedHashMap<>(tools));
    }

    /// A source without tools yet.
    public static JavaTools named(String name) {
        return new JavaTools(name, DEFAULT_DEADLINE, Map.of());
    }

    /// The public methods of an object that are marked with [AgentTool], by name.
    ///
    /// @throws DeploymentException when there is none, one is not public, two have the same name, or one takes what
    /// an agent cannot write
    public static JavaTools of(String name, Object target) {
        JavaTools tools = named(name);
        for (Method method : JavaMethod.toolsOf(target.getClass())) {
            JavaMethod tool = JavaMethod.of(method, target);
            tools = tools.with(tool.declaration(), tool::call);
        }
        return tools;
    }

    /// The same with one more tool.
    ///
    /// @param body takes the arguments and gives a value that JSON can have
    /// @throws DeploymentException when there is a tool of the name
    public JavaTools with(ToolSchema declaration, Function<ObjectNode, ?> body) {
        Map<String, Tool> more = new LinkedHashMap<>(tools);
        if (more.put(declaration.name(), new Tool(declaration, body::apply)) != null) {
            throw new DeploymentException(
                    "source " + name + " has two tools named " + declaration.name() + "; rename one");
        }
        return new JavaTools(name, deadline, more);
    }

    /// The same with one more tool, whose arguments are the components of a record.
    ///
    /// @param body gives a value that JSON can have
    /// @throws DeploymentException when there is a tool of the name, or the record holds what an agent cannot write
    public <A extends Record> JavaTools with(String tool, String description, Class<A> arguments, Function<A, ?> body) {
        JavaType type = JavaType.of(arguments, tool);
        return with(
                new ToolSchema(tool, description, type.schema()),
                given -> body.apply(arguments.cast(type.read(given, ""))));
    }

    /// The same, of which no call may take longer.
    public JavaTools within(Duration time) {
        return new JavaTools(name, time, tools);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<ToolSchema> declarations() {
        return tools.values().stream().map(Tool::declaration).toList();
    }

    @Override
    public RealAnswer call(ToolCall call) {
        Optional<Tool> tool = Optional.ofNullable(tools.get(call.name()));
        if (tool.isEmpty()) {
            return new RealAnswer.Failed(name + " has no tool named " + Json.shorten(call.name()));
        }
        try {
            return RealAnswer.accepted(JavaAnswer.json(tool.get().body.apply(call.arguments())));
        } catch (ToolRefusal refusal) {
            return RealAnswer.refused(String.valueOf(refusal.getMessage()));
        } catch (RuntimeException e) {
            return new RealAnswer.Failed(call.name() + " of " + name + " broke: " + e);
        }
    }

    @Override
    public Duration deadline() {
        return deadline;
    }

    /// Does nothing: there is nothing to close.
    @Override
    public void close() {}
}
