package dev.agentgym.rollout;

import dev.agentgym.agent.AgentFactory;
import dev.agentgym.environment.Environment;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/// Runs an agent through many episodes, on virtual threads. Immutable and safe to share.
///
/// What an agent, a tool or a customer does wrong is an outcome of its rollout; only a result that cannot be kept,
/// as on a full disk, ends a run. How many threads there are changes nothing but the time.
///
/// @param environments makes an environment for each thread
/// @param agents says who plays
/// @param settings how many at once, how long and how often
/// @param clock for limits, and for those who ask how long it took
public record RolloutRunner(
        Supplier<Environment> environments, AgentFactory agents, RolloutSettings settings, InstantSource clock) {

    /// A runner with the time of the machine.
    public RolloutRunner(Supplier<Environment> environments, AgentFactory agents, RolloutSettings settings) {
        this(environments, agents, settings, InstantSource.system());
    }

    /// Plays all episodes and keeps what came of them, in the order of the plan.
    public List<Rollout> run(List<Assignment> plan) {
        RolloutStore.InMemory store = new RolloutStore.InMemory();
        run(plan, store, (rollout, done, all) -> {});
        return store.inOrderOf(plan);
    }

    /// Plays those episodes that the store does not have yet, and hands each rollout to it as soon as it is done.
    ///
    /// @return how many of the plan are done now; fewer than all only where a budget was spent
    /// @throws dev.agentgym.trace.TraceException when a rollout cannot be written
    public int run(List<Assignment> plan, RolloutStore store, RolloutListener listener) {
        Run run = new Run(plan, store, listener);
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> workers = new ArrayList<>();
            for (int i = 0; i < Math.min(settings.threads(), run.open.size()); i++) {
                workers.add(pool.submit(run::work));
            }
            await(workers, pool);
        }
        return run.done;
    }

    private static void await(List<Future<?>> workers, ExecutorService pool) {
        try {
            for (Future<?> worker : workers) {
                worker.get();
            }
        } catch (InterruptedException e) {
            pool.shutdownNow();
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            pool.shutdownNow();
            throw e.getCause() instanceof RuntimeException thrown ? thrown : new IllegalStateException(e);
        }
    }

    /// What the threads of one run share.
    private final class Run {

        private final ConcurrentLinkedQueue<Assignment> open = new ConcurrentLinkedQueue<>();
        private final RolloutStore store;
        private final RolloutListener listener;
        private final AtomicLong decisions = new AtomicLong();
        private final Instant start = clock.instant();
        private final int all;
        private int done;

        Run(List<Assignment> plan, RolloutStore store, RolloutListener listener) {
            this.store = store;
            this.listener = listener;
            this.all = plan.size();
            plan.stream().filter(assignment -> !store.has(assignment)).forEach(open::add);
            this.done = all - open.size();
        }

        private void work() {
            Environment environment = environments.get();
            try {
                for (Assignment next = open.poll(); next != null && !isSpent(); next = open.poll()) {
                    Player.Played played = Player.play(environment, agents, settings, clock, next);
                    decisions.addAndGet(played.effort().decisions());
                    keep(played);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                open.clear();
                throw e;
            }
        }

        private boolean isSpent() {
            return Thread.currentThread().isInterrupted()
                    || decisions.get() >= settings.decisions()
                    || Duration.between(start, clock.instant()).compareTo(settings.time()) >= 0;
        }

        private synchronized void keep(Player.Played played) {
            store.add(played.rollout(), played.effort());
            done++;
            listener.done(played.rollout(), done, all);
        }
    }
}
