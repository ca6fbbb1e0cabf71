package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.program.Scope;
import dev.agentgym.trace.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is known when a call is made. Rows are looked up when they are first asked for. For one thread.
final class CallScope implements Scope {

    private final Binder binder;
    private final State state;
    private final ObjectNode arguments;
    private final Circumstances circumstances;
    private final Binder.Views views;
    private final @Nullable JsonNode[] plain;
    private final @Nullable JsonNode[] values;
    private @Nullable JsonNode given;

    CallScope(Binder binder, State state, ObjectNode arguments, Circumstances circumstances, Binder.Views views) {
        this.binder = binder;
        this.state = state;
        this.arguments = arguments;
        this.circumstances = circumstances;
        this.views = views;
        this.plain = new JsonNode[binder.bindings().size()];
        this.values = binder.enrichments().isEmpty() ? plain : new JsonNode[plain.length];
    }

    @Override
    public JsonNode get(String name) {
        int place = binder.place(name);
        if (place < 0) {
            return name.equals(Binder.ARGUMENTS) ? enrichedArguments() : unbound(name);
        }
        JsonNode known = values[place];
        if (known == null) {
            known = enriched(name, plain(place));
            values[place] = known;
        }
        return known;
    }

    private JsonNode unbound(String name) {
        return binder.shown(name).<JsonNode>map(state::shown).orElseGet(() -> circumstances.get(name));
    }

    @Override
    public JsonNode along(List<String> path) {
        int place = binder.place(path.getFirst());
        return place < 0 || binder.meetsRows(path) ? get(path.getFirst()) : plain(place);
    }

    /// The value of a name without the rows that its elements refer to.
    JsonNode plain(String name) {
        int place = binder.place(name);
        return place < 0 ? get(name) : plain(place);
    }

    private JsonNode enrichedArguments() {
        JsonNode known = given;
        if (known == null) {
            known = enriched(Binder.ARGUMENTS, arguments);
            given = known;
        }
        return known;
    }

    private JsonNode plain(int place) {
        JsonNode known = plain[place];
        if (known == null) {
            known = bound(binder.bindings().get(place));
            plain[place] = known;
        }
        return known;
    }

    private JsonNode bound(Binding binding) {
        Optional<List<String>> parts = binding.values(this);
        if (parts.isEmpty()) {
            return MissingNode.getInstance();
        }
        return switch (binding.table().kind()) {
            case ENTITY -> row(binding.table(), binding.field(), parts.get());
            case VIEW -> view(binding.table(), parts.get());
        };
    }

    /// What the tool would answer now: computed, or as it was shown with every row in it as it is known now.
    private JsonNode view(Table table, List<String> parts) {
        ObjectNode call = table.call(parts);
        String tool = table.views().firstKey().tool();
        JsonNode computed = views.answer(tool, call);
        if (!computed.isMissingNode()) {
            return computed;
        }
        return state.list(tool, call)
                .orElseGet(() -> state.trusted(table, Table.key(parts))
                        .map(shown -> state.refreshed(tool, shown))
                        .orElseGet(() -> unknown(table, "", parts)));
    }

    private JsonNode row(Table table, String field, List<String> parts) {
        Optional<JsonNode> row = field.isEmpty()
                ? state.trusted(table, Table.key(parts))
                : state.trustedBy(table, field, parts.getFirst());
        return row.orElseGet(() -> unknown(table, field, parts));
    }

    /// A name that some log knows stands for a row of which nothing else is known; one that no log knows for
    /// none.
    private JsonNode unknown(Table table, String field, List<String> parts) {
        if (!parts.stream().allMatch(state::names)) {
            return NullNode.getInstance();
        }
        if (parts.size() > 1 || table.kind() != Table.Kind.ENTITY) {
            return MissingNode.getInstance();
        }
        return Json.object().put(field.isEmpty() ? table.key().getFirst() : field, parts.getFirst());
    }

    private JsonNode enriched(String name, JsonNode value) {
        JsonNode enriched = value;
        for (Enrichment enrichment : binder.enrichments()) {
            if (value.isObject() && enrichment.list().getFirst().equals(name)) {
                enriched = enriched(enriched, 1, enrichment);
            }
        }
        return enriched;
    }

    /// A copy of what leads to the list, from this step of its path on; the rest is shared.
    private JsonNode enriched(JsonNode value, int step, Enrichment enrichment) {
        if (step == enrichment.list().size()) {
            return value.isContainerNode() ? enriched(value, enrichment) : value;
        }
        String field = enrichment.list().get(step);
        return value instanceof ObjectNode object && object.has(field)
                ? Json.copy(object).set(field, enriched(object.path(field), step + 1, enrichment))
                : value;
    }

    private JsonNode enriched(JsonNode list, Enrichment enrichment) {
        if (list instanceof ObjectNode dictionary) {
            ObjectNode fresh = dictionary.objectNode();
            dictionary.properties().forEach(entry -> fresh.set(entry.getKey(), marked(entry.getValue(), enrichment)));
            return fresh;
        }
        ArrayNode fresh = Json.MAPPER.createArrayNode();
        list.forEach(element -> fresh.add(marked(element, enrichment)));
        return fresh;
    }

    private JsonNode marked(JsonNode element, Enrichment enrichment) {
        if (!(element instanceof ObjectNode object)) {
            return element;
        }
        List<String> parts = new ArrayList<>();
        enrichment.key().forEach(field -> parts.add(object.path(field).asText()));
        JsonNode row = row(enrichment.table(), "", parts);
        return row.isMissingNode() ? object : Json.copy(object).set(enrichment.mark(), row);
    }
}
