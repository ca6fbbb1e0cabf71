package dev.agentgym.task;

import dev.agentgym.reward.Expectation;
import dev.agentgym.text.Fact;
import dev.agentgym.text.FactKind;
import dev.agentgym.text.Facts;
import dev.agentgym.text.Sentences;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Exchange;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.Role;
import dev.agentgym.trace.ToolCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the agent of a log did and told. Immutable.
///
/// @param actions the accepted calls that do something, in order
/// @param lookups the other accepted calls, in order, none twice
/// @param told what a tool said and the agent passed on
record Deeds(List<ToolCall> actions, List<ToolCall> lookups, List<String> told) {

    /// What was done and told in a whole conversation.
    static Deeds of(Conversation conversation, Doings doings, Readings readings) {
        return of(conversation, doings, 0, conversation.messages().size(), readings);
    }

    /// What was done and told from one message to before another.
    static Deeds of(Conversation conversation, Doings doings, int start, int end, Readings readings) {
        List<ToolCall> actions = new ArrayList<>();
        Map<String, ToolCall> lookups = new LinkedHashMap<>();
        for (Exchange exchange : conversation.exchanges()) {
            boolean within = exchange.position() >= start && exchange.position() < end;
            if (within && exchange.caller() == Role.ASSISTANT && exchange.isAccepted()) {
                ToolCall call = plain(exchange.call());
                if (doings.include(call)) {
                    actions.add(call);
                } else {
                    lookups.putIfAbsent(key(call), call);
                }
            }
        }
        return new Deeds(actions, List.copyOf(lookups.values()), told(conversation, start, end, readings));
    }

    /// Equal for calls that do the same.
    static String key(ToolCall call) {
        return call.name() + " " + Json.canonical(call.arguments());
    }

    static List<String> keys(List<ToolCall> calls) {
        return calls.stream().map(Deeds::key).toList();
    }

    /// The expectation that only this log shows.
    Expectation expectation() {
        return new Expectation(actions, List.of(), lookups, told);
    }

    private static ToolCall plain(ToolCall call) {
        return new ToolCall(call.id(), call.name(), call.arguments());
    }

    /// What the agent states, and not only asks or offers, that a tool said before and the customer did not.
    private static List<String> told(Conversation conversation, int start, int end, Readings readings) {
        Shown shown = new Shown(readings);
        List<Fact> customer = new ArrayList<>();
        Map<String, String> told = new LinkedHashMap<>();
        for (int index = 0; index < end; index++) {
            switch (conversation.messages().get(index)) {
                case Message.Tool answer -> shown.add(answer);
                case Message.User user ->
                    customer.addAll(readings.of(user.content()).all());
                case Message.Assistant agent -> {
                    if (index >= start) {
                        passedOn(agent.content(), shown, new Facts(customer))
                                .forEach(fact -> told.putIfAbsent(reading(fact), fact.surface()));
                    }
                }
                case Message.SystemPrompt system -> {}
            }
        }
        return List.copyOf(told.values());
    }

    private static String reading(Fact fact) {
        return fact.kind() + " " + fact.readings().getFirst();
    }

    private static List<Fact> passedOn(String content, Shown shown, Facts customer) {
        if (shown.facts().isEmpty() || content.isBlank()) {
            return List.of();
        }
        List<Fact> facts = new ArrayList<>();
        for (String sentence : Sentences.of(content)) {
            if (!sentence.endsWith("?")) {
                facts.addAll(shown.readings().of(sentence).all());
            }
        }
        facts.removeIf(fact -> !isTelling(fact.kind()) || customer.confirm(fact) || !shown.confirms(fact));
        return facts;
    }

    /// What the tools said so far, by reading.
    private record Shown(Map<String, Fact> facts, Readings readings) {

        Shown(Readings readings) {
            this(new LinkedHashMap<>(), readings);
        }

        void add(Message.Tool answer) {
            if (!answer.isError()) {
                Leaf.of(answer.result()).stream()
                        .filter(Leaf::isCheckable)
                        .flatMap(leaf ->
                                readings.of(leaf.measured()).all().stream().filter(fact -> isWhole(fact, leaf)))
                        .forEach(fact -> facts.putIfAbsent(reading(fact), fact));
            }
        }

        /// The `R2` of a `Tide R2` is no id of its own.
        private static boolean isWhole(Fact fact, Leaf leaf) {
            return fact.kind() != FactKind.CODE
                    || fact.surface().length() == leaf.value().strip().length();
        }

        boolean confirms(Fact said) {
            return facts.values().stream().anyMatch(said::agreesWith);
        }
    }

    private static boolean isTelling(FactKind kind) {
        return switch (kind) {
            case MONEY, DATE, TIME, DURATION, CODE, ADDRESS, PERCENTAGE, QUANTITY -> true;
            case NUMBER, NAME -> false;
        };
    }

    /// The first message at or after an index in which the agent decides something that matters: a change that was
    /// accepted, else the message in which they tell what they were asked.
    static Optional<Integer> decision(Conversation conversation, Doings doings) {
        Optional<Integer> change = conversation.exchanges().stream()
                .filter(each -> each.caller() == Role.ASSISTANT && each.isAccepted())
                .filter(each -> doings.include(each.call()))
                .map(Exchange::position)
                .findFirst();
        return change.or(() -> telling(conversation)).filter(position -> position > 0);
    }

    private static Optional<Integer> telling(Conversation conversation) {
        List<Exchange> exchanges = conversation.exchanges();
        int last = exchanges.isEmpty() ? 0 : exchanges.getLast().position();
        for (int index = last + 1; last > 0 && index < conversation.messages().size(); index++) {
            Message message = conversation.messages().get(index);
            if (message instanceof Message.Assistant agent && !agent.content().isBlank()) {
                return Optional.of(index);
            }
        }
        return Optional.empty();
    }
}
