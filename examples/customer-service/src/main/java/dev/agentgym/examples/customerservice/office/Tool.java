package dev.agentgym.examples.customerservice.office;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;

/// A tool: what it is called, what it takes and what it does.
record Tool(String name, String description, List<Parameter> parameters, Action action) {

    /// Answers a checked call, or throws [Refused] before anything has changed.
    interface Action {
        ObjectNode answer(Arguments arguments);
    }

    ToolDeclaration declaration() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        parameters.forEach(parameter -> parameter.describeInto(properties));
        var required = schema.putArray("required");
        parameters.stream().filter(Parameter::required).map(Parameter::name).forEach(required::add);
        schema.put("additionalProperties", false);
        return new ToolDeclaration(name, description, schema);
    }

    ObjectNode call(ObjectNode arguments) {
        refuseUnknown(arguments);
        for (Parameter parameter : parameters) {
            if (arguments.hasNonNull(parameter.name())) {
                parameter.check(arguments.get(parameter.name()));
            } else if (parameter.required()) {
                throw Refusal.MISSING_ARGUMENT.of(name, parameter.name());
            }
        }
        return action.answer(new Arguments(arguments));
    }

    private void refuseUnknown(ObjectNode arguments) {
        arguments.fieldNames().forEachRemaining(given -> {
            if (parameters.stream().noneMatch(parameter -> parameter.name().equals(given))) {
                String known = parameters.stream().map(Parameter::name).collect(Collectors.joining(", "));
                throw Refusal.UNKNOWN_ARGUMENT.of(name, given, known);
            }
        });
    }
}
