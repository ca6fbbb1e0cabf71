package dev.agentgym.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.reward.Expectation;
import dev.agentgym.text.Facts;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.ToolCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Conversations about the very same thing: trials of one task, as the metadata says, or the same goal with the
/// same facts.
public final class Siblings {

    private static final List<String> NAMES = List.of("task_id", "user_instruction", "user_scenario", "user_task");

    private final Map<String, List<MinedLog>> families = new LinkedHashMap<>();

    Siblings(List<MinedLog> logs) {
        for (MinedLog log : logs) {
            families.computeIfAbsent(key(log), unseen -> new ArrayList<>()).add(log);
        }
    }

    /// What the metadata call the task that a conversation is a trial of.
    public static Optional<String> task(Conversation conversation) {
        StringBuilder key = new StringBuilder();
        for (String name : NAMES) {
            JsonNode value = conversation.metadata().path(name);
            if (!value.isMissingNode() && !value.isNull()) {
                key.append(name).append('=').append(Json.canonical(value)).append(' ');
            }
        }
        return key.isEmpty()
                ? Optional.empty()
                : Optional.of("task " + key.toString().strip());
    }

    private static String key(MinedLog log) {
        return task(log.conversation())
                .orElseGet(() -> log.facts().isEmpty()
                        ? "conversation " + log.conversation().id()
                        : "goal " + log.goal().sentence().toLowerCase(Locale.ROOT) + " "
                                + log.facts().stream()
                                        .map(fact ->
                                                fact.name() + "=" + fact.value().toLowerCase(Locale.ROOT))
                                        .sorted()
                                        .toList());
    }

    /// What a log and the successful ones about the same say of what has to come about; empty where none can be
    /// trusted.
    Optional<Expectation> expectation(MinedLog log) {
        List<MinedLog> successes = families.getOrDefault(key(log), List.of()).stream()
                .filter(MinedLog::isSuccess)
                .toList();
        Optional<MinedLog> own =
                log.isTrusted() ? Optional.of(log) : successes.stream().findFirst();
        return own.map(
                model -> expectation(model.deeds(), successes, model.deeds().told()));
    }

    /// What other successful logs about the same show, and not this one; empty where there are none.
    Optional<Expectation> byOthers(MinedLog log) {
        List<MinedLog> others = families.getOrDefault(key(log), List.of()).stream()
                .filter(MinedLog::isSuccess)
                .filter(other ->
                        !other.conversation().id().equals(log.conversation().id()))
                .toList();
        return others.stream().findFirst().map(model -> expectation(model.deeds(), others, List.of()));
    }

    /// @param alone what has to be told where no two successful ones can be compared
    private static Expectation expectation(Deeds model, List<MinedLog> successes, List<String> alone) {
        Map<List<String>, List<ToolCall>> alternatives = new LinkedHashMap<>();
        for (MinedLog success : successes) {
            List<ToolCall> actions = success.deeds().actions();
            alternatives.putIfAbsent(Deeds.keys(actions), actions);
        }
        alternatives.remove(Deeds.keys(model.actions()));
        return new Expectation(
                model.actions(), List.copyOf(alternatives.values()), model.lookups(), told(model, successes, alone));
    }

    /// What all of the successful ones told: what one of them left out was not needed.
    private static List<String> told(Deeds model, List<MinedLog> successes, List<String> alone) {
        if (successes.size() < 2) {
            return alone;
        }
        List<Facts> told = successes.stream()
                .map(success -> Facts.of(String.join("\n", success.deeds().told())))
                .toList();
        return model.told().stream().filter(value -> isTold(value, told)).toList();
    }

    private static boolean isTold(String value, List<Facts> told) {
        Stream<dev.agentgym.text.Fact> facts = Facts.of(value).all().stream();
        return facts.allMatch(fact -> told.stream().allMatch(each -> each.confirm(fact)));
    }
}
