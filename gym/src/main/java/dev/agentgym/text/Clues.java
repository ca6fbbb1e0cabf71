package dev.agentgym.text;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Puts together the words of which each match of a pattern has at least one in it. Stateless.
///
/// Apart from the rules that use it, so that no class of theirs has to be ready before another one is.
final class Clues {

    private static final int DIGITS = 10;

    private Clues() {}

    /// Each digit with an ending behind it.
    static List<String> afterDigits(String... endings) {
        return Stream.of(endings)
                .flatMap(ending -> IntStream.range(0, DIGITS).mapToObj(digit -> digit + ending))
                .toList();
    }

    /// All of both lists.
    static List<String> either(List<String> one, List<String> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }
}
