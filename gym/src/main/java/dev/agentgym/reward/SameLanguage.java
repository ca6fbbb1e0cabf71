package dev.agentgym.reward;

import dev.agentgym.text.Language;
import java.util.Optional;

/// Whether the reply is in the language of the expected one or, without one, of the customer. Applies when both can
/// be told.
final class SameLanguage implements RewardPart {

    private static final double FOREIGN = 0.5;

    @Override
    public String name() {
        return "language";
    }

    @Override
    public Optional<Finding> examine(Evidence evidence) {
        Optional<String> wanted =
                evidence.reference().or(evidence::question).map(Passage::text).flatMap(Language::of);
        Optional<String> spoken = Language.of(evidence.response().text());
        return wanted.flatMap(expected -> spoken.map(given -> compare(expected, given)));
    }

    private static Finding compare(String expected, String given) {
        return expected.equals(given)
                ? Finding.good("The language is the customer's (" + given + ").")
                : new Finding(
                        0,
                        FOREIGN,
                        "The reply is in " + given + ", expected was " + expected + "; the total is multiplied by "
                                + FOREIGN + ".");
    }
}
