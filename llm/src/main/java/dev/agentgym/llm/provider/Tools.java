package dev.agentgym.llm.provider;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.ToolSchema;
import dev.langchain4j.agent.tool.ToolSpecification;
import java.util.List;

/// The tools of a request for a library that knows fewer schemas than the servers do: it gets their names, and the
/// wire gets the schemas as they were declared. Stateless.
final class Tools {

    private Tools() {}

    static List<ToolSpecification> named(List<ToolSchema> tools) {
        return tools.stream()
                .map(tool -> ToolSpecification.builder()
                        .name(tool.name())
                        .description(tool.description())
                        .build())
                .toList();
    }

    /// Puts the tools into a question as OpenAI's API has them; none where there are none.
    static void declare(List<ToolSchema> tools, ObjectNode question) {
        if (!tools.isEmpty()) {
            ArrayNode declared = question.putArray("tools");
            tools.forEach(
                    tool -> declared.add(new ToolSchema(tool.name(), tool.description(), parameters(tool)).toOpenAi()));
        }
    }

    /// An object's schema, as the APIs want it even for tools without arguments.
    static ObjectNode parameters(ToolSchema tool) {
        if (tool.parameters().path("type").asText("").equals("object")) {
            return tool.parameters();
        }
        ObjectNode object = Json.object().put("type", "object");
        object.setAll(tool.parameters());
        return object.path("properties").isObject() ? object : object.set("properties", Json.object());
    }
}
