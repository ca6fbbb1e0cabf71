package dev.agentgym.world;

import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Learns the pattern of ids from examples. Mutable, for one thread.
///
/// A pattern that the last examples had to widen will be widened by the next ones, too: it is told only when at
/// least as many different texts have confirmed it as it took to find it.
final class PatternSketch {

    private static final int FEWEST = 20;
    private static final int MOST_REMEMBERED = 500;
    private static final int LONGEST = 80;

    private final TreeSet<String> different = new TreeSet<>();
    private final Growth runs = new Growth();
    private final Growth mixture = new Growth();
    private boolean prose;

    /// A shape and how many different texts there were when its pattern last became wider.
    private static final class Growth {
        private @Nullable TextShape shape;
        private int widenedAt;

        private void add(TextShape fresh, int texts) {
            TextShape before = shape;
            TextShape after = before == null ? fresh : before.merged(fresh);
            if (after.equals(before)) {
                return;
            }
            if (before == null || !after.pattern().equals(before.pattern())) {
                widenedAt = texts;
            }
            shape = after;
        }

        private Optional<String> pattern(int texts) {
            TextShape known = shape;
            boolean steady = texts >= FEWEST && texts >= 2 * widenedAt;
            return known == null || !steady ? Optional.empty() : known.pattern();
        }
    }

    void add(String text) {
        prose |= text.isEmpty() || text.length() > LONGEST || text.chars().anyMatch(Character::isWhitespace);
        if (prose || different.contains(text)) {
            return;
        }
        if (different.size() < MOST_REMEMBERED) {
            different.add(text);
        }
        runs.add(TextShape.Runs.of(text), different.size());
        mixture.add(TextShape.Mixture.of(text), different.size());
    }

    /// Takes in all that another sketch has seen.
    void absorb(PatternSketch other) {
        prose |= other.prose;
        other.different.forEach(this::add);
        absorb(runs, other.runs);
        absorb(mixture, other.mixture);
    }

    private void absorb(Growth mine, Growth others) {
        TextShape shape = others.shape;
        if (shape != null) {
            mine.add(shape, different.size());
        }
    }

    /// The pattern that all texts keep, anchored at both ends; empty where there is none, or too little evidence.
    Optional<String> pattern() {
        return prose ? Optional.empty() : runs.pattern(different.size()).or(() -> mixture.pattern(different.size()));
    }
}
