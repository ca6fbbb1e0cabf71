package dev.agentgym.user;

import dev.agentgym.task.Fact;
import dev.agentgym.task.Mention;
import dev.agentgym.task.Task;
import dev.agentgym.text.FactKind;
import dev.agentgym.text.Facts;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What a customer may say at this point of a visit: what they volunteered in their log, what was asked for, and
/// what the agent said themselves. For one thread.
final class Discretion {

    private final Task task;
    private final Facts own;
    private final Set<String> asked;
    private final Set<Fact> said;
    private final StringBuilder agent;

    Discretion(Task task, List<Lesson> script) {
        this(
                task,
                Facts.of(script.stream().map(lesson -> lesson.turn().text()).collect(Collectors.joining("\n"))
                        + "\n"
                        + task.goal()),
                new LinkedHashSet<>(),
                new LinkedHashSet<>(),
                new StringBuilder());
        task.facts().stream().filter(fact -> fact.message() < task.start()).forEach(said::add);
    }

    private Discretion(Task task, Facts own, Set<String> asked, Set<Fact> said, StringBuilder agent) {
        this.task = task;
        this.own = own;
        this.asked = asked;
        this.said = said;
        this.agent = agent;
    }

    Discretion copy() {
        return new Discretion(
                task, own, new LinkedHashSet<>(asked), new LinkedHashSet<>(said), new StringBuilder(agent));
    }

    /// Takes in what the agent said: nothing of that is a secret.
    void hear(List<String> cue) {
        cue.forEach(text -> agent.append(text).append('\n'));
    }

    /// Takes in which facts the agent asks for.
    void ask(Set<String> names) {
        asked.addAll(names);
    }

    /// What the customer answers when asked for a fact: what they have not said yet, else what they said last.
    Optional<Fact> answer(String name) {
        asked.add(name);
        List<Fact> known =
                task.facts().stream().filter(fact -> fact.name().equals(name)).toList();
        return known.stream()
                .filter(fact -> !said.contains(fact))
                .findFirst()
                .or(() -> known.isEmpty() ? Optional.empty() : Optional.of(known.getLast()));
    }

    /// Takes in what the customer said.
    void say(String text) {
        task.facts().stream()
                .filter(fact -> Mention.of(text, fact.value()).isPresent())
                .forEach(said::add);
    }

    /// What would be wrong with saying this; empty where nothing is.
    Optional<String> fault(String text) {
        return leak(text).or(() -> invention(text));
    }

    private Optional<String> leak(String text) {
        return task.facts().stream()
                .filter(fact -> !fact.volunteered() && !asked.contains(fact.name()) && !said.contains(fact))
                .filter(fact -> Mention.of(text, fact.value()).isPresent())
                .filter(fact -> Mention.of(agent.toString(), fact.value()).isEmpty())
                .map(fact -> "gives away " + fact.name() + " unasked")
                .findFirst();
    }

    private Optional<String> invention(String text) {
        Facts agents = Facts.of(agent.toString());
        return Facts.of(text).all().stream()
                .filter(fact -> isValue(fact.kind()))
                .filter(fact -> !own.confirm(fact) && !agents.confirm(fact))
                .map(fact -> "invents " + fact.surface())
                .findFirst();
    }

    private static boolean isValue(FactKind kind) {
        return switch (kind) {
            case MONEY, PERCENTAGE, DATE, TIME, CODE, ADDRESS, NUMBER, QUANTITY, NAME -> true;
            case DURATION -> false;
        };
    }
}
