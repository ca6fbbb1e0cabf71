package dev.agentgym.llm.call;

import dev.agentgym.llm.ModelClient;
import dev.agentgym.llm.ModelName;
import java.time.Duration;
import java.util.Optional;

/// All that stands between a caller and a model, in the order that makes each promise hold: the cache before
/// everything that costs; the time limit around all attempts; retries around the breaker, which counts each; the
/// budget around each call that is really made; the rate limit last. Immutable.
///
/// @param schedule of the retries
/// @param rates that the account has
/// @param breakAfter failures in a row after which the server is left alone
/// @param rest how long
/// @param time for an answer, all attempts together
public record Line(Retries.Schedule schedule, RateLimit.Rates rates, int breakAfter, Duration rest, Duration time) {

    /// Four attempts, sixty-four calls at once, a rest of half a minute after ten failures, five minutes for all.
    public static final Line DEFAULT = new Line(
            Retries.Schedule.DEFAULT, RateLimit.Rates.DEFAULT, 10, Duration.ofSeconds(30), Duration.ofMinutes(5));

    /// Who pays, and for whom.
    ///
    /// @param budget of all roles
    /// @param role this one
    /// @param prices of all models
    public record Account(Budget budget, String role, Prices prices) {}

    /// A client in this line, whose rates and breaker nobody shares; see [Switchboard].
    ///
    /// @param account who pays; empty where nobody counts
    /// @param store of answers; empty where nothing is kept
    public ModelClient around(
            ModelClient client, ModelName model, Optional<Account> account, Optional<AnswerStore> store) {
        return new Switchboard(this, RateTable.NONE).open(client, model, account, store);
    }

    /// A client in this line that nobody pays for and of which nothing is kept.
    public ModelClient around(ModelClient client, ModelName model) {
        return around(client, model, Optional.empty(), Optional.empty());
    }

    /// @param limited asks the model, at the rates of its account
    /// @param circuit of all that ask it
    ModelClient through(
            ModelClient limited,
            Circuit circuit,
            ModelName model,
            Optional<Account> account,
            Optional<AnswerStore> store) {
        ModelClient paid = account.<ModelClient>map(
                        who -> new Metered(limited, who.budget(), who.role(), model, who.prices()))
                .orElse(limited);
        ModelClient patient = new TimeLimit(Retries.around(new CircuitBreaker(paid, circuit), schedule), time);
        return store.<ModelClient>map(answers -> new Cache(patient, answers, model))
                .orElse(patient);
    }
}
