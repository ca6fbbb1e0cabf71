package dev.agentgym.reward;

import dev.agentgym.text.Fact;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Whether the reply's amounts, dates, codes and names stand somewhere before it: in what the customer said, in the
/// tools' answers, or in the expected reply. What stands nowhere is taken for invented. Applies when there is a
/// conversation and the reply states facts.
final class Grounding implements RewardPart {

    private static final int SMALL_NUMBER = 12;

    @Override
    public String name() {
        return "grounding";
    }

    @Override
    public Optional<Finding> examine(Evidence evidence) {
        List<Fact> facts = evidence.response().facts().all().stream()
                .filter(Grounding::checkable)
                .toList();
        return evidence.outOfContext() || facts.isEmpty() ? Optional.empty() : Optional.of(compare(facts, evidence));
    }

    private static Finding compare(List<Fact> facts, Evidence evidence) {
        List<Fact> invented = facts.stream()
                .filter(fact -> !evidence.isKnown(fact))
                .filter(fact -> evidence.reference()
                        .filter(text -> text.facts().confirm(fact))
                        .isEmpty())
                .toList();
        return invented.isEmpty()
                ? Finding.good("All " + facts.size() + " facts of the reply were said before.")
                : Finding.of(
                        1 - (double) invented.size() / facts.size(),
                        invented.stream()
                                .map(Fact::surface)
                                .distinct()
                                .collect(Collectors.joining(", ", "Stands nowhere before the reply: ", ".")));
    }

    /// Days counted from now and small plain numbers come up without a source.
    private static boolean checkable(Fact fact) {
        String reading = fact.readings().getFirst();
        return switch (fact.kind()) {
            case DATE -> reading.indexOf('-') >= 0;
            case NUMBER -> reading.length() > 2 || Double.parseDouble(reading) > SMALL_NUMBER;
            case MONEY, PERCENTAGE, DURATION, QUANTITY, TIME, CODE, ADDRESS, NAME -> true;
        };
    }
}
