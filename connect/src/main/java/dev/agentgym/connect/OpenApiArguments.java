package dev.agentgym.connect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.trace.JsonPaths;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the parameters of an operation. Immutable.
record OpenApiArguments(Document document, References references) {

    private static final Pattern SLOT = Pattern.compile("\\{([^}]*)}");

    /// Headers that OpenAPI keeps for other purposes, and the agent has no business with.
    private static final Set<String> RESERVED = Set.of("accept", "content-type", "authorization");

    /// Those of the path and of the operation, which come before the former; in the document's order.
    ///
    /// @throws OpenApiReader.Unsupported when one cannot be written
    List<HttpArgument> of(JsonNode item, JsonNode operation, String path, String place)
            throws OpenApiReader.Unsupported {
        Map<String, HttpArgument> found = new LinkedHashMap<>();
        for (JsonNode declared : List.of(item.path("parameters"), operation.path("parameters"))) {
            for (JsonNode each : declared) {
                JsonNode said = references.resolve(each, JsonPaths.below(place, "parameters"));
                String in = said.path("in").asText("");
                String name = said.path("name").asText("");
                if (!in.equals("header") || !RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
                    found.put(in + " " + name, argument(said, name, in, place));
                }
            }
        }
        List<HttpArgument> arguments = distinct(List.copyOf(found.values()));
        checkPath(path, arguments, place);
        return arguments;
    }

    private HttpArgument argument(JsonNode said, String name, String in, String place)
            throws OpenApiReader.Unsupported {
        HttpArgument.Place where = switch (in) {
            case "path" -> HttpArgument.Place.PATH;
            case "query" -> HttpArgument.Place.QUERY;
            case "header" -> HttpArgument.Place.HEADER;
            case "cookie" -> HttpArgument.Place.COOKIE;
            default ->
                throw document.wrong(
                        place,
                        "the parameter \"" + name + "\" is in \"" + in
                                + "\"; there are path, query, header and cookie");
        };
        boolean inQuery = where == HttpArgument.Place.QUERY || where == HttpArgument.Place.COOKIE;
        String style = said.path("style").asText(inQuery ? "form" : "simple");
        if (said.has("content")) {
            throw new OpenApiReader.Unsupported("the parameter " + name + " is a document of its own (`content`)");
        }
        if (!Set.of("form", "simple", "deepObject").contains(style)
                || said.path("allowReserved").asBoolean(false)) {
            throw new OpenApiReader.Unsupported("the parameter " + name + " is written in the style " + style
                    + "; form, simple and deepObject without allowReserved are understood");
        }
        return new HttpArgument(
                name,
                name,
                where,
                where == HttpArgument.Place.PATH || said.path("required").asBoolean(false),
                said.path("explode").asBoolean(style.equals("form")),
                style.equals("deepObject"),
                OpenApiReader.described(references.inlined(said.path("schema"), place), said));
    }

    /// Two parameters of one name in different places are told apart by the place.
    private static List<HttpArgument> distinct(List<HttpArgument> arguments) {
        List<HttpArgument> named = new ArrayList<>();
        for (HttpArgument argument : arguments) {
            boolean twice = arguments.stream()
                            .filter(other -> other.name().equals(argument.name()))
                            .count()
                    > 1;
            named.add(twice ? argument.named(argument.in().label() + "_" + argument.name()) : argument);
        }
        return List.copyOf(named);
    }

    private void checkPath(String path, List<HttpArgument> arguments, String place) {
        Matcher slot = SLOT.matcher(path);
        while (slot.find()) {
            String name = slot.group(1);
            if (arguments.stream()
                    .noneMatch(argument -> argument.in() == HttpArgument.Place.PATH
                            && argument.wireName().equals(name))) {
                throw document.wrong(place, "the path has {" + name + "}, but no parameter in the path is named so");
            }
        }
    }
}
