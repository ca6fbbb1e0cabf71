package dev.agentgym.world;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Role;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;

/// The tools of a world as declarations that other programs read. Immutable and safe to share; equal worlds give
/// equal documents.
///
/// Each document lists the agent's tools as `tools` and, where there are any, those of the customer's own device as
/// `user_tools`, so that nobody hands these to an agent unawares. A name that the format refuses is rewritten by
/// the rule of [ToolNames], and the tool's own name stands beside it as `x-tool-name`.
public final class ToolCatalog {

    private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";
    private static final String ORIGINAL = "x-tool-name";

    private final List<ToolProfile> tools;

    private ToolCatalog(Collection<ToolProfile> tools) {
        this.tools = List.copyOf(tools);
    }

    /// All tools of a world, by name.
    public static ToolCatalog of(World world) {
        return new ToolCatalog(world.tools().values());
    }

    /// Some tools, in their order.
    public static ToolCatalog of(Collection<ToolProfile> tools) {
        return new ToolCatalog(tools);
    }

    /// Declarations in one of the formats.
    public ObjectNode to(Format format) {
        return switch (format) {
            case OPENAI -> toOpenAi();
            case MCP -> toMcp();
            case JSON_SCHEMA -> toJsonSchema();
        };
    }

    /// The formats of declarations.
    public enum Format {
        /// The `tools` of a chat completion request.
        OPENAI,
        /// The answer to `tools/list` of the Model Context Protocol.
        MCP,
        /// One JSON Schema (2020-12) of a call, with its answer.
        JSON_SCHEMA;

        /// The spelling on the command line.
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /// The tools as a chat completion request declares them.
    public ObjectNode toOpenAi() {
        SortedMap<String, String> names = ToolNames.OPENAI.names(names());
        return document((tool, list) -> {
            String name = names.getOrDefault(tool.name(), tool.name());
            ObjectNode declaration = list.addObject().put("type", "function");
            declaration
                    .putObject("function")
                    .put("name", name)
                    .put("description", tool.declaration().description())
                    .set("parameters", parameters(tool));
            putOriginal(declaration, tool, name);
        });
    }

    /// The tools as an MCP server lists them. Answers that are objects have an `outputSchema`; a tool that is known
    /// only to read, or known to change something, is marked so.
    public ObjectNode toMcp() {
        SortedMap<String, String> names = ToolNames.MCP.names(names());
        return document((tool, list) -> {
            String name = names.getOrDefault(tool.name(), tool.name());
            ObjectNode declaration = list.addObject().put("name", name);
            if (!tool.declaration().description().isEmpty()) {
                declaration.put("description", tool.declaration().description());
            }
            declaration.set("inputSchema", parameters(tool));
            if (tool.result().path("type").asText().equals("object")) {
                declaration.set("outputSchema", tool.result());
            }
            putAnnotations(declaration, tool);
            putOriginal(declaration, tool, name);
        });
    }

    /// What a client may rely on; nothing where the logs do not tell. A tool that answers in prose may say what it
    /// did as well as how things stand.
    private static void putAnnotations(ObjectNode declaration, ToolProfile tool) {
        boolean prose = tool.kind() == ToolKind.LOOKUP
                && tool.result().path("type").asText().equals("string");
        if (!prose) {
            putAnnotations(declaration, tool.kind());
        }
    }

    private static void putAnnotations(ObjectNode declaration, ToolKind kind) {
        switch (kind) {
            case COMPUTATION, LOOKUP, SEARCH ->
                declaration.putObject("annotations").put("readOnlyHint", true);
            case CREATE ->
                declaration.putObject("annotations").put("readOnlyHint", false).put("destructiveHint", false);
            case CHANGE, DELETE ->
                declaration.putObject("annotations").put("readOnlyHint", false).put("destructiveHint", true);
            case EXTERNAL ->
                declaration.putObject("annotations").put("readOnlyHint", false).put("openWorldHint", true);
            case CONTROL, UNKNOWN -> {}
        }
    }

    private static void putOriginal(ObjectNode declaration, ToolProfile tool, String name) {
        if (!name.equals(tool.name())) {
            declaration.put(ORIGINAL, tool.name());
        }
    }

    /// A schema that accepts exactly the calls of these tools, `{"name", "arguments"}`, and describes their
    /// answers. Each tool's schemas have an `$id`, so that references inside a declared schema still lead where
    /// they did.
    public ObjectNode toJsonSchema() {
        ObjectNode schema = Json.object().put("$schema", DIALECT);
        ObjectNode definitions = Json.object();
        if (tools.isEmpty()) {
            schema.putObject("not");
            return schema;
        }
        ArrayNode calls = schema.putArray("oneOf");
        for (ToolProfile tool : tools) {
            String base = "urn:agent-gym:tool:" + ToolNames.encoded(tool.name());
            put(definitions, tool.name() + " arguments", base + ":arguments", parameters(tool));
            put(definitions, tool.name() + " result", base + ":result", tool.result());
            addCall(calls.addObject(), tool, base);
        }
        schema.set("$defs", definitions);
        return schema;
    }

    private static void put(ObjectNode definitions, String key, String id, ObjectNode schema) {
        ObjectNode definition = definitions.putObject(key);
        definition.setAll(schema);
        definition.put("$id", id);
    }

    private static void addCall(ObjectNode call, ToolProfile tool, String base) {
        call.put("type", "object").put("description", tool.declaration().description());
        ObjectNode properties = call.putObject("properties");
        properties.putObject("name").put("const", tool.name());
        properties.putObject("arguments").put("$ref", base + ":arguments");
        properties.putObject("result").put("$ref", base + ":result");
        call.putArray("required").add("name").add("arguments");
        call.put("x-kind", tool.kind().label());
        call.put("x-caller", tool.caller().name().toLowerCase(Locale.ROOT));
        call.set("x-errors", Json.of(tool.errors()));
        call.set("x-volatile-fields", Json.of(tool.volatileFields()));
        call.set("x-aliases", Json.of(tool.aliases()));
    }

    /// Adds the declaration of a tool to a list.
    @FunctionalInterface
    private interface Declarer {
        void declare(ToolProfile tool, ArrayNode list);
    }

    private ObjectNode document(Declarer declarer) {
        ObjectNode document = Json.object();
        ArrayNode agents = document.putArray("tools");
        ArrayNode customers = Json.MAPPER.createArrayNode();
        tools.forEach(tool -> declarer.declare(tool, tool.caller() == Role.USER ? customers : agents));
        if (!customers.isEmpty()) {
            document.set("user_tools", customers);
        }
        return document;
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        tools.forEach(tool -> names.add(tool.name()));
        return names;
    }

    /// Arguments are an object, even those of a tool of which no call was accepted.
    private static ObjectNode parameters(ToolProfile tool) {
        ObjectNode declared = tool.declaration().parameters();
        if (declared.has("type")) {
            return declared;
        }
        ObjectNode parameters = Json.object().put("type", "object");
        if (declared.isEmpty()) {
            parameters.putObject("properties");
        }
        parameters.setAll(declared);
        return parameters;
    }
}
