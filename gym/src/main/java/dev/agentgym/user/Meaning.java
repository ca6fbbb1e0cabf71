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

    static Meaning of(List<Lessons.Near> nearest) {
        double sum = 0;
        double informing = 0;
        double given = 0;
        Map<DialogueAct, Double> acts = new EnumMap<>(DialogueAct.class);
        Map<String, Double> asked = new LinkedHashMap<>();
        Map<String, Double> deeds = new LinkedHashMap<>();
        for (Lessons.Near near : nearest) {
            double weight = near.similarity() * near.similarity() * near.similarity();
            Lesson lesson = near.lesson();
            sum += weight;
            acts.merge(lesson.act(), weight, Double::sum);
            lesson.names().forEach(name -> asked.merge(name, weight, Double::sum));
            informing += lesson.names().isEmpty() ? 0 : weight;
            given += weight * lesson.names().size();
            lesson.deed().ifPresent(tool -> deeds.merge(tool, weight, Double::sum));
        }
        double all = sum;
        acts.replaceAll((act, weight) -> weight / all);
        return new Meaning(
                nearest.isEmpty() ? 0 : nearest.getFirst().similarity(),
                acts,
                sorted(asked, all),
                informing == 0 ? 0 : given / informing,
                sorted(deeds, all).entrySet().stream()
                        .filter(deed -> deed.getValue() >= PROPOSED)
                        .map(Map.Entry::getKey)
                        .findFirst());
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
