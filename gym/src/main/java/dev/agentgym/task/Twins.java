package dev.agentgym.task;

import dev.agentgym.text.Tokens;
import dev.agentgym.trace.ToolCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Finds tasks that are the same, or nearly: the same calls, the same facts, and goals of the same words.
final class Twins {

    private static final double ALIKE = 0.8;
    private static final double SHARED = 0.5;

    private final Map<String, List<Task>> byCalls = new LinkedHashMap<>();

    Twins(List<Task> whole) {
        for (Task task : whole) {
            byCalls.computeIfAbsent(calls(task), unseen -> new ArrayList<>()).add(task);
        }
    }

    private static String calls(Task task) {
        List<ToolCall> actions = task.expectation().actions();
        return Deeds.keys(actions.isEmpty() ? task.expectation().lookups() : actions)
                .toString();
    }

    /// An earlier task that is the same in every word.
    Optional<String> earlier(Task task) {
        return like(task)
                .takeWhile(other -> !other.id().equals(task.id()))
                .filter(other -> isSame(task, other))
                .map(other -> "it is the same as " + other.id())
                .findFirst();
    }

    /// A task to learn from that nearly gives away this one, which is to be tested on.
    Optional<String> acrossTheSplit(Task task) {
        return like(task)
                .filter(other -> task.part() == Task.Part.TEST && other.part() == Task.Part.TRAIN)
                .filter(other -> isNear(task, other))
                .map(other -> "it is nearly the same as " + other.id() + ", which is to be learned from")
                .findFirst();
    }

    private Stream<Task> like(Task task) {
        return task.decision().isPresent() ? Stream.empty() : byCalls.getOrDefault(calls(task), List.of()).stream();
    }

    private static boolean isSame(Task one, Task other) {
        return one.goal().equalsIgnoreCase(other.goal()) && values(one).equals(values(other));
    }

    private static boolean isNear(Task one, Task other) {
        Set<String> mine = values(one);
        Set<String> theirs = values(other);
        boolean sameFacts = (mine.isEmpty() && theirs.isEmpty()) || Tokens.jaccard(mine, theirs) >= SHARED;
        return sameFacts && Tokens.jaccard(Tokens.contentStems(one.goal()), Tokens.contentStems(other.goal())) >= ALIKE;
    }

    private static Set<String> values(Task task) {
        return task.facts().stream()
                .map(fact -> fact.value().toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
