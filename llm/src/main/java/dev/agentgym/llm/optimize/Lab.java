package dev.agentgym.llm.optimize;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.environment.Seeds;
import dev.agentgym.trace.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

/// What an optimiser works with during one step: tries candidates, remembers what was tried, counts what it cost.
/// Mutable, for one thread; rollouts run on many, and their results are taken in the order of the plan.
final class Lab {

    /// How often a rollout that failed is played again before its trial has no score.
    private static final int REPEATS = 2;

    /// The share of failed trials from which on nothing can be said.
    private static final double OUTAGE = 0.5;

    private final Problem problem;
    private final State state;
    private final List<ObjectNode> events = new ArrayList<>();

    Lab(Problem problem, State state) {
        this.problem = problem;
        this.state = state;
    }

    /// A task that is played for the n-th time.
    record Trial(String task, int attempt) {

        static List<Trial> of(List<String> tasks) {
            return tasks.stream().map(task -> new Trial(task, 0)).toList();
        }

        String key() {
            return attempt + " " + task;
        }
    }

    /// A trial that was played in this step, with all that was seen.
    record Witness(Trial trial, Outcome.Scored outcome) {

        double score() {
            return outcome.score();
        }
    }

    Problem problem() {
        return problem;
    }

    State state() {
        return state;
    }

    List<ObjectNode> events() {
        return events;
    }

    /// Draws for one purpose of this step, and for no other.
    SplittableRandom random(int purpose) {
        return new SplittableRandom(Seeds.of(Seeds.of(problem.settings().seed(), state.step), purpose));
    }

    State.Entry entry(int number) {
        return state.entries.get(number);
    }

    /// Adds a candidate, unless there is an equal one or it is too long.
    ///
    /// @return its number; empty where it was not added
    Optional<Integer> add(Candidate candidate, List<Integer> parents, String origin) {
        int tokens = candidate.whole().tokens();
        if (tokens > problem.settings().longest() && !state.entries.isEmpty()) {
            tell("too_long").put("origin", origin).put("tokens", tokens);
            return Optional.empty();
        }
        if (state.entries.stream().anyMatch(entry -> entry.candidate().equals(candidate))) {
            tell("known").put("origin", origin);
            return Optional.empty();
        }
        state.entries.add(new State.Entry(candidate, List.copyOf(parents), origin, new LinkedHashMap<>(), ""));
        int number = state.entries.size() - 1;
        ObjectNode event = tell("candidate");
        event.put("number", number).put("origin", origin).put("tokens", tokens);
        event.set("parents", Json.of(parents));
        return Optional.of(number);
    }

    /// An event for whoever watches.
    ObjectNode tell(String what) {
        ObjectNode event =
                Json.object().put("event", what).put("step", state.step).put("rollouts", state.rollouts);
        events.add(event);
        return event;
    }

    void setAside(int number, String why) {
        state.entries.set(number, entry(number).aside(why));
        tell("aside").put("number", number).put("why", why);
    }

    /// Plays trials, whether they were played before or not, and says all that was seen; what failed is left out.
    List<Witness> witness(int number, List<Trial> trials) {
        List<Outcome> outcomes = play(number, trials);
        List<Witness> seen = new ArrayList<>();
        for (int i = 0; i < trials.size(); i++) {
            note(number, trials.get(i), outcomes.get(i));
            if (outcomes.get(i) instanceof Outcome.Scored scored) {
                seen.add(new Witness(trials.get(i), scored));
            }
        }
        return seen;
    }

    /// The scores of trials, of which those are played that were not yet; empty where a trial failed.
    List<OptionalDouble> scores(int number, List<Trial> trials) {
        Map<String, OptionalDouble> known = entry(number).scores();
        List<Trial> open =
                trials.stream().filter(trial -> !known.containsKey(trial.key())).toList();
        List<Outcome> outcomes = play(number, open);
        for (int i = 0; i < open.size(); i++) {
            note(number, open.get(i), outcomes.get(i));
        }
        return trials.stream()
                .map(trial -> known.getOrDefault(trial.key(), OptionalDouble.empty()))
                .toList();
    }

    private void note(int number, Trial trial, Outcome outcome) {
        OptionalDouble score = switch (outcome) {
            case Outcome.Scored scored -> OptionalDouble.of(scored.score());
            case Outcome.Failed failed -> OptionalDouble.empty();
        };
        entry(number).scores().put(trial.key(), score);
    }

    private List<Outcome> play(int number, List<Trial> trials) {
        if (state.rollouts + trials.size() > problem.settings().rollouts()) {
            throw new SearchStopped(true, "the " + problem.settings().rollouts() + " rollouts are spent");
        }
        state.rollouts += trials.size();
        List<Outcome> outcomes = new ArrayList<>(atOnce(number, trials));
        for (int repeat = 0; repeat < REPEATS; repeat++) {
            List<Integer> failed = Stream.iterate(0, i -> i < trials.size(), i -> i + 1)
                    .filter(i -> outcomes.get(i) instanceof Outcome.Failed wrong && !wrong.byCandidate())
                    .toList();
            List<Outcome> again =
                    atOnce(number, failed.stream().map(trials::get).toList());
            for (int i = 0; i < again.size(); i++) {
                outcomes.set(failed.get(i), again.get(i));
            }
        }
        judge(number, outcomes);
        return outcomes;
    }

    /// A candidate that no model takes goes aside; a model that answers nobody ends the step.
    private void judge(int number, List<Outcome> outcomes) {
        List<Outcome.Failed> failed = outcomes.stream()
                .filter(Outcome.Failed.class::isInstance)
                .map(Outcome.Failed.class::cast)
                .toList();
        state.failures += failed.size();
        if (failed.size() <= OUTAGE * outcomes.size()) {
            return;
        }
        Outcome.Failed first = failed.getFirst();
        if (!first.byCandidate()) {
            throw new SearchStopped(
                    false, failed.size() + " of " + outcomes.size() + " rollouts failed: " + first.reason());
        }
        setAside(number, first.reason());
    }

    private List<Outcome> atOnce(int number, List<Trial> trials) {
        Candidate candidate = entry(number).candidate();
        Semaphore places = new Semaphore(problem.settings().threads());
        List<Future<Outcome>> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Trial trial : trials) {
                running.add(threads.submit(() -> {
                    places.acquire();
                    try {
                        return problem.arena().play(candidate, trial.task(), trial.attempt());
                    } finally {
                        places.release();
                    }
                }));
            }
            List<Outcome> outcomes = new ArrayList<>();
            for (Future<Outcome> each : running) {
                outcomes.add(result(each, threads));
            }
            return outcomes;
        }
    }

    private static Outcome result(Future<Outcome> future, ExecutorService threads) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
            throw new SearchStopped(false, "interrupted");
        } catch (ExecutionException e) {
            threads.shutdownNow();
            throw e.getCause() instanceof RuntimeException thrown ? thrown : new IllegalStateException(e);
        }
    }

    /// The mean over trials that have a score; empty without any.
    OptionalDouble mean(int number, List<Trial> trials) {
        Map<String, OptionalDouble> known = entry(number).scores();
        return trials.stream()
                .map(trial -> known.getOrDefault(trial.key(), OptionalDouble.empty()))
                .flatMapToDouble(OptionalDouble::stream)
                .average();
    }

    /// The trials on which candidates are compared.
    List<Trial> validation() {
        return Trial.of(problem.validate());
    }

    /// Whether a candidate was played on all of them and is not out of the race.
    boolean isRanked(int number) {
        return entry(number).aside().isEmpty()
                && validation().stream()
                        .allMatch(trial -> entry(number).scores().containsKey(trial.key()));
    }

    /// What a candidate is worth: its mean reward less what its length costs.
    double value(int number) {
        return mean(number, validation()).orElse(0)
                - problem.settings().lengthWeight()
                        * entry(number).candidate().whole().tokens()
                        / 1000;
    }

    /// The best of those that were played on all; the first of equals.
    int leader() {
        int best = 0;
        for (int number = 1; number < state.entries.size(); number++) {
            if (isRanked(number) && value(number) > value(best)) {
                best = number;
            }
        }
        return best;
    }
}
