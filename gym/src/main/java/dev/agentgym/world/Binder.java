package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.program.Guard;
import dev.agentgym.program.Predicate;
import dev.agentgym.program.Program;
import dev.agentgym.program.Scope;
import dev.agentgym.trace.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which rows the calls of one tool concern, and what rules may know of a call. Immutable.
///
/// @param bindings rows found by the call's arguments, or by rows before them in this list
/// @param enrichments rows found by elements of lists
record Binder(List<Binding> bindings, List<Enrichment> enrichments) {

    static final String ARGUMENTS = "args";
    static final String NOW = "now";
    static final String FRESH = "fresh";
    static final String CALLS_BEFORE = "calls_before";

    Binder {
        bindings = List.copyOf(bindings);
        enrichments = List.copyOf(enrichments);
    }

    /// The names that rules may use.
    Set<String> names() {
        TreeSet<String> names = new TreeSet<>(Set.of(ARGUMENTS, NOW, FRESH, CALLS_BEFORE));
        bindings.forEach(binding -> names.add(binding.name()));
        return names;
    }

    /// The names that rules may use, from the closest to all: arguments and the rows that they name; rows that
    /// these refer to; answers to other calls. Arguments come first: where an argument and a row explain a value
    /// alike, the argument is the likelier reason.
    List<List<String>> circles() {
        Set<String> near = new LinkedHashSet<>(List.of(ARGUMENTS, NOW, FRESH, CALLS_BEFORE));
        bindings.stream()
                .filter(binding -> isRow(binding) && binding.isNamedByArguments())
                .forEach(binding -> near.add(binding.name()));
        Set<String> rows = new LinkedHashSet<>(near);
        bindings.stream().filter(Binder::isRow).forEach(binding -> rows.add(binding.name()));
        Set<String> all = new LinkedHashSet<>(rows);
        all.addAll(names());
        return Stream.of(near.size(), rows.size(), all.size())
                .distinct()
                .map(size -> all.stream().limit(size).toList())
                .toList();
    }

    private static boolean isRow(Binding binding) {
        return binding.table().kind() == Table.Kind.ENTITY;
    }

    /// The binding of this name.
    Binding named(String name) {
        return bindings.stream()
                .filter(binding -> binding.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /// Whether a path leads nowhere because the call leaves an argument out.
    private boolean isLeftOut(Program.Path path, Scope scope) {
        String first = path.steps().getFirst();
        if (first.equals(ARGUMENTS)) {
            return path.steps().size() > 1 && path.eval(scope).isMissingNode();
        }
        return bindings.stream()
                .filter(binding -> binding.name().equals(first))
                .anyMatch(binding -> binding.key().stream().anyMatch(part -> isLeftOut(part, scope)));
    }

    /// Whether a guard checks an argument that the call leaves out, or how one is written that is a number.
    boolean concernsNothing(Guard guard, Scope scope) {
        return guard.when()
                .paths()
                .anyMatch(path -> isLeftOut(path, scope)
                        || (isOfWriting(guard.when()) && path.eval(scope).isNumber()));
    }

    private static boolean isOfWriting(Predicate test) {
        return test instanceof Predicate.Matches
                || (test instanceof Predicate.Not(Predicate inner) && inner instanceof Predicate.Matches);
    }

    /// What is known when a call is made. Rows are looked up when they are first asked for, so the state must not
    /// change before the scope is done with; [#fixed] makes one that outlives it.
    CallScope scope(State state, ObjectNode arguments, Map<String, JsonNode> circumstances, Views views) {
        return new CallScope(this, state, arguments, circumstances, views);
    }

    /// The same, independent of later changes.
    Scope fixed(State state, ObjectNode arguments, Map<String, JsonNode> circumstances, Views views) {
        Scope scope = scope(state, arguments, circumstances, views);
        Map<String, JsonNode> values = names().stream().collect(Collectors.toMap(name -> name, scope::get));
        return name -> values.getOrDefault(name, MissingNode.getInstance());
    }

    /// What another tool would answer now.
    @FunctionalInterface
    interface Views {
        /// Knows of no answer but those that were given.
        Views GIVEN = (tool, arguments) -> MissingNode.getInstance();

        /// The answer; missing where it is not known.
        JsonNode answer(String tool, ObjectNode arguments);
    }

    /// What is known when a call is made. Not thread-safe.
    static final class CallScope implements Scope {

        private final Binder binder;
        private final State state;
        private final ObjectNode arguments;
        private final Map<String, JsonNode> circumstances;
        private final Views views;
        private final Map<String, JsonNode> plain = new HashMap<>();
        private final Map<String, JsonNode> values = new HashMap<>();

        private CallScope(
                Binder binder, State state, ObjectNode arguments, Map<String, JsonNode> circumstances, Views views) {
            this.binder = binder;
            this.state = state;
            this.arguments = arguments;
            this.circumstances = circumstances;
            this.views = views;
        }

        @Override
        public JsonNode get(String name) {
            JsonNode known = values.get(name);
            if (known == null) {
                known = enriched(name, plain(name));
                values.put(name, known);
            }
            return known;
        }

        /// The value of a name without the rows that its elements refer to.
        JsonNode plain(String name) {
            JsonNode known = plain.get(name);
            if (known == null) {
                known = bound(name);
                plain.put(name, known);
            }
            return known;
        }

        private JsonNode bound(String name) {
            if (name.equals(ARGUMENTS)) {
                return arguments;
            }
            for (Binding binding : binder.bindings) {
                if (binding.name().equals(name)) {
                    return bound(binding);
                }
            }
            return circumstances.getOrDefault(name, MissingNode.getInstance());
        }

        private JsonNode bound(Binding binding) {
            List<String> parts = new ArrayList<>();
            for (Program.Path path : binding.key()) {
                JsonNode part = path.eval(this);
                if (!part.isValueNode() || part.isNull()) {
                    return MissingNode.getInstance();
                }
                parts.add(part.asText());
            }
            return switch (binding.table().kind()) {
                case ENTITY -> row(binding.table(), binding.field(), parts);
                case VIEW -> view(binding.table(), parts);
            };
        }

        /// What the tool would answer now: computed, or as it was shown with every row in it as it is known now.
        private JsonNode view(Table table, List<String> parts) {
            ObjectNode call = Json.object();
            for (int i = 0; i < parts.size(); i++) {
                call.put(table.key().get(i), parts.get(i));
            }
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
            for (Enrichment enrichment : binder.enrichments) {
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
                dictionary
                        .properties()
                        .forEach(entry -> fresh.set(entry.getKey(), marked(entry.getValue(), enrichment)));
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
}
