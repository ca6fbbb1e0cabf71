package dev.agentgym.cli;

import dev.agentgym.llm.call.AnswerStore;
import dev.agentgym.llm.call.Budget;
import dev.agentgym.llm.call.Limits;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options of commands in which a chat model may judge or play the customer: what it may cost, and where its
/// answers are kept.
final class ModelOptions {

    private static final double NANOS_PER_DOLLAR = 1e9;

    @Option(names = "--budget-calls", paramLabel = "N", description = "Most calls of the judge's or customer's model.")
    private long calls = Long.MAX_VALUE;

    @Option(names = "--budget-tokens", paramLabel = "N", description = "Most tokens of it, in both directions.")
    private long tokens = Long.MAX_VALUE;

    @Option(names = "--budget-dollars", paramLabel = "X", description = "Most money for it.")
    private @Nullable Double dollars;

    @Option(
            names = "--cache",
            paramLabel = "FILE",
            description = "Keep its answers here; the same questions cost nothing and get the same answers again.")
    private @Nullable Path cache;

    /// Opens what the options say.
    ///
    /// @throws UsageException when a limit is negative
    ModelAccess open(Console console) {
        Double most = dollars;
        if (calls < 0 || tokens < 0 || (most != null && most < 0)) {
            throw new UsageException("budgets are not negative");
        }
        Limits limits = new Limits(calls, tokens, most == null ? Long.MAX_VALUE : (long) (most * NANOS_PER_DOLLAR));
        return new ModelAccess(
                new Budget(limits), Optional.ofNullable(cache).map(AnswerStore::new), console.environment());
    }
}
