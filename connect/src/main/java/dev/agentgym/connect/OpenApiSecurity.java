package dev.agentgym.connect;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Reads which keys an operation asks for. Immutable.
record OpenApiSecurity(Document document, References references) {

    /// Lists of schemes, one of which has to be satisfied whole; empty where no key is needed.
    ///
    /// @throws OpenApiReader.Unsupported when the keys cannot be sent
    List<List<Security>> of(JsonNode operation, String place) throws OpenApiReader.Unsupported {
        JsonNode said = operation.has("security")
                ? operation.get("security")
                : document.root().path("security");
        List<List<Security>> choices = new ArrayList<>();
        for (JsonNode choice : said) {
            if (choice.isEmpty()) {
                return List.of();
            }
            List<Security> together = new ArrayList<>();
            for (var scheme : choice.properties()) {
                together.add(scheme(scheme.getKey(), place));
            }
            choices.add(List.copyOf(together));
        }
        return List.copyOf(choices);
    }

    private Security scheme(String name, String place) throws OpenApiReader.Unsupported {
        JsonNode said =
                document.root().path("components").path("securitySchemes").path(name);
        if (said.isMissingNode()) {
            throw document.wrong(place, "no security scheme is named " + name);
        }
        JsonNode scheme = references.resolve(said, place);
        return switch (scheme.path("type").asText("")) {
            case "apiKey" -> apiKey(name, scheme, place);
            case "http" ->
                switch (scheme.path("scheme").asText("").toLowerCase(Locale.ROOT)) {
                    case "bearer" -> new Security(name, Security.Kind.BEARER, "");
                    case "basic" -> new Security(name, Security.Kind.BASIC, "");
                    default ->
                        throw new OpenApiReader.Unsupported("it asks for a key in a way that is not understood ("
                                + scheme.path("scheme").asText("") + ")");
                };
            case "oauth2", "openIdConnect" -> new Security(name, Security.Kind.BEARER, "");
            default ->
                throw new OpenApiReader.Unsupported("it asks for a key in a way that is not understood ("
                        + scheme.path("type").asText("") + ")");
        };
    }

    private Security apiKey(String name, JsonNode scheme, String place) {
        Security.Kind kind = switch (scheme.path("in").asText("")) {
            case "header" -> Security.Kind.HEADER;
            case "query" -> Security.Kind.QUERY;
            case "cookie" -> Security.Kind.COOKIE;
            default ->
                throw document.wrong(
                        place,
                        "the key of " + name + " is in \"" + scheme.path("in").asText("")
                                + "\"; there are header, query and cookie");
        };
        return new Security(name, kind, scheme.path("name").asText(""));
    }
}
