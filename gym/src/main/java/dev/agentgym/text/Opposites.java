package dev.agentgym.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The lexicon of words that rule each other out. Immutable.
final class Opposites {

    /// A word's place in the lexicon.
    ///
    /// @param group the group's name
    /// @param side which alternative, from 0
    /// @param sides how many alternatives the group has
    /// @param deniable whether the second side is a negation of the first
    /// @param negation whether the word denies what the first side affirms
    record Membership(String group, int side, int sides, boolean deniable, boolean negation) {

        /// The side that is meant when the word is denied: the other one of two, none of many.
        int denied() {
            return sides == 2 ? 1 - side : -1;
        }
    }

    private static final Map<String, List<Membership>> WORDS = read();

    private Opposites() {}

    /// The memberships of a stem, or of several stems joined by `_`.
    static List<Membership> of(String stem) {
        return WORDS.getOrDefault(stem, List.of());
    }

    private static Map<String, List<Membership>> read() {
        Map<String, List<Membership>> words = new LinkedHashMap<>();
        for (String line : Lexicon.lines("opposites.txt")) {
            int colon = line.indexOf(':');
            String name = line.substring(0, colon);
            String[] sides = line.substring(colon + 1).split("\\|", -1);
            for (int side = 0; side < sides.length; side++) {
                boolean deniable = name.endsWith("!");
                var member = new Membership(name.replace("!", ""), side, sides.length, deniable, deniable && side == 1);
                for (String word : sides[side].strip().split("\\s+", -1)) {
                    List<Membership> known = words.computeIfAbsent(stems(word), key -> new ArrayList<>());
                    if (!known.contains(member)) {
                        known.add(member);
                    }
                }
            }
        }
        return words;
    }

    private static String stems(String word) {
        return Stream.of(word.split("[_-]", -1)).map(Stems::of).collect(Collectors.joining("_"));
    }
}
