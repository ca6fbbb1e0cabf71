package dev.agentgym.connect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import java.util.HashSet;
import java.util.Set;

/// Puts what a document refers to (`$ref`) into its place. Other files are part of the document already ([Bundle]).
/// Immutable.
///
/// @param document where the references lead
record References(Document document) {

    private static final String REFERENCE = "$ref";

    /// The value itself, or what it refers to; only at the top.
    ///
    /// @param place of the value, for messages
    /// @throws dev.agentgym.deploy.DeploymentException when a reference leads nowhere
    JsonNode resolve(JsonNode value, String place) {
        Set<String> seen = new HashSet<>();
        JsonNode at = value;
        while (at.path(REFERENCE).isTextual()) {
            String to = at.path(REFERENCE).textValue();
            if (!seen.add(to)) {
                throw document.wrong(place, "the reference " + to + " leads back to itself");
            }
            at = target(to, place);
        }
        return at;
    }

    private JsonNode target(String reference, String place) {
        if (!reference.startsWith("#/")) {
            throw document.wrong(
                    place,
                    "the reference " + reference
                            + " cannot be followed: only files in the folder of this one, or below,"
                            + " are read, and none is named so; put it there");
        }
        JsonNode target = document.root().at(reference.substring(1));
        if (target.isMissingNode()) {
            throw document.wrong(place, "nothing stands where the reference " + reference + " leads");
        }
        return target;
    }

    /// A schema with all that it refers to in its place; where it refers back to itself, anything is allowed.
    ObjectNode inlined(JsonNode schema, String place) {
        return inlined(schema, place, Set.of()) instanceof ObjectNode object ? object : Json.object();
    }

    private JsonNode inlined(JsonNode value, String place, Set<String> within) {
        if (value.path(REFERENCE).isTextual()) {
            String to = value.path(REFERENCE).textValue();
            if (within.contains(to)) {
                return Json.object();
            }
            Set<String> deeper = new HashSet<>(within);
            deeper.add(to);
            return inlined(target(to, place), place, deeper);
        }
        return switch (value) {
            case ObjectNode object -> {
                ObjectNode copy = Json.object();
                object.properties()
                        .forEach(field -> copy.set(field.getKey(), inlined(field.getValue(), place, within)));
                yield copy;
            }
            case ArrayNode list -> {
                ArrayNode copy = Json.MAPPER.createArrayNode();
                list.forEach(element -> copy.add(inlined(element, place, within)));
                yield copy;
            }
            default -> value;
        };
    }
}
