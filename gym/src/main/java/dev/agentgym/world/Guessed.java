package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.program.Scope;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/// The rows of a session that are as a guess told or changed them, until the real tool shows them. Mutable, for one
/// thread.
final class Guessed {

    private final Set<Place> places = new HashSet<>();
    private boolean guessing;

    Guessed copy() {
        Guessed copy = new Guessed();
        copy.places.addAll(places);
        copy.guessing = guessing;
        return copy;
    }

    /// What is put from now on comes from a guess, or does not.
    void guessing(boolean guess) {
        guessing = guess;
    }

    /// A row was changed: what a guess told of it before it still does.
    void put(Table table, String key) {
        if (guessing) {
            places.add(new Place(table, key));
        }
    }

    /// All of a row was shown.
    void shown(Table table, String key) {
        if (!guessing && !places.isEmpty()) {
            places.remove(new Place(table, key));
        }
    }

    /// A row was made up.
    void invented(Table table, String key) {
        places.add(new Place(table, key));
    }

    boolean has(Table table, String key) {
        return places.contains(new Place(table, key));
    }

    /// Whether a call concerns such a row.
    ///
    /// @param scope what is known of the call; most sessions have no such row and do not ask
    boolean concerns(Binder binder, Supplier<Scope> scope) {
        return !places.isEmpty() && concerns(binder, scope.get());
    }

    private boolean concerns(Binder binder, Scope scope) {
        return binder.bindings().stream()
                .anyMatch(binding -> binding.table()
                        .keyOf(scope.get(binding.name()))
                        .filter(key -> has(binding.table(), key))
                        .isPresent());
    }

    /// Whether an answer shows such a row.
    boolean isIn(Tables tables, String tool, ObjectNode arguments, JsonNode answer) {
        AtomicBoolean any = new AtomicBoolean();
        if (places.isEmpty()) {
            return false;
        }
        tables.view(tool, arguments, (view, key) -> add(any, view, key));
        tables.entitiesIn(tool, arguments, answer, (table, view, key, object) -> add(any, table, key));
        return any.get();
    }

    private void add(AtomicBoolean any, Table table, String key) {
        if (has(table, key)) {
            any.set(true);
        }
    }
}
