package dev.agentgym.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.deploy.DeploymentException;
import dev.agentgym.deploy.RealAnswer;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.ToolCall;
import dev.agentgym.trace.ToolSchema;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class OpenApiToolsTest {

    private static final Duration LONG = Duration.ofSeconds(50);
    private static final Keys KEYS = Keys.of(Map.of(
            "bearer",
            "bearer-0123456789",
            "basic",
            "ada:basic-0123456789",
            "keyInHeader",
            "header-0123456789",
            "keyInQuery",
            "query/0123456789"));

    @TempDir
    Path folder;

    private ShopServer server;

    @BeforeEach
    void start() {
        server = new ShopServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static Path document() throws URISyntaxException {
        return Path.of(Objects.requireNonNull(OpenApiToolsTest.class.getResource("shop.yaml"))
                .toURI());
    }

    private OpenApiTools shop(Keys keys) throws URISyntaxException {
        return OpenApiTools.open("shop", document(), Optional.of(server.address()), keys, LONG);
    }

    private static JsonNode json(String text) {
        return Json.parse(text.replace('\'', '"'));
    }

    private static RealAnswer call(OpenApiTools tools, String tool, String arguments) {
        return tools.call(new ToolCall("c1", tool, (ObjectNode) json(arguments)));
    }

    private RealAnswer get(String arguments) throws URISyntaxException {
        try (OpenApiTools tools = shop(KEYS)) {
            return call(tools, "getOrder", arguments);
        }
    }

    private static String failure(RealAnswer answer) {
        assertThat(answer).isInstanceOf(RealAnswer.Failed.class);
        return ((RealAnswer.Failed) answer).reason();
    }

    private static ToolSchema declared(OpenApiTools tools, String name) {
        return tools.declarations().stream()
                .filter(tool -> tool.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void operations_are_tools_with_the_arguments_of_path_query_header_and_body() throws URISyntaxException {
        try (OpenApiTools tools = shop(KEYS)) {
            assertThat(tools.declarations())
                    .map(ToolSchema::name)
                    .containsExactly("getOrder", "cancel-order", "put_orders", "createOrder", "login");
            ToolSchema get = declared(tools, "getOrder");
            assertThat(get.description()).isEqualTo("Looks an order up.\nWith its lines.");
            assertThat(get.parameters().path("properties").path("orderId"))
                    .isEqualTo(json("{'type':'string','pattern':'^W-','description':'such as W-1'}"));
            assertThat(get.parameters()
                            .path("properties")
                            .path("trace")
                            .path("description")
                            .asText())
                    .as("the operation's own parameter comes before the path's")
                    .isEqualTo("of this one");
            assertThat(get.parameters().path("properties").has("Authorization")).isFalse();
            assertThat(get.parameters().path("required")).isEqualTo(json("['orderId','trace']"));
            ToolSchema create = declared(tools, "createOrder");
            assertThat(create.parameters().path("properties").path("lines").path("items"))
                    .as("a schema that holds itself ends")
                    .isEqualTo(json("{'type':'object','properties':{'sku':{'type':'string'},"
                            + "'parts':{'type':'array','items':{}}}}"));
            assertThat(create.parameters().path("required")).isEqualTo(json("['customer']"));
            assertThat(declared(tools, "put_orders")
                            .parameters()
                            .path("properties")
                            .fieldNames())
                    .toIterable()
                    .as("a body with a field that a parameter is named after stays whole")
                    .containsExactly("customer", "body");
        }
    }

    @Test
    void what_cannot_be_called_is_left_out_with_the_reason() throws URISyntaxException {
        try (OpenApiTools tools = shop(KEYS)) {
            assertThat(tools.leftOut()).containsOnlyKeys("upload", "find");
            assertThat(tools.leftOut().get("upload"))
                    .isEqualTo("its body is image/png; JSON and plain forms can be written");
            assertThat(tools.leftOut().get("find")).contains("the parameter at is a document of its own");
        }
    }

    @Test
    void arguments_are_written_where_they_belong() throws URISyntaxException {
        server.answers("{\"id\": \"W-1\"}");
        RealAnswer got = get("{'orderId':'W/1 ä?#','trace':'t1','fields':['a','b&c'],'tags':['x','y'],"
                + "'filter':{'from':1,'to':'z'},'session':'s 1'}");
        assertThat(got).isEqualTo(RealAnswer.accepted(json("{'id':'W-1'}")));
        ShopServer.Asked asked = server.asked.getFirst();
        assertThat(asked.method()).isEqualTo("GET");
        assertThat(asked.uri())
                .isEqualTo("/v1/orders/W%2F1%20%C3%A4%3F%23?fields=a&fields=b%26c&tags=x%2Cy"
                        + "&filter%5Bfrom%5D=1&filter%5Bto%5D=z");
        assertThat(asked.header("Trace")).isEqualTo("t1");
        assertThat(asked.header("Cookie")).isEqualTo("session=s%201");
        assertThat(asked.header("Authorization")).isEqualTo("Bearer bearer-0123456789");
        assertThat(asked.header("Accept")).isEqualTo("application/json");
    }

    @Test
    void bodies_are_json_or_a_form() throws URISyntaxException {
        server.answers("{}").answers("[]").answers("1").answers("true").answers("null");
        try (OpenApiTools tools = shop(KEYS)) {
            call(tools, "createOrder", "{'customer':'C-1','lines':[{'sku':'a'}]}");
            call(tools, "put_orders", "{'customer':'C-2','body':{'customer':'C-3'}}");
            call(tools, "login", "{'name':'Ada & Co','remember':true}");
            call(tools, "put_orders", "{}");
            call(tools, "createOrder", "{'customer':'C-1'}");
        }
        assertThat(server.asked)
                .map(ShopServer.Asked::body)
                .containsExactly(
                        "{\"customer\":\"C-1\",\"lines\":[{\"sku\":\"a\"}]}",
                        "{\"customer\":\"C-3\"}",
                        "name=Ada%20%26%20Co&remember=true",
                        "",
                        "{\"customer\":\"C-1\"}");
        assertThat(server.asked.get(0).header("Content-type")).isEqualTo("application/json");
        assertThat(server.asked.get(1).uri()).isEqualTo("/v1/orders?customer=C-2");
        assertThat(server.asked.get(1).header("Authorization"))
                .as("no key where none is asked for")
                .isEmpty();
        assertThat(server.asked.get(2).header("Content-type")).isEqualTo("application/x-www-form-urlencoded");
    }

    @Test
    void keys_are_sent_as_the_document_says() throws URISyntaxException {
        server.answers("{}").answers("{}");
        try (OpenApiTools tools = shop(KEYS);
                OpenApiTools basic = shop(Keys.of(Map.of("basic", "ada:lovelace")))) {
            call(tools, "createOrder", "{'customer':'C-1'}");
            call(basic, "createOrder", "{'customer':'C-1'}");
        }
        assertThat(server.asked.get(0).uri()).isEqualTo("/v1/orders?key=query%2F0123456789");
        assertThat(server.asked.get(0).header("X-key")).isEqualTo("header-0123456789");
        assertThat(server.asked.get(1).header("Authorization")).isEqualTo("Basic YWRhOmxvdmVsYWNl");
    }

    @Test
    void a_missing_key_is_said_before_anything_is_sent() throws URISyntaxException {
        try (OpenApiTools tools = shop(Keys.NONE)) {
            assertThat(failure(call(tools, "createOrder", "{'customer':'C-1'}")))
                    .isEqualTo(
                            "createOrder of the HTTP service shop needs a key for keyInQuery and keyInHeader or basic;"
                                    + " name the environment variable that holds it under `keys`");
        }
        assertThat(server.asked).isEmpty();
    }

    // Servers like to repeat the key that they do not accept.
    @ParameterizedTest
    @ValueSource(ints = {200, 400, 401, 500})
    void keys_are_in_no_answer_and_in_no_message(int status) throws URISyntaxException {
        server.answersWithTheKeys(status).answersWithTheKeys(status).answersWithTheKeys(status);
        try (OpenApiTools tools = shop(KEYS);
                OpenApiTools basic = shop(Keys.of(Map.of("basic", "ada:basic-0123456789")))) {
            String said = call(tools, "getOrder", "{'orderId':'W-1','trace':'t'}")
                    + " " + call(tools, "createOrder", "{'customer':'C-1'}")
                    + " " + call(basic, "createOrder", "{'customer':'C-1'}");
            assertThat(server.asked).hasSize(3);
            assertThat(said).contains("***").doesNotContain("0123456789", "YWRhOmJhc2lj");
            assertThat(KEYS.toString()).doesNotContain("0123456789").contains("bearer");
        }
    }

    private Path file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        return Files.writeString(file, text);
    }

    @Test
    void a_description_may_be_divided_over_files_that_refer_to_each_other() throws IOException {
        Path main = file("api.yaml", """
                openapi: 3.0.0
                servers: [{url: 'http://localhost:1'}]
                paths:
                  /orders/{id}: {$ref: 'paths/order.yaml'}
                components:
                  schemas:
                    Note: {type: string, description: a note}
                """);
        file("paths/order.yaml", """
                parameters:
                  - $ref: '../shared%20parts/parts.json#/id'
                put:
                  operationId: putOrder
                  requestBody:
                    content:
                      application/json:
                        schema:
                          $ref: '#/x-order'
                x-order:
                  type: object
                  properties:
                    note: {$ref: '../api.yaml#/components/schemas/Note'}
                    part: {$ref: '../shared%20parts/parts.json#/part~1whole'}
                """);
        file("shared parts/parts.json", """
                {"id": {"name": "id", "in": "path", "schema": {"type": "string", "pattern": "^W"}},
                 "part/whole": {"type": "object", "properties": {"parts": {"type": "array", "items": {"$ref": "#/part~1whole"}}}}}
                """);

        try (OpenApiTools tools = OpenApiTools.open("shop", main)) {
            JsonNode properties = declared(tools, "putOrder").parameters().path("properties");
            assertThat(properties.path("id")).isEqualTo(json("{'type':'string','pattern':'^W'}"));
            assertThat(properties.path("note")).isEqualTo(json("{'type':'string','description':'a note'}"));
            assertThat(properties.at("/part/properties/parts"))
                    .as("what contains itself ends")
                    .isEqualTo(json("{'type':'array','items':{}}"));
        }
    }

    // A description that somebody else wrote could otherwise put any file of this machine into the agent's prompt.
    @ParameterizedTest
    @ValueSource(
            strings = {"../secret.yaml#/s", "%2e%2e/secret.yaml#/s", "file:///etc/hostname", "http://localhost/s.yaml"})
    void what_lies_outside_of_the_folder_is_not_read(String reference) throws IOException {
        file("secret.yaml", "s: {type: string, description: hidden}");
        Path main = file("api/api.yaml", """
                openapi: 3.0.0
                servers: [{url: 'http://localhost:1'}]
                paths: {/a: {get: {parameters: [{name: x, in: query, schema: {$ref: 'REFERENCE'}}]}}}
                """.replace("REFERENCE", reference));

        assertThatThrownBy(() -> OpenApiTools.open("shop", main))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining("the reference " + reference + " cannot be followed")
                .hasMessageNotContaining("hidden");
    }

    @Test
    void a_place_that_is_not_in_the_other_file_is_said_with_its_name() throws IOException {
        file("parts.yaml", "a: {type: string}");
        Path main = file("api.yaml", """
                openapi: 3.0.0
                servers: [{url: 'http://localhost:1'}]
                paths: {/a: {get: {parameters: [{name: x, in: query, schema: {$ref: 'parts.yaml#/b'}}]}}}
                """);

        assertThatThrownBy(() -> OpenApiTools.open("shop", main)).hasMessageContaining("parts.yaml/b leads");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'trace':'t'} | Error: the argument orderId is missing",
                "{'orderId':'W-1','trace':'t','colour':1} | Error: there is no argument colour; there are orderId, trace, fields",
                "{'orderId':'..','trace':'t'} | Error: the argument orderId cannot be \"..\"",
                "{'orderId':'','trace':'t'} | Error: the argument orderId cannot be \"\"",
                "{'orderId':'W-1','trace':'a\\nX-Key: 1'} | Error: the argument trace holds a line break"
            },
            quoteCharacter = '`')
    void a_call_that_cannot_be_written_is_refused_and_not_sent(String arguments, String refusal)
            throws URISyntaxException {
        assertThat(get(arguments)).isInstanceOfSatisfying(RealAnswer.Given.class, given -> {
            assertThat(given.isError()).isTrue();
            assertThat(given.result().asText()).startsWith(refusal);
        });
        assertThat(server.asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | application/json | {'a':1} | {'a':1} | false",
                "200 | application/problem+json;charset=utf-8 | [1] | [1] | false",
                "200 | text/plain | done | 'done' | false",
                "200 | '' | {'a':1} | {'a':1} | false",
                "204 | '' | '' | null | false",
                "404 | application/json | {'error':'no order'} | {'error':'no order'} | true",
                "409 | text/plain | SLOT_TAKEN | 'SLOT_TAKEN' | true",
                "422 | '' | '' | 'Error: HTTP 422' | true"
            },
            quoteCharacter = '`')
    void what_the_service_says_is_the_answer(int status, String type, String body, String result, boolean refused)
            throws URISyntaxException {
        server.answers(status, type.replace("'", ""), body.equals("''") ? "" : body.replace('\'', '"'));
        assertThat(get("{'orderId':'W-1','trace':'t'}")).isEqualTo(new RealAnswer.Given(json(result), refused));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | application/json | <html> | got HTTP 200 and what should be JSON, but is not: <html>",
                "200 | application/json | {'a': | got HTTP 200 and what should be JSON, but is not",
                "302 | text/plain | moved | got HTTP 302, which leads to http://127.0.0.1:1/elsewhere; name that server instead",
                "401 | text/plain | no | got HTTP 401: it does not accept the key: no",
                "429 | text/plain | slow down | got HTTP 429: it is asked too often: slow down",
                "500 | text/html | <h1>oops</h1> | got HTTP 500: <h1>oops</h1>",
                "503 | application/json | {'a':1} | got HTTP 503: {\"a\":1}"
            })
    void what_says_nothing_of_the_call_is_a_failure(int status, String type, String body, String reason)
            throws URISyntaxException {
        server.answers(status, type, body.replace('\'', '"'));
        assertThat(failure(get("{'orderId':'W-1','trace':'t'}")))
                .startsWith("getOrder of the HTTP service shop " + reason);
        assertThat(server.asked).as("nothing is repeated").hasSize(1);
    }

    @Test
    void an_answer_that_breaks_off_is_a_failure() throws URISyntaxException {
        server.breaksOff();
        assertThat(failure(get("{'orderId':'W-1','trace':'t'}"))).contains("got no answer: ");
        server.close();
        assertThat(failure(get("{'orderId':'W-1','trace':'t'}"))).contains("got no answer: ConnectException");
    }

    // Without it a deadline could not end a call whose answer never ends.
    @Test
    void an_interrupted_call_ends() throws Exception {
        server.stalls();
        CountDownLatch ended = new CountDownLatch(1);
        try (OpenApiTools tools = shop(KEYS)) {
            Thread calling = Thread.ofVirtual().start(() -> {
                assertThat(call(tools, "getOrder", "{'orderId':'W-1','trace':'t'}"))
                        .isInstanceOf(RealAnswer.Failed.class);
                ended.countDown();
            });
            McpToolsContract.until(() -> !server.asked.isEmpty());
            calling.interrupt();
            ended.await();
        }
    }

    @Test
    void the_address_is_the_documents_where_no_other_is_said() throws URISyntaxException {
        try (OpenApiTools tools = OpenApiTools.open("shop", document(), Optional.empty(), KEYS, LONG)) {
            assertThat(failure(call(tools, "cancel-order", "{'orderId':'W-1'}")))
                    .contains("got no answer: ConnectException");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "swagger: '2.0' | this is no description in OpenAPI 3: `openapi` is missing",
                "openapi: 2.9 | `openapi` is 2.9; convert older ones first",
                "openapi: 3.0.0 | there is no operation to call",
                "'openapi: [3' | line 1: not YAML",
                "{ | not JSON",
                "'openapi: 3.0.0\npaths: {/a: {get: {}}}' | no server is named; say `server`",
                "'openapi: 3.0.0\nservers: [{url: /v1}]\npaths: {/a: {get: {}}}' | the server's address \"/v1\" is not a whole one",
                "'openapi: 3.0.0\npaths: {/a/{b}: {get: {}}}' | but no parameter in the path is named so",
                "'openapi: 3.0.0\npaths:\n  /a: {$ref: other.yaml}' | line 3: paths./a: the reference other.yaml cannot be followed: only files in the folder of this one",
                "'openapi: 3.0.0\npaths: {/a: {$ref: \"#/x\"}}' | nothing stands where the reference #/x leads",
                "'openapi: 3.0.0\npaths: {/a: {$ref: \"#/paths/~1a\"}}' | leads back to itself",
                "'openapi: 3.0.0\npaths: {/a: {get: {operationId: x}, put: {operationId: x}}}' | two operations are named x"
            })
    void a_document_that_is_wrong_is_said_with_the_place(String text, String message) throws IOException {
        Path file = Files.writeString(folder.resolve("api.yaml"), text.replace("{/a/{b}:", "{\"/a/{b}\":"));
        assertThatThrownBy(() -> OpenApiTools.open(
                        "shop",
                        file,
                        message.contains("server") ? Optional.empty() : Optional.of(server.address()),
                        Keys.NONE,
                        LONG))
                .isInstanceOf(DeploymentException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(message);
    }

    @Test
    void json_documents_are_read_too() throws IOException {
        Path file = Files.writeString(
                folder.resolve("api.json"),
                "{\"openapi\":\"3.0.3\",\"servers\":[{\"url\":\"" + server.address() + "\"}],"
                        + "\"paths\":{\"/ping\":{\"get\":{\"operationId\":\"ping\"}}}}");
        server.answers("{\"pong\": true}");
        try (OpenApiTools tools = OpenApiTools.open("shop", file)) {
            assertThat(call(tools, "ping", "{}")).isEqualTo(RealAnswer.accepted(json("{'pong':true}")));
        }
    }
}
