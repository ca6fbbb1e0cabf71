package dev.agentgym.reward;

import dev.agentgym.text.Tokens;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Whether the reply repeats itself, or says again what the agent said before.
final class Repetition implements RewardPart {

    private static final double SAME_REPLY = 0.9;
    private static final double SAID_BEFORE = 0.3;
    private static final int FEWEST_STEMS = 3;
    private static final int MANY_SENTENCES = 3;
    private static final double REPEATED_HALF = 0.5;

    @Override
    public String name() {
        return "repetition";
    }

    @Override
    public Optional<Finding> examine(Evidence evidence) {
        Passage response = evidence.response();
        Optional<String> earlier = evidence.earlierReplies().stream()
                .filter(reply -> repeats(response, reply))
                .findFirst();
        if (earlier.isPresent()
                && evidence.reference()
                        .filter(text -> repeats(text, earlier.get()))
                        .isEmpty()) {
            return Optional.of(Finding.of(SAID_BEFORE, "The agent said the same before: \"" + earlier.get() + "\"."));
        }
        return Optional.of(within(response.sentences()));
    }

    private static boolean repeats(Passage text, String earlier) {
        return text.stems().size() >= FEWEST_STEMS
                && Tokens.jaccard(text.stems(), Tokens.contentStems(earlier)) >= SAME_REPLY;
    }

    private static Finding within(List<String> sentences) {
        Set<String> distinct = new LinkedHashSet<>();
        sentences.forEach(sentence -> distinct.add(sentence.toLowerCase(Locale.ROOT)));
        double fresh = sentences.isEmpty() ? 1 : (double) distinct.size() / sentences.size();
        if (fresh == 1) {
            return Finding.good("Nothing is said twice.");
        }
        String evidence = sentences.size() - distinct.size() + " of " + sentences.size() + " sentences are said again.";
        boolean babbles = sentences.size() >= MANY_SENTENCES && fresh <= REPEATED_HALF;
        return new Finding(fresh, babbles ? Math.max(REPEATED_HALF, fresh) : 1, evidence);
    }
}
