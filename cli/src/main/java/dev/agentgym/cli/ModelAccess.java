package dev.agentgym.cli;

import dev.agentgym.llm.ModelClient;
import dev.agentgym.llm.call.AnswerStore;
import dev.agentgym.llm.call.Budget;
import dev.agentgym.llm.call.Line;
import dev.agentgym.llm.call.Prices;
import dev.agentgym.llm.provider.Models;
import java.util.Map;
import java.util.Optional;

/// Chat models within one budget, in front of one cache. Safe to share between threads until it is closed.
///
/// @param budget of all roles together
/// @param store of answers, if they are kept
/// @param environment with keys and addresses
record ModelAccess(Budget budget, Optional<AnswerStore> store, Map<String, String> environment)
        implements AutoCloseable {

    /// A model that can be asked.
    ///
    /// @param label provider and model
    /// @param client asks it, within the budget
    record Opened(String label, ModelClient client) {}

    /// The model of a name, for a role that the budget counts apart.
    ///
    /// @throws UsageException when no model has the name
    Opened model(String name, String role) {
        Models.Named named = Models.named(name, environment)
                .orElseThrow(() -> new UsageException(name + " is no chat model; docs/models.md has the names"));
        Line.Account account = new Line.Account(budget, role, Prices.of(environment));
        return new Opened(
                named.name().label(), Line.DEFAULT.around(named.client(), named.name(), Optional.of(account), store));
    }

    @Override
    public void close() {
        store.ifPresent(AnswerStore::close);
    }
}
