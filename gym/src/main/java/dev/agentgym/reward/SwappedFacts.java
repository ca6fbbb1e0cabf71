package dev.agentgym.reward;

import dev.agentgym.text.Fact;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds two facts that changed places: `from Boston to Denver` against `from Denver to Boston`. What a fact is
/// there for is told by the preposition before it.
final class SwappedFacts {

    private static final Pattern ROLE =
            Pattern.compile("\\b(from|to|before|after|by|until|for|with|instead of)(?: the| my| your| our)? ?$");
    private static final int LOOK_BACK = 20;

    private SwappedFacts() {}

    static Optional<Finding> find(Passage reference, Passage response) {
        List<Fact> facts = reference.facts().all();
        for (int i = 0; i < facts.size(); i++) {
            for (Fact other : facts.subList(i + 1, facts.size())) {
                if (swapped(facts.get(i), other, reference, response)) {
                    return Optional.of(finding(facts.get(i), other));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean swapped(Fact one, Fact other, Passage reference, Passage response) {
        String role = role(reference, one);
        String otherRole = role(reference, other);
        boolean distinct = !role.isEmpty() && !otherRole.isEmpty() && !role.equals(otherRole);
        return distinct && one.rivals(other) && plays(response, one, otherRole) && plays(response, other, role);
    }

    private static Finding finding(Fact one, Fact other) {
        return new Finding(
                0,
                FactAgreement.CONTRADICTED,
                "Contradicted: " + one.surface() + " and " + other.surface()
                        + " changed places; the total is multiplied by " + FactAgreement.CONTRADICTED + ".");
    }

    private static boolean plays(Passage text, Fact fact, String role) {
        List<Fact> same = text.facts().all().stream().filter(fact::agreesWith).toList();
        return !same.isEmpty()
                && same.stream().allMatch(found -> role(text, found).equals(role));
    }

    private static String role(Passage text, Fact fact) {
        int from = Math.max(0, fact.start() - LOOK_BACK);
        Matcher role = ROLE.matcher(text.text().substring(from, fact.start()).toLowerCase(Locale.ROOT));
        return role.find() ? role.group(1) : "";
    }
}
