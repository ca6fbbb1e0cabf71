package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.program.Scope;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the calls of a session do to rows that their answers do not show. For one thread.
///
/// @param state what the session knows
/// @param fresh the ids of rows that it makes
record UnseenChanges(State state, FreshIds fresh) {

    /// What an accepted call does. Found before the state takes in the answer, to be done after it.
    List<Runnable> of(ToolRules rules, Scope before, JsonNode answer) {
        List<Runnable> unseen = new ArrayList<>();
        Set<String> told = new HashSet<>();
        for (ToolRules.Effect effect : rules.effects()) {
            told.add(effect.row());
            effect.change(rules.binder(), before, answer).ifPresent(change -> unseen.add(() -> apply(change)));
        }
        rules.doubtful().stream()
                .filter(row -> !told.contains(row))
                .forEach(row -> doubt(rules.binder().named(row), before).ifPresent(unseen::add));
        return unseen;
    }

    private void apply(ToolRules.Change change) {
        change.apply(state);
        fresh.saw(change.table(), change.key());
    }

    /// Nobody knows any more how any row is that a call concerns.
    void doubt(ToolRules rules, Scope before) {
        rules.binder().bindings().stream()
                .flatMap(binding -> doubt(binding, before).stream())
                .toList()
                .forEach(Runnable::run);
    }

    private Optional<Runnable> doubt(Binding binding, Scope before) {
        if (!before.get(binding.name()).isContainerNode()) {
            return Optional.empty();
        }
        String key = EffectSearch.keyOf(binding, before);
        return Optional.of(() -> state.doubt(binding.table(), key));
    }
}
