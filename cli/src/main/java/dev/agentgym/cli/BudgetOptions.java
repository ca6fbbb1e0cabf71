package dev.agentgym.cli;

import dev.agentgym.llm.call.Limits;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What chat models may cost a command, all that they do together.
final class BudgetOptions {

    private static final double NANOS_PER_DOLLAR = 1e9;

    @Option(names = "--budget-calls", paramLabel = "N", description = "Most calls of chat models.")
    private long calls = Long.MAX_VALUE;

    @Option(names = "--budget-tokens", paramLabel = "N", description = "Most tokens, in both directions.")
    private long tokens = Long.MAX_VALUE;

    @Option(names = "--budget-dollars", paramLabel = "X", description = "Most money.")
    private @Nullable Double dollars;

    /// @throws UsageException when one of them is negative
    Limits limits() {
        Double most = dollars;
        if (calls < 0 || tokens < 0 || (most != null && most < 0)) {
            throw new UsageException("--budget-calls, --budget-tokens and --budget-dollars cannot be negative");
        }
        return new Limits(calls, tokens, most == null ? Long.MAX_VALUE : (long) (most * NANOS_PER_DOLLAR));
    }
}
