package dev.agentgym.task;

import dev.agentgym.text.Fact;
import dev.agentgym.text.Facts;
import dev.agentgym.text.Sentences;
import dev.agentgym.text.Tokens;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Exchange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Finds the sentence in which a customer says what they came for. Immutable.
///
/// Greetings, thanks and moods are words that customers use whatever they want; the words of a goal go with some
/// tools and not with others. So of the first sentences the one counts whose words tell most about the tools that
/// the agent called then, over all logs.
final class Goals {

    private static final Pattern SMALL_TALK = Pattern.compile(
            "^\\W*(?:(?:hi|hello|hey|hiya|dear|good (?:morning|afternoon|evening|day)|greetings|howdy|thanks?|thank you|cheers|please|there|team|all|everyone|support|sir|madam|so much|a lot|again|in advance|very|much|for your help|yes|no|ok|okay|sure|alright)\\b\\W*)+$",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern GREETING = Pattern.compile(
            "^\\W*(?:hi|hello|hey|hiya|dear|good (?:morning|afternoon|evening|day)|greetings|howdy)\\b(?: (?:there|team|all|everyone|support|sir|madam|folks|guys))?\\s*[,.!:;-]+\\s*",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern WANT = Pattern.compile(
            "\\?|\\b(?:want|need|like|can|could|would|how|why|when|where|what|help|please|looking|trying|have to|wish)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final int LOOKED_AT = 3;
    private static final int RARE = 3;
    private static final int TELLING_WORDS = 3;
    private static final double WANTS = 0.15;
    private static final double CARRIES_VALUE = 0.3;

    private final Map<String, Double> telling;

    private Goals(Map<String, Double> telling) {
        this.telling = telling;
    }

    /// Learns from all logs which words tell what a customer came for.
    static Goals of(List<Conversation> traces) {
        Map<String, Map<String, Integer>> toolsByStem = new TreeMap<>();
        Map<String, Integer> tools = new TreeMap<>();
        for (Conversation conversation : traces) {
            Set<String> called = called(conversation);
            called.forEach(tool -> tools.merge(tool, 1, Integer::sum));
            for (String stem : openingStems(conversation)) {
                Map<String, Integer> counts = toolsByStem.computeIfAbsent(stem, unseen -> new TreeMap<>());
                counts.merge("", 1, Integer::sum);
                called.forEach(tool -> counts.merge(tool, 1, Integer::sum));
            }
        }
        Map<String, Double> telling = new LinkedHashMap<>();
        toolsByStem.forEach((stem, counts) -> telling.put(stem, weight(counts, tools, traces.size())));
        return new Goals(telling);
    }

    /// What the customer of a conversation came for; no sentence and message -1 where they say nothing.
    Goal goal(Conversation conversation) {
        List<Turn> turns = Turn.of(conversation.messages());
        Goal best = new Goal("", -1);
        double most = Double.NEGATIVE_INFINITY;
        for (Turn turn : turns.subList(0, Math.min(LOOKED_AT, turns.size()))) {
            for (String sentence : Sentences.of(turn.text())) {
                double score = score(sentence) - later(turn, turns);
                if (score > most) {
                    most = score;
                    best = new Goal(bare(sentence), turn.message());
                }
            }
        }
        return best;
    }

    /// Who spoke of it before means what they said first.
    private static double later(Turn turn, List<Turn> turns) {
        return turn.message() == turns.getFirst().message() ? 0 : WANTS;
    }

    private double score(String sentence) {
        if (SMALL_TALK.matcher(sentence).matches()) {
            return -1;
        }
        double words = stems(withoutValues(sentence))
                .map(stem -> telling.getOrDefault(stem, 0.0))
                .sorted(Comparator.reverseOrder())
                .limit(TELLING_WORDS)
                .mapToDouble(Double::doubleValue)
                .sum();
        double value = sentence.equals(withoutValues(sentence)) ? 0 : CARRIES_VALUE;
        return words - value + (WANT.matcher(sentence).find() ? WANTS : 0);
    }

    /// How much more often than always the tools were called where the word was said: a difference of shares, of
    /// the tool that shows it most, drawn towards none for a rare word.
    private static double weight(Map<String, Integer> counts, Map<String, Integer> tools, int conversations) {
        double with = counts.getOrDefault("", 0);
        double most = 0;
        for (Map.Entry<String, Integer> tool : tools.entrySet()) {
            double always = (double) tool.getValue() / conversations;
            double then = counts.getOrDefault(tool.getKey(), 0) / with;
            most = Math.max(most, then - always);
        }
        return most * with / (with + RARE);
    }

    private static Set<String> called(Conversation conversation) {
        Set<String> names = new LinkedHashSet<>();
        for (Exchange exchange : conversation.exchanges()) {
            names.add(exchange.call().name());
        }
        return names;
    }

    private static Set<String> openingStems(Conversation conversation) {
        List<String> stems = new ArrayList<>();
        Turn.of(conversation.messages()).stream()
                .limit(2)
                .forEach(turn -> stems(turn.text()).forEach(stems::add));
        return new LinkedHashSet<>(stems);
    }

    /// Without the greeting before it.
    private static String bare(String sentence) {
        String bare = GREETING.matcher(sentence).replaceFirst("").strip();
        return bare.isEmpty() ? sentence : bare;
    }

    private static String withoutValues(String sentence) {
        String rest = sentence;
        if (rest.chars().noneMatch(each -> each == '@' || Character.isDigit(each))) {
            return rest;
        }
        for (Fact fact : Facts.of(sentence).all()) {
            rest = switch (fact.kind()) {
                case ADDRESS, CODE -> rest.replace(fact.surface(), " ");
                case MONEY, PERCENTAGE, DURATION, QUANTITY, DATE, TIME, NUMBER, NAME -> rest;
            };
        }
        return rest;
    }

    /// Words that carry content; a word with a digit is somebody's value.
    static Stream<String> stems(String text) {
        return Tokens.contentStems(text).stream().filter(stem -> stem.chars().noneMatch(Character::isDigit));
    }
}
