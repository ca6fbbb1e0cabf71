package dev.agentgym.connect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.deploy.ToolRefusal;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Writes a call as an HTTP request. Stateless.
final class HttpCall {

    private HttpCall() {}

    /// @throws ToolRefusal when an argument is missing, unknown, or cannot be written
    static HttpRequest of(Operation operation, ObjectNode arguments, Keys keys, Duration time) {
        checkNames(operation, arguments);
        HttpRequest.Builder request = HttpRequest.newBuilder().timeout(time).setHeader("Accept", "application/json");
        List<String> query = new ArrayList<>();
        List<String> cookies = new ArrayList<>();
        String path = operation.path();
        for (HttpArgument argument : operation.arguments()) {
            JsonNode value = arguments.path(argument.name());
            if (value.isMissingNode() || value.isNull()) {
                continue;
            }
            switch (argument.in()) {
                case PATH -> path = path.replace("{" + argument.wireName() + "}", argument.inPath(value));
                case QUERY -> query.addAll(argument.inQuery(value));
                case HEADER -> request.setHeader(argument.wireName(), argument.inHeader(value));
                case COOKIE -> cookies.add(argument.wireName() + "=" + HttpArgument.encoded(argument.inHeader(value)));
            }
        }
        sign(operation, keys, request, query, cookies);
        if (!cookies.isEmpty()) {
            request.setHeader("Cookie", String.join("; ", cookies));
        }
        body(operation, arguments, request);
        return request.uri(address(operation.server(), path, query)).build();
    }

    private static void checkNames(Operation operation, ObjectNode arguments) {
        ObjectNode schema = operation.declaration().parameters();
        schema.path("required").forEach(name -> {
            if (!arguments.hasNonNull(name.asText())) {
                throw new ToolRefusal("Error: the argument " + name.asText() + " is missing");
            }
        });
        arguments.fieldNames().forEachRemaining(name -> {
            if (!schema.path("properties").has(name)) {
                List<String> known = new ArrayList<>();
                schema.path("properties").fieldNames().forEachRemaining(known::add);
                throw new ToolRefusal(
                        "Error: there is no argument " + name + "; there are " + String.join(", ", known));
            }
        });
    }

    /// The first of the choices for which all keys are given.
    private static void sign(
            Operation operation, Keys keys, HttpRequest.Builder request, List<String> query, List<String> cookies) {
        if (operation.security().isEmpty()) {
            return;
        }
        List<Security> chosen = operation.security().stream()
                .filter(choice -> choice.stream()
                        .allMatch(scheme -> keys.of(scheme.name()).isPresent()))
                .findFirst()
                .orElseThrow(() -> new MissingKey(operation));
        chosen.forEach(scheme -> scheme.sign(keys.of(scheme.name()).orElseThrow(), request, query, cookies));
    }

    /// A key that an operation asks for was not given.
    static final class MissingKey extends RuntimeException {

        private static final long serialVersionUID = 1L;

        MissingKey(Operation operation) {
            super("needs a key for "
                    + String.join(
                            " or ",
                            operation.security().stream()
                                    .map(choice -> String.join(
                                            " and ",
                                            choice.stream().map(Security::name).toList()))
                                    .toList())
                    + "; name the environment variable that holds it under `keys`");
        }
    }

    private static void body(Operation operation, ObjectNode arguments, HttpRequest.Builder request) {
        Optional<HttpBody> taken = operation.body();
        JsonNode body = taken.<JsonNode>map(each -> each.of(arguments)).orElseGet(MissingNode::getInstance);
        if (taken.isEmpty() || body.isMissingNode()) {
            request.method(operation.method(), HttpRequest.BodyPublishers.noBody());
        } else {
            request.setHeader("Content-Type", taken.get().type());
            request.method(
                    operation.method(),
                    HttpRequest.BodyPublishers.ofString(taken.get().written(body)));
        }
    }

    private static URI address(URI server, String path, List<String> query) {
        String base = server.toString().replaceAll("/+$", "");
        return URI.create(base + path + (query.isEmpty() ? "" : "?" + String.join("&", query)));
    }
}
