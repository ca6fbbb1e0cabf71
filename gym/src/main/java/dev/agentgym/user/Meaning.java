package dev.agentgym.user;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What an agent wants with their words, told by what logged customers did after such words. Immutable.
///
/// @param similarity how much alike the nearest logged words are, in [0, 1]
/// @param acts the share of each act among the answers
/// @param asked for each fact the share of answers that give it, the largest first
/// @param expected how many facts an answer gives that gives any, in the mean
/// @param deed the change that mostly follows where the customer agrees; empty if none
record Meaning(
        double similarity,
        Map<DialogueAct, Double> acts,
        Map<String, Double> asked,
        double expected,
        Optional<String> deed) {

    private static final double PROPOSED = 0.34;
    private static final double MOSTLY = 0.5;

    static Meaning of(List<Lessons.Near> nearest) {
        Votes votes = new Votes();
        nearest.forEach(votes::add);
        votes.acts.replaceAll((act, weight) -> weight / votes.sum);
        return new Meaning(
                nearest.isEmpty() ? 0 : nearest.getFirst().similarity(),
                votes.acts,
                sorted(votes.asked, votes.sum),
                votes.informing == 0 ? 0 : votes.given / votes.informing,
                sorted(votes.deeds, votes.sum).entrySet().stream()
                        .filter(deed -> deed.getValue() >= PROPOSED)
                        .map(Map.Entry::getKey)
                        .findFirst());
    }

    /// What the customers did, those counting more who were told something more alike.
    private static final class Votes {
        private double sum;
        private double informing;
        private double given;
        private final Map<DialogueAct, Double> acts = new EnumMap<>(DialogueAct.class);
        private final Map<String, Double> asked = new LinkedHashMap<>();
        private final Map<String, Double> deeds = new LinkedHashMap<>();

        void add(Lessons.Near near) {
            double weight = Math.pow(near.similarity(), 3);
            Lesson lesson = near.lesson();
            sum += weight;
            acts.merge(lesson.act(), weight, Double::sum);
            lesson.names().forEach(name -> asked.merge(name, weight, Double::sum));
            informing += lesson.names().isEmpty() ? 0 : weight;
            given += weight * lesson.names().size();
            lesson.deed().ifPresent(tool -> deeds.merge(tool, weight, Double::sum));
        }
    }

    private static Map<String, Double> sorted(Map<String, Double> weights, double all) {
        Map<String, Double> sorted = new LinkedHashMap<>();
        weights.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue() / all));
        return sorted;
    }

    /// The change that is proposed: most customers say yes or no to it; empty if nothing is.
    Optional<String> proposed() {
        return share(DialogueAct.AGREE) + share(DialogueAct.DECLINE) >= MOSTLY ? deed : Optional.empty();
    }

    double share(DialogueAct act) {
        return acts.getOrDefault(act, 0.0);
    }

    /// The act that most logged customers answered with.
    DialogueAct likeliest() {
        return acts.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(DialogueAct.TELL);
    }
}
