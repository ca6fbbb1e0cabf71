package dev.agentgym.user;

import dev.agentgym.task.Fact;
import dev.agentgym.task.Mention;
import dev.agentgym.task.Readings;
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
    private final String ownWords;
    private final Readings readings;
    private final Set<Fact> chosen;
    private final Set<String> asked;
    private final Set<Fact> said;
    private final StringBuilder agent;

    /// @param ownWords all that the customer says in their log
    /// @param chosen the facts that they took from what the agent offered, and do not know before
    Discretion(Task task, String ownWords, Readings readings, Set<Fact> chosen) {
        this(task, ownWords, readings, chosen, new LinkedHashSet<>(), new LinkedHashSet<>(), new StringBuilder());
        task.facts().stream().filter(fact -> isGiven(fact, task.start())).forEach(said::add);
    }

    private Discretion(
            Task task,
            String ownWords,
            Readings readings,
            Set<Fact> chosen,
            Set<String> asked,
            Set<Fact> said,
            StringBuilder agent) {
        this.readings = readings;
        this.chosen = chosen;
        this.task = task;
        this.ownWords = ownWords;
        this.asked = asked;
        this.said = said;
        this.agent = agent;
    }

    private static boolean isGiven(Fact fact, int start) {
        return fact.message() >= 0 && fact.message() < start;
    }

    Discretion copy() {
        return new Discretion(
                task,
                ownWords,
                readings,
                chosen,
                new LinkedHashSet<>(asked),
                new LinkedHashSet<>(said),
                new StringBuilder(agent));
    }

    /// Takes in what the agent said: nothing of that is a secret.
    void hear(List<String> cue) {
        cue.forEach(text -> agent.append(text).append('\n'));
    }

    /// Takes in which facts the agent asks for.
    void ask(Set<String> names) {
        asked.addAll(names);
    }

    /// Whether the agent asked for this fact before.
    boolean wasAsked(String name) {
        return asked.contains(name);
    }

    /// Whether the customer gave this fact in their log.
    boolean gave(String name) {
        return task.facts().stream().anyMatch(fact -> fact.name().equals(name) && fact.message() >= 0);
    }

    /// Whether the customer gave such a fact in their log, and has not yet.
    boolean withholds(String name) {
        return task.facts().stream()
                .anyMatch(fact -> fact.name().equals(name) && fact.message() >= 0 && !said.contains(fact));
    }

    /// The names of the facts that they gave in their log in one breath with the first of this name that they have
    /// not said yet.
    List<String> gaveWith(String name) {
        return task.facts().stream()
                .filter(fact -> fact.name().equals(name) && fact.message() >= 0 && !said.contains(fact))
                .findFirst()
                .map(first -> task.facts().stream()
                        .filter(fact -> fact.message() == first.message() && !said.contains(fact))
                        .map(Fact::name)
                        .toList())
                .orElse(List.of());
    }

    /// What the customer answers when asked for a fact: what they have not said yet, else what they said last.
    Optional<Fact> answer(String name) {
        asked.add(name);
        List<Fact> known = task.facts().stream()
                .filter(fact -> fact.name().equals(name))
                .filter(fact -> !chosen.contains(fact) || isHeard(fact))
                .toList();
        return known.stream()
                .filter(fact -> !said.contains(fact))
                .findFirst()
                .or(() -> known.isEmpty() ? Optional.empty() : Optional.of(known.getLast()));
    }

    /// Takes in what the customer said.
    void say(String text) {
        for (Fact fact : task.facts()) {
            if (!said.contains(fact) && Mention.of(text, fact.value()).isPresent()) {
                said.add(fact);
            }
        }
    }

    /// What would be wrong with saying this; empty where nothing is.
    Optional<String> fault(String text) {
        return leak(text).or(() -> invention(text));
    }

    private Optional<String> leak(String text) {
        return task.facts().stream()
                .filter(fact -> task.isSecret(fact) && !asked.contains(fact.name()) && !said.contains(fact))
                .filter(fact -> Mention.of(text, fact.value()).isPresent())
                .filter(fact -> !isHeard(fact))
                .map(fact -> "gives away " + fact.name() + " unasked")
                .findFirst();
    }

    private boolean isHeard(Fact fact) {
        return Mention.of(agent.toString(), fact.value()).isPresent();
    }

    private Optional<String> invention(String text) {
        List<dev.agentgym.text.Fact> values = readings.of(text).all().stream()
                .filter(fact -> isValue(fact.kind()))
                .filter(fact -> Mention.of(ownWords, fact.surface()).isEmpty())
                .toList();
        if (values.isEmpty()) {
            return Optional.empty();
        }
        Facts known = Facts.of(agent + ownWords + "\n" + ledger());
        return values.stream()
                .filter(fact -> !known.confirm(fact))
                .map(fact -> "invents " + fact.surface())
                .findFirst();
    }

    private String ledger() {
        return task.facts().stream().map(Fact::value).collect(Collectors.joining("\n"));
    }

    private static boolean isValue(FactKind kind) {
        return switch (kind) {
            case MONEY, PERCENTAGE, DATE, TIME, CODE, ADDRESS, NUMBER, QUANTITY, NAME -> true;
            case DURATION -> false;
        };
    }
}
