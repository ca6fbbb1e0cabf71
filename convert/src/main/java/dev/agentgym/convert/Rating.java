package dev.agentgym.convert;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/// One rating as a customer gave it.
///
/// @param score its number; the mean where the log holds several in one field (`3,4,3`), 1 and 0 for words
/// @param words whether it was given as a word such as `good`
record Rating(double score, boolean words) {

    /// Reads a rating; empty for anything that is none, such as a blank field.
    static Optional<Rating> read(String raw) {
        String text = raw.strip().toLowerCase(Locale.ROOT);
        return switch (text) {
            case "" -> Optional.empty();
            case "good", "satisfied", "yes", "true", "thumbs_up", "positive" -> Optional.of(new Rating(1, true));
            case "bad", "unsatisfied", "dissatisfied", "no", "false", "thumbs_down", "negative" ->
                Optional.of(new Rating(0, true));
            default -> numbers(text);
        };
    }

    private static Optional<Rating> numbers(String text) {
        String plain = text.replaceFirst("\\s*(/|of|out of)\\s*\\d+$", "").replaceFirst("%$", "");
        if (plain.length() > 200 || !plain.matches("-?\\d+(\\.\\d+)?(\\s*[,;|]\\s*-?\\d+(\\.\\d+)?)*")) {
            return Optional.empty();
        }
        OptionalDouble mean = Arrays.stream(plain.split("[,;|]", -1))
                .mapToDouble(part -> Double.parseDouble(part.strip()))
                .average();
        return mean.stream().mapToObj(score -> new Rating(score, false)).findFirst();
    }

    /// The scales that ratings are given on, told apart by the largest and smallest one seen. For one thread.
    static final class Scale {

        private double smallest = Double.POSITIVE_INFINITY;
        private double largest = Double.NEGATIVE_INFINITY;
        private boolean words = true;

        void saw(Rating rating) {
            smallest = Math.min(smallest, rating.score());
            largest = Math.max(largest, rating.score());
            words &= rating.words();
        }

        /// `good/bad`, or the narrowest usual range that holds every rating seen.
        String name() {
            if (words) {
                return "good/bad";
            }
            if (largest <= 1) {
                return "0-1";
            }
            if (largest <= 5) {
                return smallest < 1 ? "0-5" : "1-5";
            }
            return largest <= 10 ? "0-10" : "0-100";
        }
    }
}
