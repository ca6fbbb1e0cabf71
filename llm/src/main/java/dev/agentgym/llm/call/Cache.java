package dev.agentgym.llm.call;

import dev.agentgym.llm.Completion;
import dev.agentgym.llm.Failure;
import dev.agentgym.llm.ModelClient;
import dev.agentgym.llm.ModelException;
import dev.agentgym.llm.ModelJson;
import dev.agentgym.llm.ModelName;
import dev.agentgym.llm.Request;
import dev.agentgym.trace.Json;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// Asks nothing twice. Safe to share between threads.
///
/// Two requests are one if the address, the model and the canonical request are equal, the number of the rollout
/// included: who wants another answer to the same question says so with that. Callers who ask the same at the same
/// time share one call. Failures are not kept.
public final class Cache extends Layer {

    private final AnswerStore store;
    private final ModelName model;
    private final ConcurrentHashMap<String, CompletableFuture<Completion>> asking = new ConcurrentHashMap<>();
    private final AtomicLong hits = new AtomicLong();

    /// Puts a cache around a client.
    ///
    /// @param model whom the client asks
    public Cache(ModelClient client, AnswerStore store, ModelName model) {
        super(client);
        this.store = store;
        this.model = model;
    }

    /// How many answers were not asked for anew.
    public long hits() {
        return hits.get();
    }

    @Override
    Completion around(Request request, Call call) {
        String key = key(request);
        while (true) {
            CompletableFuture<Completion> mine = new CompletableFuture<>();
            CompletableFuture<Completion> first = asking.putIfAbsent(key, mine);
            if (first == null) {
                return lead(key, request, call, mine);
            }
            Optional<Completion> theirs = follow(first);
            if (theirs.isPresent()) {
                return theirs.get();
            }
        }
    }

    private String key(Request request) {
        return Json.canonical(Json.object()
                .put("endpoint", model.endpoint())
                .put("model", model.label())
                .set("request", ModelJson.of(request)));
    }

    private Completion lead(String key, Request request, Call call, CompletableFuture<Completion> mine) {
        try {
            Optional<Completion> known = store.find(key).map(ModelJson::completion);
            Completion completion = known.orElseGet(() -> call.ask(request));
            if (known.isPresent()) {
                hits.incrementAndGet();
            } else {
                store.put(key, ModelJson.of(completion));
            }
            mine.complete(completion);
            return completion;
        } catch (RuntimeException e) {
            mine.completeExceptionally(e);
            throw e;
        } finally {
            asking.remove(key, mine);
        }
    }

    /// The answer that another thread asked for; empty where that was told to stop, which is no failure of ours.
    private Optional<Completion> follow(CompletableFuture<Completion> first) {
        try {
            Completion completion = first.join();
            hits.incrementAndGet();
            return Optional.of(completion);
        } catch (CompletionException e) {
            if (e.getCause() instanceof ModelException failed) {
                if (failed.failure() instanceof Failure.Interrupted) {
                    return Optional.empty();
                }
                throw new ModelException(String.valueOf(failed.getMessage()), failed.failure(), failed);
            }
            throw e;
        }
    }
}
