package dev.agentgym.reward;

import dev.agentgym.text.Embedder;
import dev.agentgym.text.Synonyms;
import dev.agentgym.text.Token;
import dev.agentgym.text.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// Whether a reply that repeats the expected one nearly word for word has a key word exchanged.
///
/// A paraphrase differs from the expected reply in most places, a near-copy in one: there the word that differs is
/// what matters. Both are aligned by their longest common sequence of words; where at least [#NEAR_COPY] of the
/// words agree, every gap with other content words on both sides is an exchange, unless the two phrases mean the
/// same by their embeddings.
final class Wording implements RewardPart {

    static final double EXCHANGED = 0.4;
    private static final double NEAR_COPY = 0.7;
    private static final double DIFFERENT = 0.44;
    private static final double SYNONYMS = 0.58;
    private static final int MOST_WORDS = 400;

    /// Words in the same place of both texts that differ.
    private record Gap(List<Token> expected, List<Token> said) {
        /// One phrase stands for another only if both are about as long.
        boolean changesContent() {
            long before = content(expected);
            long after = content(said);
            return before > 0 && after > 0 && Math.max(before, after) <= 3 && Math.abs(before - after) <= 1;
        }

        private static long content(List<Token> tokens) {
            return tokens.stream().filter(token -> !token.stop()).count();
        }

        boolean hasSynonyms() {
            return expected.stream()
                    .filter(token -> !token.stop())
                    .allMatch(token -> said.stream().anyMatch(other -> Synonyms.same(token.stem(), other.stem())));
        }
    }

    @Override
    public String name() {
        return "wording";
    }

    @Override
    public Optional<Finding> examine(Evidence evidence) {
        return evidence.reference().map(reference -> {
            List<Token> expected = head(Tokens.of(reference.text()));
            List<Token> said = head(Tokens.of(evidence.response().text()));
            Finding worst = Finding.good("No key word of the expected reply was exchanged.");
            for (Gap gap : gaps(expected, said)) {
                Finding found = judge(gap, evidence.embedder());
                worst = found.value() < worst.value() ? found : worst;
            }
            return worst;
        });
    }

    private static Finding judge(Gap gap, Embedder embedder) {
        String was = phrase(gap.expected());
        String now = phrase(gap.said());
        // In a frame, single words are told apart better than alone.
        double cosine = Embedder.cosine(embedder.embed("the word " + was), embedder.embed("the word " + now));
        double same = gap.hasSynonyms() ? 1 : Math.clamp((cosine - DIFFERENT) / (SYNONYMS - DIFFERENT), 0, 1);
        double gate = EXCHANGED + (1 - EXCHANGED) * same;
        return new Finding(
                same,
                gate,
                String.format(
                        Locale.ROOT,
                        "A near-copy of the expected reply says \"%s\" instead of \"%s\"; the total is multiplied by %.2f.",
                        now,
                        was,
                        gate));
    }

    private static List<Token> head(List<Token> tokens) {
        return tokens.subList(0, Math.min(MOST_WORDS, tokens.size()));
    }

    private static String phrase(List<Token> tokens) {
        return tokens.stream().filter(token -> !token.stop()).map(Token::text).collect(Collectors.joining(" "));
    }

    /// The exchanges between two near-copies; none when the texts differ in more than a few places.
    private static List<Gap> gaps(List<Token> expected, List<Token> said) {
        int[][] common = common(expected, said);
        int longest = Math.max(expected.size(), said.size());
        if (longest == 0 || common[0][0] < NEAR_COPY * longest) {
            return List.of();
        }
        List<Gap> gaps = new ArrayList<>();
        int i = 0;
        int j = 0;
        int fromI = 0;
        int fromJ = 0;
        while (i < expected.size() && j < said.size()) {
            if (same(expected.get(i), said.get(j))) {
                gaps.add(new Gap(expected.subList(fromI, i), said.subList(fromJ, j)));
                fromI = ++i;
                fromJ = ++j;
            } else if (common[i + 1][j] >= common[i][j + 1]) {
                i++;
            } else {
                j++;
            }
        }
        gaps.add(new Gap(expected.subList(fromI, expected.size()), said.subList(fromJ, said.size())));
        return gaps.stream().filter(Gap::changesContent).toList();
    }

    /// Length of the longest common sequence of the words from each pair of places on.
    private static int[][] common(List<Token> expected, List<Token> said) {
        int[][] length = new int[expected.size() + 1][said.size() + 1];
        for (int i = expected.size() - 1; i >= 0; i--) {
            for (int j = said.size() - 1; j >= 0; j--) {
                length[i][j] = same(expected.get(i), said.get(j))
                        ? length[i + 1][j + 1] + 1
                        : Math.max(length[i + 1][j], length[i][j + 1]);
            }
        }
        return length;
    }

    private static boolean same(Token one, Token other) {
        return one.stem().equals(other.stem());
    }
}
