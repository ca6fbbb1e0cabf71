package dev.agentgym.reward;

import dev.agentgym.text.Embedder;
import dev.agentgym.text.MiniLmEmbedder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// Prints the tables of `docs/results/reward-pairs.md`; runs only when asked for with `-Dagentgym.measure=true`.
@EnabledIfSystemProperty(named = "agentgym.measure", matches = "true")
class RewardPairsReport {

    private final RewardFunction reward = RewardFunction.standard();
    private final Embedder embedder = MiniLmEmbedder.shared();

    @Test
    void print_the_tables() {
        Map<String, List<Pair>> sets = new LinkedHashMap<>();
        sets.put("Written by hand, tuning half", HandWrittenPairs.tuning());
        sets.put("Written by hand, held-out half", HandWrittenPairs.heldOut());
        sets.put("Made by rule from built-in texts", RuleMadePairs.from(RewardRankingTest.builtIn(), 1_000, 5));
        if (LoggedReplies.present()) {
            sets.put("Made by rule from logged replies", RuleMadePairs.from(LoggedReplies.read(3), 1_000, 11));
        }
        sets.forEach(this::print);
        printSpeed();
    }

    private void print(String title, List<Pair> pairs) {
        Ranking judged = Ranking.of(
                pairs, (pair, answer) -> reward.judge(pair.judged(answer)).total());
        Ranking scored = Ranking.of(pairs, (pair, answer) -> reward.score(answer, pair.reference()));
        Ranking cosine = Ranking.of(
                pairs, (pair, answer) -> Embedder.cosine(embedder.embed(answer), embedder.embed(pair.reference())));
        System.out.printf(
                "%n## %s%n%n| kind | judge, with the question | score, without | plain cosine |%n|---|---|---|---|%n",
                title);
        judged.kinds()
                .forEach((kind, tally) -> System.out.printf(
                        "| %s | %s | %s | %s |%n",
                        kind,
                        tally.interval(),
                        scored.kinds().getOrDefault(kind, tally).interval(),
                        cosine.kinds().getOrDefault(kind, tally).interval()));
        System.out.printf(
                "| **all** | **%s** | **%s** | **%s** |%n%n",
                judged.total().interval(),
                scored.total().interval(),
                cosine.total().interval());
        judged.failures()
                .forEach(pair -> System.out.printf(
                        "- %s: expected \"%s\", right \"%s\", wrong \"%s\"%n",
                        pair.kind(), pair.reference(), pair.right(), pair.wrong()));
    }

    private void printSpeed() {
        List<String> texts = HandWrittenPairs.all().stream()
                .map(pair -> pair.question() + " " + pair.reference() + " (once more)")
                .toList();
        long start = System.nanoTime();
        embedder.embedAll(texts);
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf("%n%d texts embedded in %.2f s = %.0f/s%n", texts.size(), seconds, texts.size() / seconds);
    }
}
