package dev.agentgym.examples.customerservice.logs;

import dev.agentgym.examples.customerservice.Dice;
import dev.agentgym.examples.customerservice.simulation.Event;
import dev.agentgym.examples.customerservice.simulation.SampleConversation;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// What is wrong with the files although it was right in the conversations. Immutable.
///
/// @param emptyMessages messages without text, in all exports; they are part of the conversation
/// @param duplicatedMessages messages whose CSV row stands twice, as `ticket@time`; the second must be dropped
/// @param textInputs calls whose audit entry holds the input as a string of JSON, as call ids
/// @param numbersAsText calls in which the agent's system really sent a number as text, in all exports
/// @param ratedTwice tickets with two survey rows, of which the later counts
public record Dirt(
        int emptyMessages,
        Set<String> duplicatedMessages,
        Set<String> textInputs,
        int numbersAsText,
        Set<String> ratedTwice) {

    private static final double DUPLICATED = 0.0015;
    private static final double TEXT_INPUT = 0.03;
    private static final double RATED_TWICE = 0.02;

    static Dirt plant(List<SampleConversation> conversations, long seed) {
        return new Dirt(
                count(
                        conversations,
                        event -> event instanceof Event.Said said && said.body().isEmpty()),
                chosen(messageKeys(conversations), DUPLICATED, new Dice(seed, "duplicated messages")),
                chosen(CallIds.all(conversations), TEXT_INPUT, new Dice(seed, "text inputs")),
                count(conversations, event -> event instanceof Event.Called called && hasNumberAsText(called)),
                chosen(rated(conversations), RATED_TWICE, new Dice(seed, "rated twice")));
    }

    static String messageKey(String ticket, Event.Said said) {
        return ticket + "@" + said.at();
    }

    private static List<String> messageKeys(List<SampleConversation> conversations) {
        return conversations.stream()
                .flatMap(conversation -> conversation.events().stream()
                        .filter(Event.Said.class::isInstance)
                        .map(Event.Said.class::cast)
                        .map(said -> messageKey(conversation.id(), said)))
                .toList();
    }

    private static List<String> rated(List<SampleConversation> conversations) {
        return conversations.stream()
                .filter(conversation -> conversation.satisfaction().isPresent())
                .map(SampleConversation::id)
                .toList();
    }

    private static boolean hasNumberAsText(Event.Called called) {
        return called.arguments().properties().stream()
                .anyMatch(argument -> argument.getValue().isTextual()
                        && List.of("amount", "max_price", "min_mbps").contains(argument.getKey())
                        && argument.getValue().textValue().matches("\\d+(\\.\\d+)?"));
    }

    private static int count(List<SampleConversation> conversations, Predicate<Event> what) {
        return (int) conversations.stream()
                .flatMap(conversation -> conversation.events().stream())
                .filter(what)
                .count();
    }

    private static Set<String> chosen(List<String> keys, double share, Dice dice) {
        return keys.stream().filter(_ -> dice.chance(share)).collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
