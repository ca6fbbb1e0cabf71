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
            Optional<List<String>> parts = binding.values(scope.get());
            any |= parts.isPresent() && concerns(binding.table(), binding.field(), parts.get());
        }
        return any;
    }

    /// Whether any of the rows that a call leads to was made up before.
    boolean holds(Binder binder, Scope scope) {
        return binder.bindings().stream()
                .filter(binding -> binding.field().isEmpty())
                .anyMatch(binding -> binding.values(scope)
                        .filter(parts -> isMadeUp(binding.table(), Table.key(parts)))
                        .isPresent());
    }

    /// Whether the whole answer to a call of a reading tool was made up, now or before.
    boolean concerns(Tables tables, String tool, ObjectNode arguments) {
        AtomicBoolean any = new AtomicBoolean();
        tables.view(tool, arguments, (view, key) -> any.set(concerns(view, "", Table.parts(key))));
        return any.get();
    }

    /// Takes the things that a call leads to for what any log showed of them, where this session does not know
    /// them. What lists showed to others says nothing of what they lack now.
    ///
    /// @param scope what is known of the call, asked anew after each row
    /// @return whether there was any
    boolean recall(Binder binder, Supplier<Scope> scope) {
        boolean any = false;
        for (Binding binding : binder.bindings()) {
            Optional<List<String>> parts = binding.values(scope.get());
            any |= parts.isPresent()
                    && binding.table().kind() == Table.Kind.ENTITY
                    && recall(binding.table(), binding.field(), parts.get());
        }
        return any;
    }

    private boolean recall(Table table, String field, List<String> parts) {
        Optional<String> key =
                field.isEmpty() ? Optional.of(Table.key(parts)) : state.store().keyBy(table, field, parts.getFirst());
        Optional<JsonNode> row =
                key.filter(known -> state.trusted(table, known).isEmpty()).flatMap(known -> state.row(table, known));
        row.ifPresent(known -> {
            rows.add(id(table, key.orElseThrow()));
            state.invent(table, key.orElseThrow(), known);
        });
        return row.isPresent();
    }

    /// Makes up what nobody knows of a row that is there.
    ///
    /// @return false where the call names no such row, or rows like it are too few to make one up
    boolean complete(Binding binding, Table.Site site, Scope scope) {
        return binding.table()
                .keyOf(scope.get(binding.name()))
                .filter(key -> invent(binding.table(), key, site, Json.object()))
                .isPresent();
    }

    /// Takes the rows that any log or the session knows for the whole list that a call asks for, and makes up what
    /// nobody knows of them.
    ///
    /// @return false where no such row is known
    boolean complete(Tables tables, Listing listing, ObjectNode arguments) {
        Optional<Listing.Owner> owner = listing.owner().filter(of -> of.field().isPresent());
        if (owner.isEmpty() || !arguments.path(owner.get().argument()).isValueNode()) {
            return false;
        }
        JsonNode name = arguments.path(owner.get().argument());
        Set<String> keys = state.belonging(listing, owner.get(), name.asText());
        boolean whole = !keys.isEmpty()
                && keys.stream()
                        .allMatch(key -> isWhole(listing, key)
                                || invent(
                                        listing.table(),
                                        key,
                                        listing.site(),
                                        Json.object().set(owner.get().field().orElseThrow(), name)));
        if (whole) {
            complete(tables, listing.tool(), arguments);
            tables.view(
                    listing.tool(),
                    arguments,
                    (view, key) -> state.ownRow(view, key)
                            .ifPresent(answer -> state.suppose(listing, arguments, keys, answer)));
        }
        return whole;
    }

    private boolean isWhole(Listing listing, String key) {
        return state.trusted(listing.table(), key)
                .filter(ObjectNode.class::isInstance)
                .flatMap(row -> listing.table().shownAt(listing.site(), (ObjectNode) row))
                .isPresent();
    }

    /// Makes up what nobody knows of a row that is there, so that a site can show it.
    private boolean invent(Table table, String key, Table.Site site, ObjectNode given) {
        ObjectNode known = Json.object();
        state.row(table, key).filter(ObjectNode.class::isInstance).ifPresent(row -> known.setAll((ObjectNode) row));
        known.setAll(given);
        Set<String> needed = Optional.ofNullable(table.views().get(site))
                .<Set<String>>map(Table.View::always)
                .orElse(Set.of());
        return invent(table, key, needed, known);
    }

    /// Makes up the whole answer to a call of a reading tool about something that is there.
    ///
    /// @return false where answers like it are too few to make one up
    boolean complete(Tables tables, String tool, ObjectNode arguments) {
        AtomicBoolean any = new AtomicBoolean();
        tables.view(tool, arguments, (view, key) -> any.set(invent(view, key, Set.of(), Json.object())));
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
            return isMadeUp(table, key);
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
        return any && invent(table, key, Set.of(), Json.object());
    }

    private boolean concernsValue(Table table, String field, String value) {
        Optional<JsonNode> found = state.trustedBy(table, field, value);
        if (found.isPresent()) {
            return found.flatMap(table::keyOf)
                    .filter(key -> isMadeUp(table, key))
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
        return invent(table, key, Set.of(), Json.object().put(field, value));
    }

    /// Whether a row was made up, and not shown by the real tool since.
    private boolean isMadeUp(Table table, String key) {
        return rows.contains(id(table, key)) && state.guessed().has(table, key);
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
    ///
    /// @param needed fields that it must have
    private boolean invent(Table table, String key, Set<String> needed, ObjectNode given) {
        Optional<Likeness> likeness = imagination.of(table);
        if (likeness.isEmpty() || likeness.get() instanceof Likeness.Prose) {
            return false;
        }
        names.addAll(Table.parts(key));
        rows.add(id(table, key));
        Sketch sketch = new Sketch(this, table, key, needed, random(table, key));
        JsonNode row = sketch.row(likeness.get(), given);
        if (row instanceof ObjectNode object && table.kind() == Table.Kind.ENTITY) {
            List<String> parts = Table.parts(key);
            for (int i = 0; i < parts.size(); i++) {
                object.set(table.key().get(i), key(table, table.key().get(i), parts.get(i)));
            }
            state.ownRow(table, key).ifPresent(known -> object.setAll((ObjectNode) known));
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
