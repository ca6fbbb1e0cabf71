package dev.agentgym.cli;

import dev.agentgym.llm.call.AnswerStore;
import dev.agentgym.llm.call.Budget;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The options of commands in which a chat model may judge or play the customer: what it may cost, and where its
/// answers are kept.
final class ModelOptions {

    @Mixin
    private BudgetOptions budget = new BudgetOptions();

    @Option(
            names = "--cache",
            paramLabel = "FILE",
            description = "Keep its answers here; the same questions cost nothing and get the same answers again.")
    private @Nullable Path cache;

    /// Opens what the options say.
    ///
    /// @throws UsageException when a limit is negative
    ModelAccess open(Console console) {
        return new ModelAccess(
                new Budget(budget.limits()), Optional.ofNullable(cache).map(AnswerStore::new), console.environment());
    }
}
