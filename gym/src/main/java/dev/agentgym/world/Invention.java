package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.agentgym.program.Scope;
import dev.agentgym.trace.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/// What one session made up: rows of which no log knows, which refer to each other both ways. The same seed, table
/// and key give the same row, whatever was asked before, but for the rows that refer to it. Mutable, for one
/// thread.
final class Invention {

    private final Imagination imagination;
    private final State state;
    private final long seed;
    private final Set<String> names;
    private final Set<String> rows;
    private final Map<String, List<Link>> referring;

    /// A row that refers to something.
    record Link(Table table, String key) {}

    Invention(Imagination imagination, State state, long seed) {
        this(imagination, state, seed, new HashSet<>(), new HashSet<>(), new HashMap<>());
    }

    private Invention(
            Imagination imagination,
            State state,
            long seed,
            Set<String> names,
            Set<String> rows,
            Map<String, List<Link>> referring) {
        this.imagination = imagination;
        this.state = state;
        this.seed = seed;
        this.names = names;
        this.rows = rows;
        this.referring = referring;
    }

    /// The same, for a copy of the state.
    Invention copy(State copied) {
        Map<String, List<Link>> links = new HashMap<>();
        referring.forEach((name, from) -> links.put(name, new ArrayList<>(from)));
        return new Invention(imagination, copied, seed, new HashSet<>(names), new HashSet<>(rows), links);
    }

    /// Whether any of the rows that a call leads to was made up, now or before.
    ///
    /// @param scope what is known of the call, asked anew after each row
    boolean concerns(Binder binder, Supplier<Scope> scope) {
        boolean any = false;
        for (Binding binding : binder.bindings()) {
            Scope known = scope.get();
            List<String> parts = binding.key().stream()
                    .map(path -> path.eval(known))
                    .filter(part -> part.isValueNode() && !part.isNull() && !part.isMissingNode())
                    .map(JsonNode::asText)
                    .toList();
            boolean whole = parts.size() == binding.key().size();
            any |= whole && concerns(binding.table(), binding.field(), parts);
        }
        return any;
    }

    /// Whether the whole answer to a call of a reading tool was made up, now or before.
    boolean concerns(Tables tables, String tool, ObjectNode arguments) {
        AtomicBoolean any = new AtomicBoolean();
        tables.view(tool, arguments, (view, key) -> any.set(concerns(view, "", Table.parts(key))));
        return any.get();
    }

    /// Whether a row was made up, now or before: where no log knows the key, and it looks like those that the logs
    /// know.
    private boolean concerns(Table table, String field, List<String> parts) {
        return field.isEmpty() ? concernsKey(table, parts) : concernsValue(table, field, parts.getFirst());
    }

    private boolean concernsKey(Table table, List<String> parts) {
        String key = Table.key(parts);
        if (rows.contains(id(table, key))) {
            return true;
        }
        boolean any = false;
        for (int i = 0; i < parts.size(); i++) {
            String part = parts.get(i);
            if (isNew(part)) {
                if (imagination.isKnownUnknown(part)
                        || !(names.contains(part)
                                || imagination.shape(table, table.key().get(i)).fits(part))) {
                    return false;
                }
                any = true;
            }
        }
        return any && invent(table, key, Json.object());
    }

    private boolean concernsValue(Table table, String field, String value) {
        Optional<JsonNode> found = state.trustedBy(table, field, value);
        if (found.isPresent()) {
            return found.flatMap(table::keyOf)
                    .filter(key -> rows.contains(id(table, key)))
                    .isPresent();
        }
        boolean fits = isNew(value)
                && !imagination.isKnownUnknown(value)
                && table.key().size() == 1
                && imagination.shape(table, field).fits(value);
        if (!fits) {
            return false;
        }
        String key = imagination
                .shape(table, table.key().getFirst())
                .mint(random(table, value), taken -> state.names(taken) || names.contains(taken));
        names.add(value);
        return invent(table, key, Json.object().put(field, value));
    }

    private boolean isNew(String value) {
        return names.contains(value) || !state.names(value);
    }

    private static String id(Table table, String key) {
        return table.name() + " " + key;
    }

    private SplittableRandom random(Table table, String key) {
        long mixed = seed * 0x9E3779B97F4A7C15L + table.name().hashCode() * 31L + key.hashCode();
        return new SplittableRandom(mixed);
    }

    /// Makes a row up, with what is known of it already.
    private boolean invent(Table table, String key, ObjectNode given) {
        Optional<Likeness> likeness = imagination.of(table);
        if (likeness.isEmpty() || likeness.get() instanceof Likeness.Prose) {
            return false;
        }
        names.addAll(Table.parts(key));
        rows.add(id(table, key));
        Sketch sketch = new Sketch(this, table, key, random(table, key));
        JsonNode row = sketch.value(likeness.get(), 0);
        if (row instanceof ObjectNode object && table.kind() == Table.Kind.ENTITY) {
            List<String> parts = Table.parts(key);
            for (int i = 0; i < parts.size(); i++) {
                object.set(table.key().get(i), key(table, table.key().get(i), parts.get(i)));
            }
            state.ownRow(table, key).ifPresent(known -> object.setAll((ObjectNode) known));
            object.setAll(given);
        }
        state.invent(table, key, row);
        return true;
    }

    private JsonNode key(Table table, String field, String part) {
        return imagination.isNumber(table, field) && part.matches("-?\\d{1,18}")
                ? Json.parse(part)
                : TextNode.valueOf(part);
    }

    /// Whether a text is that of a log, or of somebody else who was made up.
    boolean isTaken(String text) {
        return state.names(text) || names.contains(text);
    }

    /// The keys of the rows of these tables that refer to a row.
    List<String> referringTo(String key, List<Table> tables) {
        return referring.getOrDefault(key, List.of()).stream()
                .filter(link -> tables.contains(link.table))
                .map(Link::key)
                .distinct()
                .toList();
    }

    /// A new name that a row refers to; what it names is made up when it is asked for.
    void refer(Table table, String key, String to) {
        names.add(to);
        referring.computeIfAbsent(to, any -> new ArrayList<>()).add(new Link(table, key));
    }
}
