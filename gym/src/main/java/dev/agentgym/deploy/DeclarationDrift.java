package dev.agentgym.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.ToolSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// In what the declaration of a real tool differs from what the gym knows of it, and from what it was when it was
/// deployed. Stateless.
final class DeclarationDrift {

    private DeclarationDrift() {}

    /// One sentence for each difference, in the order of the arguments' names.
    ///
    /// @param declared the gym's declarations by name
    static List<String> of(RealTool tool, Map<String, ToolSchema> declared) {
        Optional<ToolSchema> now = tool.now();
        if (now.isEmpty()) {
            return List.of(tool.source().name() + " does not offer it any more");
        }
        List<String> found = new ArrayList<>();
        if (!now.get().parameters().equals(tool.first().parameters())) {
            found.add("its arguments are declared otherwise than when it was deployed");
        }
        ToolSchema known = declared.get(tool.name());
        if (known != null) {
            compare(known.parameters(), now.get().parameters(), found);
        }
        return List.copyOf(found);
    }

    private static void compare(ObjectNode known, ObjectNode real, List<String> found) {
        JsonNode mine = known.path("properties");
        JsonNode theirs = real.path("properties");
        Set<String> names = new TreeSet<>();
        mine.fieldNames().forEachRemaining(names::add);
        theirs.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            if (!theirs.has(name)) {
                found.add("the real tool takes no argument " + name + ", which the logs show");
            } else if (!mine.has(name)) {
                found.add("the real tool takes an argument " + name + (requires(real, name) ? ", and needs it" : "")
                        + ", which the logs do not show");
            } else {
                compareOne(name, mine.path(name), theirs.path(name), found);
                if (requires(real, name) && !requires(known, name)) {
                    found.add("the real tool needs the argument " + name + ", which the logs do not always show");
                }
            }
        }
    }

    private static void compareOne(String name, JsonNode mine, JsonNode theirs, List<String> found) {
        Set<String> here = types(mine);
        Set<String> there = types(theirs);
        boolean number = here.equals(Set.of("integer")) && there.equals(Set.of("number"));
        if (!here.isEmpty() && !there.isEmpty() && !number && !here.equals(there)) {
            found.add("the argument " + name + " is " + String.join(" or ", there) + " for the real tool, "
                    + String.join(" or ", here) + " in the logs");
        }
        if (mine.has("enum") && theirs.has("enum") && !values(mine).equals(values(theirs))) {
            found.add("the argument " + name + " is one of " + Json.excerpt(theirs.get("enum"))
                    + " for the real tool, of " + Json.excerpt(mine.get("enum")) + " in the logs");
        }
    }

    private static Set<String> types(JsonNode schema) {
        Set<String> types = new TreeSet<>();
        JsonNode type = schema.path("type");
        if (type.isTextual()) {
            types.add(type.textValue());
        }
        type.forEach(each -> types.add(each.asText()));
        return types;
    }

    private static Set<String> values(JsonNode schema) {
        Set<String> values = new TreeSet<>();
        schema.path("enum").forEach(value -> values.add(Json.canonical(value)));
        return values;
    }

    private static boolean requires(ObjectNode schema, String name) {
        for (JsonNode required : schema.path("required")) {
            if (required.asText().equals(name)) {
                return true;
            }
        }
        return false;
    }
}
