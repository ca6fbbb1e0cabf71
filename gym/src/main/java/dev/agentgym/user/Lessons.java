package dev.agentgym.user;

import dev.agentgym.text.Tokens;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// Finds logged turns by what the agent had said before them: cosine over the words' weights, where rare words
/// weigh more and the last message of several most. Immutable but for a memory of questions and of words; safe to
/// share.
final class Lessons {

    private static final int NEAREST = 15;
    private static final int REMEMBERED = 20_000;
    private static final double EARLIER = 0.3;
    private static final int MOST_MESSAGES = 3;

    private final List<Lesson> lessons;
    private final Map<String, Double> rarity = new LinkedHashMap<>();
    private final Map<String, List<Posting>> postings = new LinkedHashMap<>();
    private final ConcurrentMap<String, List<Near>> memory = new ConcurrentHashMap<>();
    private final ConcurrentMap<List<String>, Map<String, Double>> vectors = new ConcurrentHashMap<>();

    private record Posting(int lesson, double weight) {}

    /// A lesson and how much alike the agent's words are, in [0, 1].
    record Near(Lesson lesson, double similarity) {}

    Lessons(List<Lesson> all) {
        this.lessons =
                all.stream().filter(lesson -> !lesson.turn().cue().isEmpty()).toList();
        Map<String, Integer> counts = new TreeMap<>();
        for (Lesson lesson : lessons) {
            stems(lesson.turn().cue()).keySet().forEach(stem -> counts.merge(stem, 1, Integer::sum));
        }
        counts.forEach((stem, count) -> rarity.put(stem, Math.log(1 + lessons.size() / (double) count)));
        for (int i = 0; i < lessons.size(); i++) {
            int lesson = i;
            vector(lessons.get(i).turn().cue())
                    .forEach((stem, weight) -> postings.computeIfAbsent(stem, unseen -> new ArrayList<>())
                            .add(new Posting(lesson, weight)));
        }
    }

    /// The logged turns after the most similar words, the nearest first; of equals those that come first in the
    /// logs.
    List<Near> nearest(List<String> cue) {
        String key = String.join("\n", cue);
        List<Near> known = memory.get(key);
        if (known != null) {
            return known;
        }
        List<Near> found = search(cue);
        if (memory.size() < REMEMBERED) {
            memory.put(key, found);
        }
        return found;
    }

    /// How much alike what an agent says is to what was said before a logged turn, in [0, 1].
    double similarity(List<String> cue, Lesson lesson) {
        Map<String, Double> one = remembered(cue);
        Map<String, Double> other = remembered(lesson.turn().cue());
        double product = 0;
        for (Map.Entry<String, Double> each : one.entrySet()) {
            product += each.getValue() * other.getOrDefault(each.getKey(), 0.0);
        }
        return product;
    }

    private List<Near> search(List<String> cue) {
        double[] products = new double[lessons.size()];
        vector(cue).forEach((stem, weight) -> {
            for (Posting posting : postings.getOrDefault(stem, List.of())) {
                products[posting.lesson()] += weight * posting.weight();
            }
        });
        List<Near> near = new ArrayList<>();
        for (int i = 0; i < products.length; i++) {
            if (products[i] > 0) {
                near.add(new Near(lessons.get(i), Math.min(1, products[i])));
            }
        }
        near.sort(Comparator.comparingDouble(Near::similarity).reversed());
        return List.copyOf(near.subList(0, Math.min(NEAREST, near.size())));
    }

    /// A unit vector; nobody may change it.
    private Map<String, Double> remembered(List<String> cue) {
        Map<String, Double> known = vectors.get(cue);
        if (known != null) {
            return known;
        }
        Map<String, Double> vector = vector(cue);
        if (vectors.size() < REMEMBERED) {
            vectors.put(List.copyOf(cue), vector);
        }
        return vector;
    }

    /// A unit vector.
    private Map<String, Double> vector(List<String> cue) {
        Map<String, Double> vector = new LinkedHashMap<>();
        double unseen = Math.log(1 + lessons.size());
        stems(cue).forEach((stem, weight) -> vector.put(stem, weight * rarity.getOrDefault(stem, unseen)));
        double length = Math.sqrt(
                vector.values().stream().mapToDouble(value -> value * value).sum());
        vector.replaceAll((stem, weight) -> weight / length);
        return vector;
    }

    private static Map<String, Double> stems(List<String> cue) {
        Map<String, Double> stems = new LinkedHashMap<>();
        double weight = 1;
        for (String message : cue.reversed().subList(0, Math.min(cue.size(), MOST_MESSAGES))) {
            for (String stem : Tokens.contentStems(message)) {
                if (stem.chars().noneMatch(Character::isDigit)) {
                    stems.putIfAbsent(stem, weight);
                }
            }
            if (message.contains("?")) {
                stems.putIfAbsent("?", weight);
            }
            weight = EARLIER;
        }
        return stems;
    }
}
