package dev.agentgym.user;

import dev.agentgym.task.Readings;
import dev.agentgym.task.Task;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What a customer waits to be told, and what of it they have heard. For one thread.
final class Awaited {

    private final List<String> values;
    private final Readings readings;
    private final Set<String> heard = new LinkedHashSet<>();

    Awaited(Task task, Readings readings) {
        this(task.expectation().communications(), readings);
    }

    private Awaited(List<String> values, Readings readings) {
        this.values = values;
        this.readings = readings;
    }

    Awaited copy() {
        Awaited copy = new Awaited(values, readings);
        copy.heard.addAll(heard);
        return copy;
    }

    /// Takes in what the agent tells; whether anything of it was waited for.
    boolean hear(List<String> cue) {
        boolean news = false;
        for (String value : values) {
            if (!heard.contains(value) && cue.stream().anyMatch(text -> tells(text, value))) {
                news = heard.add(value);
            }
        }
        return news;
    }

    private boolean tells(String text, String value) {
        return readings.mention(text, value).isPresent();
    }

    /// Whether there is nothing to wait for.
    boolean isNothing() {
        return values.isEmpty();
    }

    /// Whether all was told.
    boolean isHeard() {
        return heard.containsAll(values);
    }
}
