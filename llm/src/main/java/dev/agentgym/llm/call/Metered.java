package dev.agentgym.llm.call;

import dev.agentgym.llm.Completion;
import dev.agentgym.llm.Failure;
import dev.agentgym.llm.ModelClient;
import dev.agentgym.llm.ModelException;
import dev.agentgym.llm.ModelName;
import dev.agentgym.llm.Request;
import java.nio.charset.StandardCharsets;

/// Pays every call out of a budget. Safe to share between threads.
///
/// Where tokens or money are limited, an answer that nobody bounded is bounded, for else nobody knew what to
/// reserve.
public final class Metered extends Layer {

    private final Budget budget;
    private final String role;
    private final Prices.Price price;

    /// Puts a meter around a client.
    ///
    /// @param role who asks, such as `agent` or `reflection`
    /// @throws ModelException when money is limited and nobody knows what the model costs
    public Metered(ModelClient client, Budget budget, String role, ModelName model, Prices prices) {
        super(client);
        this.budget = budget;
        this.role = role;
        this.price = prices.of(model).orElseGet(() -> unknown(budget, model));
    }

    private static Prices.Price unknown(Budget budget, ModelName model) {
        if (budget.limits().nanos() < Long.MAX_VALUE) {
            throw new ModelException(
                    "nobody knows what " + model.label() + " costs, so money cannot be limited; name a file of prices "
                            + "in AGENT_GYM_PRICES, or limit calls or tokens",
                    new Failure.Unusable());
        }
        return Prices.Price.FREE;
    }

    @Override
    Completion around(Request request, Call call) {
        Request bounded = bounded(request);
        Estimate estimate = Estimate.of(bounded);
        Spending most = spending(estimate.input(), estimate.output(), 0);
        long number = budget.reserve(role, most);
        Spending real = most;
        try {
            Completion completion = call.ask(bounded);
            real = real(completion, estimate);
            return completion;
        } catch (ModelException e) {
            real = isCharged(e.failure())
                    ? new Spending(1, 1, most.input(), most.output(), most.nanos())
                    : new Spending(1, 1, 0, 0, 0);
            throw e;
        } finally {
            budget.settle(number, role, most, real);
        }
    }

    private Request bounded(Request request) {
        boolean open = request.sampling().maxTokens().isEmpty();
        return open && budget.limits().boundTokens()
                ? request.with(request.sampling().maxTokens(Estimate.LONGEST_ANSWER))
                : request;
    }

    private Spending spending(long input, long output, long cached) {
        return new Spending(
                1, 0, input, output, price.nanos(new Completion.Usage(input, output, 0, Math.min(input, cached))));
    }

    /// What the server counted, or else the bytes, of which there are never fewer than tokens.
    private Spending real(Completion completion, Estimate estimate) {
        return completion
                .usage()
                .map(usage -> spending(usage.input(), usage.output() + usage.thoughts(), usage.cached()))
                .orElseGet(() -> {
                    long bytes = (long) completion.text().getBytes(StandardCharsets.UTF_8).length
                            + completion.toolCalls().toString().getBytes(StandardCharsets.UTF_8).length;
                    return spending(estimate.input(), Math.min(bytes, estimate.output()), 0);
                });
    }

    /// Whether the server may have worked for it.
    private static boolean isCharged(Failure failure) {
        return switch (failure) {
            case Failure.TimedOut late -> true;
            case Failure.Disconnected cut -> true;
            case Failure.Unreachable closed -> false;
            case Failure.Malformed unreadable -> true;
            case Failure.Interrupted stopped -> true;
            case Failure.Overloaded overloaded -> false;
            case Failure.RateLimited limited -> false;
            case Failure.BadRequest refused -> false;
            case Failure.Unusable here -> false;
            case Failure.Unauthenticated unknown -> false;
            case Failure.BudgetSpent spent -> false;
            case Failure.CircuitOpen open -> false;
            case Failure.Unrecorded unknown -> false;
        };
    }
}
