package dev.agentgym.connect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.JsonPaths;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads the body that an operation takes. Immutable.
///
/// The fields of an object are arguments of their own, as agents expect, unless a parameter has the name of one;
/// anything else is one argument, `body`.
record OpenApiBody(Document document, References references) {

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String WHOLE = "body";

    /// @param taken names of the parameters
    /// @throws OpenApiReader.Unsupported when it is neither JSON nor a form
    Optional<HttpBody> of(JsonNode operation, Set<String> taken, String place) throws OpenApiReader.Unsupported {
        if (!operation.has("requestBody")) {
            return Optional.empty();
        }
        String below = JsonPaths.below(place, "requestBody");
        JsonNode said = references.resolve(operation.get("requestBody"), below);
        Map.Entry<String, JsonNode> content = content(said.path("content"));
        boolean form = content.getKey().startsWith(FORM);
        ObjectNode schema = references.inlined(content.getValue().path("schema"), below);
        boolean required = said.path("required").asBoolean(false);
        List<String> fields = new ArrayList<>();
        schema.path("properties").fieldNames().forEachRemaining(fields::add);
        boolean apart = !fields.isEmpty() && fields.stream().noneMatch(taken::contains);
        if (!apart && form) {
            throw new OpenApiReader.Unsupported("its form has no fields, or one with the name of a parameter");
        }
        String whole = apart ? "" : taken.contains(WHOLE) ? "request_" + WHOLE : WHOLE;
        return Optional.of(new HttpBody(
                form, apart ? List.copyOf(fields) : List.of(), whole, required, OpenApiReader.described(schema, said)));
    }

    private static Map.Entry<String, JsonNode> content(JsonNode content) throws OpenApiReader.Unsupported {
        for (Map.Entry<String, JsonNode> type : content.properties()) {
            if (isJson(type.getKey())) {
                return type;
            }
        }
        for (Map.Entry<String, JsonNode> type : content.properties()) {
            if (type.getKey().startsWith(FORM)) {
                return type;
            }
        }
        List<String> types = new ArrayList<>();
        content.fieldNames().forEachRemaining(types::add);
        throw new OpenApiReader.Unsupported(
                "its body is " + String.join(" or ", types) + "; JSON and plain forms can be written");
    }

    static boolean isJson(String type) {
        String plain = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return plain.equals("application/json") || plain.endsWith("+json") || plain.equals("*/*");
    }
}
