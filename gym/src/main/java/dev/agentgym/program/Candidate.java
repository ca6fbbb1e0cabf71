package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/// A program with its values in the scopes of a [Scene] and its description length in bits.
record Candidate(Program program, List<JsonNode> values, int bits) {

    /// The candidates with the values of some scopes only, or of one scope several times.
    static List<Candidate> at(List<Candidate> candidates, List<Integer> scopes) {
        return candidates.stream()
                .map(all -> new Candidate(
                        all.program, scopes.stream().map(all.values::get).toList(), all.bits))
                .toList();
    }

    JsonNode value(int example) {
        return values.get(example);
    }

    boolean isKnown(int example) {
        return !values.get(example).isMissingNode();
    }

    /// In how many scopes it has a value.
    int known() {
        return (int) values.stream().filter(value -> !value.isMissingNode()).count();
    }

    /// The same value wherever it has one.
    boolean isConstant() {
        return values.stream()
                        .filter(value -> !value.isMissingNode())
                        .distinct()
                        .limit(2)
                        .count()
                < 2;
    }
}
