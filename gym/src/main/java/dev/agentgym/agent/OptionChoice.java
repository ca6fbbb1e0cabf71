package dev.agentgym.agent;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Which of a few values an argument takes, by the words of the customer: naive Bayes over the words that stand in
/// what they said, each counted once, and as if two more cases of every option had gone as all do. Filled by one
/// thread, then safe to share.
final class OptionChoice {

    /// What was said longer ago is about something else.
    private static final int MESSAGES = 8;

    /// Cases that every option is taken to have had beside its own, which went as all cases do.
    private static final double PRIOR = 2;

    private static final Pattern WORDS = Pattern.compile("[^\\p{L}']+");

    private final Map<String, Option> options = new TreeMap<>();
    private final Map<String, Integer> words = new LinkedHashMap<>();
    private int all;

    /// A value, how often it was taken, and in how many of these cases each word stood.
    private static final class Option {
        private final JsonNode value;
        private final Map<String, Integer> words = new LinkedHashMap<>();
        private int count;

        Option(JsonNode value) {
            this.value = value;
        }

        double log(String word, double usual) {
            return Math.log((words.getOrDefault(word, 0) + PRIOR * usual) / (count + PRIOR));
        }
    }

    /// @param said what the customer said in lower case, the latest first
    void learn(JsonNode value, List<String> said) {
        Option option = options.computeIfAbsent(value.toString(), any -> new Option(value));
        option.count++;
        all++;
        for (String word : words(said)) {
            option.words.merge(word, 1, Integer::sum);
            words.merge(word, 1, Integer::sum);
        }
    }

    /// The likeliest value; empty where none was learned.
    ///
    /// @param said what the customer said in lower case, the latest first
    Optional<JsonNode> of(List<String> said) {
        Set<String> heard = words(said);
        heard.retainAll(words.keySet());
        Optional<JsonNode> best = Optional.empty();
        double most = Double.NEGATIVE_INFINITY;
        for (Option option : options.values()) {
            double score = Math.log((double) option.count / all)
                    + heard.stream()
                            .mapToDouble(word -> option.log(word, (double) words.getOrDefault(word, 0) / all))
                            .sum();
            if (score > most) {
                most = score;
                best = Optional.of(option.value);
            }
        }
        return best;
    }

    private static Set<String> words(List<String> said) {
        List<String> all = new ArrayList<>();
        said.stream().limit(MESSAGES).forEach(text -> all.addAll(List.of(WORDS.split(text, -1))));
        all.removeIf(String::isEmpty);
        return new LinkedHashSet<>(all);
    }
}
