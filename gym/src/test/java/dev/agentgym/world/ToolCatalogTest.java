package dev.agentgym.world;

import static dev.agentgym.trace.Logged.log;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Details;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.Outcome;
import dev.agentgym.trace.ToolCall;
import dev.agentgym.trace.ToolSchema;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ToolCatalogTest {

    private static Conversation declaring(ToolSchema... tools) {
        Conversation plain = log("d", "get {\"id\":1} -> {\"id\":1,\"name\":\"a\"}");
        return new Conversation(
                "d",
                plain.messages(),
                Outcome.SUCCESS,
                plain.satisfaction(),
                List.of(tools),
                plain.metadata(),
                plain.extra());
    }

    private static ToolSchema tool(String name) {
        return new ToolSchema(name, "", Json.object());
    }

    private static ToolCatalog catalog(Conversation... logs) {
        return ToolCatalog.of(World.induce(List.of(logs)));
    }

    @Test
    void openai_gets_functions_with_parameters_that_are_objects() {
        JsonNode tools = catalog(declaring(new ToolSchema("note", "Notes.", Json.object())))
                .toOpenAi()
                .path("tools");

        assertThat(tools).hasSize(2);
        assertThat(tools.get(1))
                .isEqualTo(
                        Json.parse("{\"type\":\"function\",\"function\":{\"name\":\"note\",\"description\":\"Notes.\","
                                + "\"parameters\":{\"type\":\"object\",\"properties\":{}}}}"));
    }

    @Test
    void mcp_gets_the_shape_of_answers_that_are_objects() {
        JsonNode get = catalog(declaring(tool("note"))).toMcp().path("tools").get(0);

        assertThat(get.at("/inputSchema/type").asText()).isEqualTo("object");
        assertThat(get.at("/outputSchema/required")).isEqualTo(Json.parse("[\"id\",\"name\"]"));
        assertThat(get.has("description")).isFalse();
    }

    /// The trap: two names that become one would make an agent call the wrong tool.
    @Test
    void names_that_a_format_refuses_are_rewritten_without_meeting_others() {
        Map<String, String> names =
                ToolNames.OPENAI.names(List.of("a_b", "a.b", "a b", "x".repeat(64), "x".repeat(70), "fine-1"));

        assertThat(names)
                .isEqualTo(Map.of(
                        "a_b",
                        "a_b",
                        "a b",
                        "a_b_2",
                        "a.b",
                        "a_b_3",
                        "x".repeat(64),
                        "x".repeat(64),
                        "x".repeat(70),
                        "x".repeat(62) + "_2",
                        "fine-1",
                        "fine-1"));
        assertThat(ToolNames.MCP.takes("Files.cd")).isTrue();
    }

    @Test
    void a_rewritten_name_keeps_the_tools_own_beside_it() {
        JsonNode declaration =
                catalog(declaring(tool("Files.cd"))).toOpenAi().path("tools").get(0);

        assertThat(declaration.at("/function/name").asText()).isEqualTo("Files_cd");
        assertThat(declaration.path("x-tool-name").asText()).isEqualTo("Files.cd");
    }

    @Test
    void the_customers_tools_stand_apart() {
        Conversation logged = Conversation.of(
                "u",
                List.of(
                        new Message.User("", List.of(new ToolCall("c", "reboot", Json.object())), Details.NONE),
                        new Message.Tool("c", "reboot", Json.of("done"), false, Details.NONE)),
                Outcome.SUCCESS);
        ObjectNode document = catalog(logged, declaring()).toOpenAi();

        assertThat(document.path("tools").findValuesAsText("name")).containsExactly("get");
        assertThat(document.path("user_tools").findValuesAsText("name")).containsExactly("reboot");
    }

    /// The trap: `#/$defs/x` of a declared schema leads nowhere once that schema stands inside another.
    @Test
    void one_schema_describes_all_calls_and_keeps_references_inside_declarations() {
        ObjectNode parameters = (ObjectNode) Json.parse(
                "{\"type\":\"object\",\"$defs\":{\"x\":{}},\"properties\":{\"a\":{\"$ref\":\"#/$defs/x\"}}}");
        ObjectNode schema =
                catalog(declaring(new ToolSchema("do it", "Does.", parameters))).toJsonSchema();

        assertThat(schema.at("/oneOf/0/properties/name/const").asText()).isEqualTo("do it");
        assertThat(schema.at("/oneOf/0/properties/arguments/$ref").asText())
                .isEqualTo(schema.at("/$defs/do it arguments/$id").asText())
                .isEqualTo("urn:agent-gym:tool:do%20it:arguments");
        assertThat(schema.at("/$defs/do it arguments/properties")).isEqualTo(parameters.path("properties"));
    }

    @Test
    void no_tools_make_valid_documents() {
        ToolCatalog none = ToolCatalog.of(List.of());

        assertThat(none.toOpenAi()).isEqualTo(Json.parse("{\"tools\":[]}"));
        assertThat(none.toJsonSchema().has("oneOf")).isFalse();
    }
}
