package dev.agentgym.dataset;

import dev.agentgym.rollout.Rollout;
import dev.agentgym.rollout.RolloutFile;
import dev.agentgym.task.Task;
import dev.agentgym.trace.ToolSchema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Files of rollouts, read one rollout at a time. Immutable.
///
/// Memory is bounded by the rollouts of one task, and for siblings by the place of every rollout.
///
/// @param name how rows call the gym
/// @param files in the order in which they are read
/// @param gym what the gym is made of, where it was named
record RolloutSource(String name, List<Path> files, Optional<Logs> gym) implements Source {

    RolloutSource {
        files = List.copyOf(files);
    }

    private record Place(Path file, long offset, int length) {

        Sample read() {
            return Sample.of(RolloutFile.at(file, offset, length));
        }
    }

    @Override
    public List<ToolSchema> tools() {
        return gym.map(Logs::tools).orElse(List.of());
    }

    @Override
    public Map<String, Task> tasks() {
        return gym.map(logs -> new LogSource(logs).tasks()).orElse(Map.of());
    }

    @Override
    public void samples(Consumer<Sample> to) {
        each((rollout, place) -> to.accept(Sample.of(rollout)));
    }

    @Override
    public void siblings(Consumer<List<Sample>> to, Runnable step) {
        Map<String, List<Place>> families = new LinkedHashMap<>();
        each((rollout, place) -> {
            step.run();
            families.computeIfAbsent(rollout.task(), unseen -> new ArrayList<>())
                    .add(place);
        });
        families.values()
                .forEach(family -> to.accept(family.stream().map(Place::read).toList()));
    }

    @Override
    public void prompts(boolean decisions, Consumer<Prompt> to, Runnable step) {
        Map<String, Task> known = tasks();
        Map<String, Prompt> prompts = new LinkedHashMap<>();
        samples(sample -> {
            step.run();
            Prompt begun = prompts.computeIfAbsent(sample.taskOrId(), unseen -> Prompt.of(sample));
            prompts.put(begun.task(), sample.spoiled().isPresent() ? begun : begun.tried(sample.isSuccess()));
        });
        prompts.values().stream()
                .map(prompt -> Optional.ofNullable(known.get(prompt.task()))
                        .map(prompt::knowing)
                        .orElse(prompt))
                .forEach(to);
    }

    private interface Reader {
        void read(Rollout rollout, Place place);
    }

    private void each(Reader reader) {
        for (Path file : files) {
            RolloutFile.read(file, (rollout, offset, length) -> reader.read(rollout, new Place(file, offset, length)));
        }
    }
}
