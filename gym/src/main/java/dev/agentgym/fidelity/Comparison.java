package dev.agentgym.fidelity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.program.Values;
import java.util.List;

/// A mocked answer beside the true one. Immutable.
///
/// @param expected what the real tool said, without what nobody can foretell, in the mocked tools' names
/// @param got what the mocked tool said, without what nobody can foretell
/// @param sameClass whether both accept or both refuse
/// @param right whether both say the same
/// @param f1 how many of the fields are the same, from 0 to 1; see [Score#f1]
public record Comparison(JsonNode expected, JsonNode got, boolean sameClass, boolean right, double f1) {

    static Comparison of(JsonNode expected, JsonNode got, boolean sameClass) {
        boolean right = sameClass && Values.equal(expected, got);
        return new Comparison(expected, got, sameClass, right, right ? 1 : sameClass ? Leaves.f1(expected, got) : 0);
    }

    /// The fields in which the two differ, in words; a list that only one has is not taken apart.
    public List<Difference> differences() {
        return Leaves.differences(expected, got);
    }
}
