package dev.agentgym.world;

import java.util.Optional;

/// An id that ends in a number, such as `T-11004`. Immutable.
///
/// @param prefix what stands before the number
/// @param width how many digits the number has, those that lead with zero among them
record NumberedId(String prefix, long number, int width) {

    /// So that the number fits into a `long`.
    private static final int MOST_DIGITS = 18;

    static Optional<NumberedId> of(String id) {
        int width = 0;
        while (width < Math.min(MOST_DIGITS, id.length()) && isDigit(id.charAt(id.length() - width - 1))) {
            width++;
        }
        int start = id.length() - width;
        return width == 0
                ? Optional.empty()
                : Optional.of(new NumberedId(id.substring(0, start), Long.parseLong(id.substring(start)), width));
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    /// The id after this one.
    String next() {
        String next = Long.toString(number + 1);
        return prefix + "0".repeat(Math.max(0, width - next.length())) + next;
    }
}
