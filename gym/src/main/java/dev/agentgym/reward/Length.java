package dev.agentgym.reward;

import dev.agentgym.text.Tokens;
import java.util.Optional;

/// Whether the reply is about as long as it should be: between a third and three times the expected one, or at most
/// [#MOST_WORDS] words when none is expected.
final class Length implements RewardPart {

    private static final int MOST_WORDS = 250;
    private static final int SLACK = 10; // words that short replies may differ by
    private static final double TIMES = 3;

    @Override
    public String name() {
        return "length";
    }

    @Override
    public Optional<Finding> examine(Evidence evidence) {
        int words = Tokens.of(evidence.response().text()).size();
        double most =
                evidence.reference().map(text -> TIMES * count(text) + SLACK).orElse((double) MOST_WORDS);
        double fewest =
                evidence.reference().map(text -> (count(text) - SLACK) / TIMES).orElse(1.0);
        double value = words > most ? most / words : words < fewest ? words / fewest : 1;
        String range = Math.max(1, Math.round(fewest)) + " to " + Math.round(most) + " are sane.";
        return Optional.of(Finding.of(value, words + " words; " + range));
    }

    private static double count(Passage text) {
        return Tokens.of(text.text()).size();
    }
}
