package dev.agentgym.reward;

import dev.agentgym.text.Fact;
import dev.agentgym.text.FactKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Whether the reply states the amounts, dates, codes, names and numbers of the expected one, and no others in
/// their place.
///
/// A fact of the expected reply is present, missing, or contradicted: missing, while another fact of the same sort
/// stands there that was not expected. A contradiction is fatal and cuts the total; what is merely left out costs
/// its share; facts that nobody mentioned before cost a little each.
final class FactAgreement implements RewardPart {

    static final double CONTRADICTED = 0.3;
    static final double LEFT_OUT = 0.45;
    private static final double INVENTED = 0.15;
    private static final double SOFT_WEIGHT = 0.5;

    @Override
    public String name() {
        return "facts";
    }

    @Override
    public Optional<Finding> examine(Evidence evidence) {
        return evidence.reference()
                .filter(reference -> !reference.facts().all().isEmpty()
                        || !evidence.response().facts().all().isEmpty())
                .map(reference -> compare(evidence, reference));
    }

    private static Finding compare(Evidence evidence, Passage reference) {
        List<Fact> expected = reference.facts().all();
        List<Fact> missing = absent(expected, evidence.response());
        List<Fact> extra = new ArrayList<>(absent(evidence.response().facts().all(), reference));
        Map<Fact, Fact> contradicted = contradictions(missing, extra, evidence);
        extra.removeAll(contradicted.values());
        long invented = extra.stream().filter(fact -> !evidence.isKnown(fact)).count();
        double missed = expected.isEmpty() ? 0 : weight(missing) / weight(expected);
        double value = Math.clamp(1 - missed - INVENTED * invented, 0, 1);
        Optional<Finding> swapped =
                contradicted.isEmpty() ? SwappedFacts.find(reference, evidence.response()) : Optional.empty();
        if (swapped.isPresent()) {
            return swapped.get();
        }
        double gate = contradicted.isEmpty() ? 1 - (1 - LEFT_OUT) * missed : CONTRADICTED;
        return new Finding(value, gate, sentence(expected, missing, contradicted, invented, gate));
    }

    /// The facts that the other text does not state; a name counts as stated in any spelling of its letters.
    private static List<Fact> absent(List<Fact> facts, Passage other) {
        String lower = other.text().toLowerCase(Locale.ROOT);
        return facts.stream()
                .filter(fact -> !other.facts().confirm(fact))
                .filter(fact -> fact.kind() != FactKind.NAME
                        || !holdsWord(lower, fact.readings().getFirst()))
                .toList();
    }

    private static boolean holdsWord(String text, String word) {
        int at = text.indexOf(word);
        while (at >= 0) {
            int end = at + word.length();
            boolean left = at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
            if (left && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end)))) {
                return true;
            }
            at = text.indexOf(word, at + 1);
        }
        return false;
    }

    private static Map<Fact, Fact> contradictions(List<Fact> missing, List<Fact> extra, Evidence evidence) {
        Map<Fact, Fact> found = new LinkedHashMap<>();
        for (Fact fact : missing) {
            extra.stream()
                    .filter(other -> !found.containsValue(other))
                    .filter(fact::rivals)
                    .filter(other -> !excused(other, evidence))
                    .findFirst()
                    .ifPresent(other -> found.put(fact, other));
        }
        return found;
    }

    /// An identifier or name that the conversation mentions may stand beside the expected one.
    private static boolean excused(Fact fact, Evidence evidence) {
        return switch (fact.kind()) {
            case NAME, CODE, NUMBER, ADDRESS -> evidence.isKnown(fact);
            case MONEY, PERCENTAGE, DURATION, QUANTITY, DATE, TIME -> false;
        };
    }

    private static double weight(List<Fact> facts) {
        return facts.stream()
                .mapToDouble(fact -> isSoft(fact) ? SOFT_WEIGHT : 1)
                .sum();
    }

    /// Names and a single piece are often left out, and that something is free is said in many ways.
    private static boolean isSoft(Fact fact) {
        return switch (fact.kind()) {
            case NAME -> true;
            case MONEY -> fact.readings().contains("0");
            case NUMBER -> fact.readings().contains("1");
            case PERCENTAGE, DURATION, QUANTITY, DATE, TIME, CODE, ADDRESS -> false;
        };
    }

    private static String sentence(
            List<Fact> expected, List<Fact> missing, Map<Fact, Fact> contradicted, long invented, double gate) {
        if (!contradicted.isEmpty()) {
            return contradicted.entrySet().stream()
                            .map(pair -> pair.getValue().kind().label() + " "
                                    + pair.getValue().surface() + " stands where "
                                    + pair.getKey().surface() + " was expected")
                            .collect(Collectors.joining("; ", "Contradicted: ", ""))
                    + cut(gate);
        }
        if (!missing.isEmpty()) {
            return missing.stream().map(Fact::surface).distinct().collect(Collectors.joining(", ", "Not said: ", ""))
                    + cut(gate);
        }
        return invented > 0
                ? invented + " facts that nobody expected or mentioned before."
                : expected.isEmpty()
                        ? "No facts were expected."
                        : "All " + expected.size() + " expected facts are there.";
    }

    private static String cut(double gate) {
        return String.format(Locale.ROOT, "; the total is multiplied by %.2f.", gate);
    }
}
