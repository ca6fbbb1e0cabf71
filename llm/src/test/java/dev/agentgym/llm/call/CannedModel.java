package dev.agentgym.llm.call;

import dev.agentgym.llm.Completion;
import dev.agentgym.llm.Failure;
import dev.agentgym.llm.ModelClient;
import dev.agentgym.llm.ModelException;
import dev.agentgym.llm.Request;
import dev.agentgym.llm.Sampling;
import dev.agentgym.trace.Message;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/// A model that counts, and fails when a test says so.
final class CannedModel implements ModelClient {

    final AtomicInteger calls = new AtomicInteger();
    private final IntFunction<Optional<Failure>> failures;

    /// @param failures of the n-th call, from 1 on
    CannedModel(IntFunction<Optional<Failure>> failures) {
        this.failures = failures;
    }

    CannedModel() {
        this(call -> Optional.empty());
    }

    static Request ask(String text) {
        return Request.of(List.of(Message.User.says(text)), Sampling.DEFAULT);
    }

    /// What a slow model does until a test lets it go on.
    static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Completion complete(Request request) {
        int number = calls.incrementAndGet();
        failures.apply(number).ifPresent(failure -> {
            throw new ModelException("call " + number + " failed", failure);
        });
        return new Completion(
                "answer " + number, List.of(), Optional.of(new Completion.Usage(10, 5, 0, 0)), "stop", "canned");
    }
}
