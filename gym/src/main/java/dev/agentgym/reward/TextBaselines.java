package dev.agentgym.reward;

import dev.agentgym.text.Embedder;
import dev.agentgym.text.Tokens;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What a reward has to beat: how alike the agent's words are to those of conversations that ended well. Immutable.
///
/// Three measures of the nearest such conversation: the cosine of word counts weighted by how rare the words are
/// (TF-IDF), that of the embeddings of the first 1,500 characters, and the share of common words. Where
/// conversations that ended badly are given too, each measure also stands with the nearest of those taken off.
public final class TextBaselines {

    /// What follows says little more of the meaning, and takes most of the time.
    private static final int FIRST = 1_500;

    private final Embedder embedder;
    private final Map<String, Integer> documents;
    private final int size;

    private TextBaselines(Embedder embedder, Map<String, Integer> documents, int size) {
        this.embedder = embedder;
        this.documents = documents;
        this.size = size;
    }

    /// With the rarity of words as these conversations have it.
    public static TextBaselines of(List<Conversation> traces, Embedder embedder) {
        Map<String, Integer> documents = new TreeMap<>();
        traces.forEach(conversation ->
                Tokens.contentStems(words(conversation)).forEach(stem -> documents.merge(stem, 1, Integer::sum)));
        return new TextBaselines(embedder, documents, traces.size());
    }

    /// The agent's words of a conversation, analysed. Immutable.
    public static final class Analysed {
        private final Map<String, Double> vector;
        private final float[] meaning;

        private Analysed(Map<String, Double> vector, float[] meaning) {
            this.vector = vector;
            this.meaning = meaning;
        }
    }

    /// Analyses what the agent says in a conversation.
    public Analysed analyse(Conversation conversation) {
        String text = words(conversation);
        Map<String, Double> vector = new TreeMap<>();
        Tokens.of(text).stream()
                .filter(token -> !token.stop())
                .forEach(token -> vector.merge(token.stem(), 1.0, Double::sum));
        vector.replaceAll((stem, count) ->
                (1 + Math.log(count)) * Math.log((1.0 + size) / (1.0 + documents.getOrDefault(stem, 0))));
        double norm = Math.sqrt(
                vector.values().stream().mapToDouble(value -> value * value).sum());
        vector.replaceAll((stem, value) -> norm == 0 ? 0 : value / norm);
        return new Analysed(vector, embedder.embed(text.substring(0, Math.min(FIRST, text.length()))));
    }

    private static String words(Conversation conversation) {
        return conversation.messages().stream()
                .filter(message -> message instanceof Message.Assistant)
                .map(Message::text)
                .filter(text -> !text.isBlank())
                .collect(Collectors.joining("\n"));
    }

    /// The measures by name.
    public static Map<String, Double> measures(Analysed one, List<Analysed> good, List<Analysed> bad) {
        Map<String, Double> measures = new LinkedHashMap<>();
        put("tf_idf", measures, tfIdf(one, good), tfIdf(one, bad), bad);
        put("embedding", measures, meaning(one, good), meaning(one, bad), bad);
        put("common_words", measures, common(one, good), common(one, bad), bad);
        return measures;
    }

    private static void put(
            String name, Map<String, Double> measures, double toGood, double toBad, List<Analysed> bad) {
        measures.put(name, toGood);
        if (!bad.isEmpty()) {
            measures.put(name + "_difference", toGood - toBad);
        }
    }

    private static double tfIdf(Analysed one, List<Analysed> others) {
        return others.stream()
                .mapToDouble(other -> one.vector.entrySet().stream()
                        .mapToDouble(word -> word.getValue() * other.vector.getOrDefault(word.getKey(), 0.0))
                        .sum())
                .max()
                .orElse(0);
    }

    private static double meaning(Analysed one, List<Analysed> others) {
        return others.stream()
                .mapToDouble(other -> Embedder.cosine(one.meaning, other.meaning))
                .max()
                .orElse(0);
    }

    private static double common(Analysed one, List<Analysed> others) {
        return others.stream()
                .mapToDouble(other -> Tokens.jaccard(one.vector.keySet(), other.vector.keySet()))
                .max()
                .orElse(0);
    }
}
