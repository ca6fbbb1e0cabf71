package dev.agentgym.llm.call;

import dev.agentgym.llm.Completion;
import dev.agentgym.llm.Failure;
import dev.agentgym.llm.ModelClient;
import dev.agentgym.llm.ModelException;
import dev.agentgym.llm.Request;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// Leaves a server alone that fails again and again. Safe to share between threads.
///
/// After so many failures in a row that say "broken" (5xx, no answer in time, no connection) nothing is asked for a
/// while; then one caller tries, and its answer opens or closes the way for all. A refusal of one request says
/// nothing about the server and counts as an answer.
public final class CircuitBreaker extends Layer {

    private final Circuit circuit;

    /// Puts a breaker around a client.
    ///
    /// @param failures how many in a row are too many, at least 1
    /// @param rest how long the server is left alone then
    public CircuitBreaker(ModelClient client, int failures, Duration rest, InstantSource clock) {
        this(client, new Circuit(failures, rest, clock));
    }

    /// Puts a breaker around a client of a server that others ask as well.
    ///
    /// @param circuit which they share
    CircuitBreaker(ModelClient client, Circuit circuit) {
        super(client);
        this.circuit = circuit;
    }

    @Override
    Completion around(Request request, Call call) {
        boolean trial = circuit.enter();
        Optional<String> broken = Optional.empty();
        boolean known = false;
        try {
            Completion completion = call.ask(request);
            known = true;
            return completion;
        } catch (ModelException e) {
            broken = Optional.of(String.valueOf(e.getMessage())).filter(why -> isBroken(e.failure()));
            known = !(e.failure() instanceof Failure.Interrupted);
            throw e;
        } finally {
            circuit.leave(trial, known, broken);
        }
    }

    private static boolean isBroken(Failure failure) {
        return switch (failure) {
            case Failure.Overloaded overloaded -> true;
            case Failure.TimedOut late -> true;
            case Failure.Disconnected cut -> true;
            case Failure.Unreachable closed -> true;
            case Failure.RateLimited limited -> false;
            case Failure.BadRequest refused -> false;
            case Failure.Unusable here -> false;
            case Failure.Unauthenticated unknown -> false;
            case Failure.Malformed unreadable -> false;
            case Failure.Interrupted stopped -> false;
            case Failure.BudgetSpent spent -> false;
            case Failure.CircuitOpen open -> false;
            case Failure.Unrecorded unknown -> false;
        };
    }
}
