package dev.agentgym.connect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.deploy.DeploymentException;
import dev.agentgym.trace.JsonPaths;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads the operations of an OpenAPI 3 document. Mutable, for one thread.
///
/// What an operation needs that cannot be written (a file to upload, a parameter in an odd style) leaves it out,
/// with the reason; what is wrong in the document itself is an error.
final class OpenApiReader {

    private static final List<String> METHODS =
            List.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

    private final Document document;
    private final References references;
    private final Optional<URI> server;
    private final OpenApiSecurity security;
    private final Map<String, Operation> operations = new LinkedHashMap<>();
    private final Map<String, String> leftOut = new LinkedHashMap<>();

    private OpenApiReader(Document document, Optional<URI> server) {
        this.document = document;
        this.references = new References(document);
        this.server = server;
        this.security = new OpenApiSecurity(document, references);
    }

    /// What was read.
    ///
    /// @param operations in the document's order
    /// @param leftOut why an operation cannot be called, by its name
    record Found(List<Operation> operations, Map<String, String> leftOut) {}

    /// An operation that cannot be called as it is described.
    static final class Unsupported extends Exception {

        private static final long serialVersionUID = 1L;

        Unsupported(String message) {
            super(message);
        }
    }

    /// @param server the address to use instead of the document's
    /// @throws DeploymentException when this is no OpenAPI 3, or says what cannot be
    static Found read(Document document, Optional<URI> server) {
        String version = document.root().path("openapi").asText("");
        if (!version.startsWith("3.")) {
            throw document.wrong(
                    "",
                    "this is no description in OpenAPI 3: `openapi` is "
                            + (version.isEmpty() ? "missing" : version)
                            + "; convert older ones first");
        }
        OpenApiReader reader = new OpenApiReader(document, server);
        document.root().path("paths").properties().forEach(path -> reader.path(path.getKey(), path.getValue()));
        if (reader.operations.isEmpty()) {
            throw document.wrong(
                    "paths",
                    "there is no operation to call"
                            + (reader.leftOut.isEmpty() ? "" : "; left out: " + reader.leftOut));
        }
        return new Found(List.copyOf(reader.operations.values()), Map.copyOf(reader.leftOut));
    }

    private void path(String path, JsonNode described) {
        String place = JsonPaths.below("paths", path);
        JsonNode item = references.resolve(described, place);
        for (String method : METHODS) {
            if (item.has(method)) {
                operation(path, method, item, item.get(method), JsonPaths.below(place, method));
            }
        }
    }

    private void operation(String path, String method, JsonNode item, JsonNode said, String place) {
        String name = name(path, method, said);
        if (operations.containsKey(name) || leftOut.containsKey(name)) {
            throw document.wrong(place, "two operations are named " + name + "; give one another operationId");
        }
        try {
            List<HttpArgument> arguments = new OpenApiArguments(document, references).of(item, said, path, place);
            Optional<HttpBody> body = new OpenApiBody(document, references).of(said, names(arguments), place);
            operations.put(
                    name,
                    new Operation(
                            name,
                            description(item, said),
                            method.toUpperCase(Locale.ROOT),
                            path,
                            address(item, said, place),
                            arguments,
                            body,
                            security.of(said, place)));
        } catch (Unsupported e) {
            leftOut.put(name, String.valueOf(e.getMessage()));
        }
    }

    private static Set<String> names(List<HttpArgument> arguments) {
        Set<String> names = new LinkedHashSet<>();
        arguments.forEach(argument -> names.add(argument.name()));
        return names;
    }

    private static String name(String path, String method, JsonNode said) {
        String id = said.path("operationId").asText("");
        String plain = id.isBlank() ? method + path : id;
        return plain.replaceAll("[^A-Za-z0-9_.-]+", "_").replaceAll("^_+|_+$", "");
    }

    private static String description(JsonNode item, JsonNode said) {
        List<String> parts = new ArrayList<>();
        for (String field : List.of("summary", "description")) {
            String text = said.path(field).asText(item.path(field).asText("")).strip();
            if (!text.isEmpty() && !parts.contains(text)) {
                parts.add(text);
            }
        }
        return String.join("\n", parts);
    }

    private URI address(JsonNode item, JsonNode said, String place) {
        if (server.isPresent()) {
            return server.get();
        }
        for (JsonNode at : List.of(said, item, document.root())) {
            if (at.path("servers").has(0)) {
                return address(at.path("servers").get(0), place);
            }
        }
        throw document.wrong("servers", "no server is named; say `server`");
    }

    private URI address(JsonNode said, String place) {
        String url = said.path("url").asText("");
        for (Map.Entry<String, JsonNode> variable : said.path("variables").properties()) {
            url = url.replace(
                    "{" + variable.getKey() + "}",
                    variable.getValue().path("default").asText(""));
        }
        try {
            URI address = URI.create(url);
            if (Set.of("http", "https").contains(String.valueOf(address.getScheme())) && address.getHost() != null) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            throw document.wrong(place, "the server's address " + url + " is none: " + e.getMessage());
        }
        throw document.wrong(place, "the server's address \"" + url + "\" is not a whole one; say `server`");
    }

    /// The schema of a value, with its description.
    static ObjectNode described(ObjectNode schema, JsonNode by) {
        String text = by.path("description").asText("").strip();
        if (!text.isEmpty() && !schema.has("description")) {
            schema.put("description", text);
        }
        return schema;
    }
}
