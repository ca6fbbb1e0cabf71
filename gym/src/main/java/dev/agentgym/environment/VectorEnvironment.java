package dev.agentgym.environment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// Several environments that step together, for policies that choose a batch of actions at once. Mutable, for one
/// thread; the environments share what is learned.
public final class VectorEnvironment {

    private final List<Environment> environments;
    private final Starts starts;
    private final Autoreset autoreset;
    private final int[] episodes;
    private final boolean[] over;

    /// Environments of which no episode has begun.
    ///
    /// @param size how many, at least 1
    /// @param maker makes each
    /// @param starts chooses their episodes
    /// @param autoreset what happens when an episode is over
    public VectorEnvironment(int size, Supplier<Environment> maker, Starts starts, Autoreset autoreset) {
        if (size < 1) {
            throw new IllegalArgumentException("a vector environment needs at least 1 environment, not " + size);
        }
        this.environments = IntStream.range(0, size).mapToObj(_ -> maker.get()).toList();
        this.starts = starts;
        this.autoreset = autoreset;
        this.episodes = new int[size];
        this.over = new boolean[size];
    }

    /// How many environments there are.
    public int size() {
        return environments.size();
    }

    /// Begins the first episode of every environment, also where others had begun.
    ///
    /// @return what each agent sees
    public List<Observation> reset() {
        return IntStream.range(0, size())
                .mapToObj(index -> {
                    episodes[index] = 0;
                    return reset(index);
                })
                .toList();
    }

    /// Begins the next episode of one environment.
    public Observation reset(int index) {
        Start start = starts.of(index, episodes[index]++);
        over[index] = false;
        return environments.get(index).reset(start.task(), start.seed());
    }

    /// Does one action in each environment, in their order.
    ///
    /// @throws IllegalArgumentException when there are more or fewer actions than environments
    /// @throws IllegalStateException before [#reset()], and with [Autoreset#DISABLED] when an episode is over
    public VectorStep step(List<Action> actions) {
        check(actions);
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < size(); i++) {
            steps.add(environments.get(i).step(actions.get(i)));
        }
        List<Observation> observations = new ArrayList<>();
        List<Optional<Observation>> last = new ArrayList<>();
        for (int i = 0; i < size(); i++) {
            Step step = steps.get(i);
            over[i] = step.isLast();
            boolean next = step.isLast() && autoreset == Autoreset.SAME_STEP;
            last.add(next ? Optional.of(step.observation()) : Optional.empty());
            observations.add(next ? reset(i) : step.observation());
        }
        return new VectorStep(
                observations,
                steps.stream().map(Step::reward).toList(),
                steps.stream().map(Step::terminated).toList(),
                steps.stream().map(Step::truncated).toList(),
                steps.stream().map(Step::info).toList(),
                last);
    }

    private void check(List<Action> actions) {
        if (actions.size() != size()) {
            throw new IllegalArgumentException(
                    size() + " environments need " + size() + " actions, not " + actions.size());
        }
        for (int i = 0; i < size(); i++) {
            if (episodes[i] == 0) {
                throw new IllegalStateException("step before reset: call reset first");
            }
            if (over[i]) {
                throw new IllegalStateException(
                        "the episode of environment " + i + " is over; call reset(" + i + ") to begin another");
            }
        }
    }
}
