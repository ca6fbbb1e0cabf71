package dev.agentgym.connect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.deploy.DeploymentException;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.JsonPaths;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// One place of a document, with what stands there. Immutable.
///
/// @param document the whole
/// @param path of the place
/// @param value what stands there; a missing node for nothing
record Fields(Document document, String path, JsonNode value) {

    static Fields of(Document document, String path, JsonNode value) {
        return new Fields(document, path, value);
    }

    DeploymentException wrong(String message) {
        return document.wrong(path, message);
    }

    /// @throws DeploymentException when it is no object, or has a field that means nothing
    Fields only(Set<String> known) {
        if (!(value instanceof ObjectNode object)) {
            throw wrong("fields must stand here (" + String.join(", ", new TreeSet<>(known)) + "), not "
                    + Json.excerpt(value));
        }
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw at(name).wrong("`" + name + "` means nothing here; there are "
                        + String.join(", ", new TreeSet<>(known)));
            }
        });
        return this;
    }

    Fields at(String name) {
        JsonNode field = value.isObject() ? value.path(name) : MissingNode.getInstance();
        return new Fields(document, JsonPaths.below(path, name), field);
    }

    boolean has(String name) {
        return value.hasNonNull(name);
    }

    /// The fields of a field, in their order; none where there is no such field.
    Map<String, Fields> object(String name) {
        Fields field = at(name);
        Map<String, Fields> all = new LinkedHashMap<>();
        if (field.value.isObject()) {
            field.value.fieldNames().forEachRemaining(each -> all.put(each, field.at(each)));
        } else if (has(name)) {
            throw field.wrong("names with values must stand here, not " + Json.excerpt(field.value));
        }
        return all;
    }

    Optional<String> text(String name) {
        return has(name) ? Optional.of(at(name).text()) : Optional.empty();
    }

    String text() {
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw wrong("text must stand here, not " + (value.isMissingNode() ? "nothing" : Json.excerpt(value)));
        }
        return value.textValue();
    }

    /// A list of texts; none where there is no such field.
    List<String> texts(String name) {
        List<String> all = new ArrayList<>();
        Fields field = at(name);
        if (has(name) && !field.value.isArray()) {
            throw field.wrong("a list must stand here, such as [a, b], not " + Json.excerpt(field.value));
        }
        for (int i = 0; i < field.value.size(); i++) {
            all.add(new Fields(document, field.path + "[" + i + "]", field.value.get(i)).text());
        }
        return all;
    }
}
