package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.Set;

/// What a refusal names that its call does not.
public final class Mentions {

    private static final int LONGEST = 200;

    private Mentions() {}

    /// The ids in the words of a refusal, in their order, without those that are arguments of the call.
    public static Set<String> of(JsonNode refusal, JsonNode arguments) {
        Set<String> mentioned = all(refusal);
        mentioned.removeIf(token -> !RefusalWords.isId(token));
        mentioned.removeAll(leaves(arguments));
        return mentioned;
    }

    /// All words, numbers and ids that a refusal says.
    static Set<String> all(JsonNode refusal) {
        Set<String> said = new LinkedHashSet<>();
        leaves(refusal).forEach(text -> said.addAll(RefusalWords.tokens(text)));
        return said;
    }

    private static Set<String> leaves(JsonNode value) {
        Set<String> leaves = new LinkedHashSet<>();
        collect(value, leaves);
        return leaves;
    }

    private static void collect(JsonNode value, Set<String> leaves) {
        if (value.isContainerNode() && leaves.size() < LONGEST) {
            value.forEach(part -> collect(part, leaves));
        } else if (value.isValueNode() && !value.isNull()) {
            leaves.add(value.asText());
        }
    }
}
