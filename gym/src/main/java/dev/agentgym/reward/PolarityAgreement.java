package dev.agentgym.reward;

import dev.agentgym.text.Clause;
import dev.agentgym.text.Embedder;
import dev.agentgym.text.Polarity;
import dev.agentgym.text.Tokens;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Whether the reply affirms what the expected one affirms and denies what it denies.
///
/// Every clause of the expected reply is laid beside the clause of the reply that is nearest in words and meaning.
/// Two of them conflict when they take different sides among opposites (`approved`, `declined`), or when they speak
/// of the same things and only one is negated. The worst conflict counts, by how sure it is; a sure one is fatal
/// and cuts the total.
final class PolarityAgreement implements RewardPart {

    static final double FLIPPED = 0.2;
    private static final int MOST_CLAUSES = 40;
    private static final double SAME_TOPIC = 0.45;

    /// How sure it is that two clauses say opposite things.
    private record Conflict(double certainty, String evidence) {
        static final Conflict NONE = new Conflict(0, "The reply affirms and denies what the expected one does.");
    }

    @Override
    public String name() {
        return "polarity";
    }

    @Override
    public Optional<Finding> examine(Evidence evidence) {
        return evidence.reference().map(reference -> {
            Conflict worst = worst(reference, evidence.response(), evidence.embedder());
            double gate = 1 - (1 - FLIPPED) * worst.certainty();
            String cut = gate < 1 ? String.format(Locale.ROOT, "; the total is multiplied by %.2f.", gate) : "";
            return new Finding(1 - worst.certainty(), gate, worst.evidence() + cut);
        });
    }

    private static Conflict worst(Passage reference, Passage response, Embedder embedder) {
        Conflict worst = answers(reference, response);
        List<Clause> said = head(response.clauses());
        for (Clause expected : head(reference.clauses())) {
            boolean possible = said.stream().anyMatch(clause -> differ(expected, clause));
            Conflict conflict = possible ? conflict(expected, said, embedder) : Conflict.NONE;
            worst = conflict.certainty() > worst.certainty() ? conflict : worst;
        }
        return worst;
    }

    private static List<Clause> head(List<Clause> clauses) {
        return clauses.subList(0, Math.min(MOST_CLAUSES, clauses.size()));
    }

    private static Conflict answers(Passage reference, Passage response) {
        Optional<Boolean> expected = Polarity.answer(reference.text());
        Optional<Boolean> given = Polarity.answer(response.text());
        boolean differ = expected.isPresent() && given.isPresent() && !expected.equals(given);
        return differ
                ? new Conflict(
                        0.9, "The expected reply says " + (expected.get() ? "yes" : "no") + ", this one the opposite")
                : Conflict.NONE;
    }

    private static Conflict conflict(Clause expected, List<Clause> said, Embedder embedder) {
        Conflict nearest = Conflict.NONE;
        double best = 0;
        for (Clause clause : said) {
            double shared = Tokens.overlap(expected.stems(), clause.stems());
            double cosine = Embedder.cosine(embedder.embed(expected.text()), embedder.embed(clause.text()));
            double nearness = (shared + cosine) / 2;
            if (nearness > best) {
                best = nearness;
                nearest = compare(expected, clause, shared, cosine);
            }
        }
        return nearest;
    }

    /// Whether two clauses could conflict at all; where none does, nothing needs to be embedded.
    private static boolean differ(Clause expected, Clause said) {
        return expected.negated() != said.negated()
                || expected.stances().entrySet().stream().anyMatch(stance -> {
                    Integer side = said.stances().get(stance.getKey());
                    return side != null && !side.equals(stance.getValue());
                });
    }

    private static Conflict compare(Clause expected, Clause said, double shared, double cosine) {
        if (Math.max(cosine, shared) < SAME_TOPIC) {
            return Conflict.NONE;
        }
        String evidence = "\"" + said.text() + "\" is the opposite of \"" + expected.text() + "\"";
        boolean settled = false;
        for (Map.Entry<String, Integer> stance : expected.stances().entrySet()) {
            Integer side = said.stances().get(stance.getKey());
            if (side != null && !side.equals(stance.getValue())) {
                return new Conflict(Math.min(1, 0.6 + 0.4 * Math.max(cosine, shared)), evidence);
            }
            settled |= side != null
                    && (expected.denials().contains(stance.getKey())
                            || said.denials().contains(stance.getKey()));
        }
        if (settled || expected.negated() == said.negated()) {
            return Conflict.NONE;
        }
        double alike = (shared + Tokens.jaccard(expected.stems(), said.stems())) / 2;
        double certainty = Math.clamp(2.5 * ((alike + cosine) / 2 - 0.5), 0, 1);
        return new Conflict(certainty, evidence);
    }
}
