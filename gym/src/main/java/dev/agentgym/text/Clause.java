package dev.agentgym.text;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// One statement of a text and whether it is affirmed or denied. Immutable.
///
/// @param text as it stands there
/// @param negated whether an odd number of negations is in it: `not approved` and `declined` are negated, `not
/// declined` is not
/// @param stems the distinct stems of its content words, in order
/// @param stances for each group of opposites that it takes a side in, which one
/// @param denials the groups of those sides that a negation or a negative word decided
public record Clause(
        String text, boolean negated, Set<String> stems, Map<String, Integer> stances, Set<String> denials) {

    /// Copies sets and map, keeping their order.
    public Clause {
        stems = Collections.unmodifiableSet(new LinkedHashSet<>(stems));
        stances = Collections.unmodifiableMap(new LinkedHashMap<>(stances));
        denials = Collections.unmodifiableSet(new LinkedHashSet<>(denials));
    }
}
