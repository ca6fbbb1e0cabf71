package dev.agentgym.reward;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.text.Tokens;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.ToolCall;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.StreamSupport;

/// How alike calls and values are, in [0, 1]: 1 where they mean the same, a share where parts of them do.
/// Stateless.
///
/// Letter case, white space and the form of numbers do not matter (`5`, `5.0` and `"5"` are one), nor does the
/// order in lists. Two long texts mean the same when they share most of their words.
final class Likeness {

    static final double SAME = 1 - 1e-9;
    private static final int LONG_TEXT = 5;
    private static final double SHARED_WORDS = 0.5;

    private Likeness() {}

    /// Of two calls: 0 for different tools, else the share of the arguments that agree.
    static double of(ToolCall one, ToolCall other) {
        return one.name().equals(other.name()) ? of(one.arguments(), other.arguments()) : 0;
    }

    /// How alike each of some calls is to each of others, for [Assignment].
    static double[][] of(List<ToolCall> some, List<ToolCall> others) {
        double[][] likeness = new double[some.size()][others.size()];
        for (int i = 0; i < some.size(); i++) {
            for (int j = 0; j < others.size(); j++) {
                likeness[i][j] = of(some.get(i), others.get(j));
            }
        }
        return likeness;
    }

    static double of(JsonNode one, JsonNode other) {
        if (one instanceof ObjectNode first && other instanceof ObjectNode second) {
            return ofObjects(first, second);
        }
        if (one.isArray() && other.isArray()) {
            return ofLists(one, other);
        }
        return plain(one).equals(plain(other)) || sayTheSame(one, other) ? 1 : 0;
    }

    private static double ofObjects(ObjectNode one, ObjectNode other) {
        Set<String> names = new LinkedHashSet<>();
        one.fieldNames().forEachRemaining(names::add);
        other.fieldNames().forEachRemaining(names::add);
        return names.stream()
                .mapToDouble(name -> one.has(name) && other.has(name) ? of(one.get(name), other.get(name)) : 0)
                .average()
                .orElse(1);
    }

    private static double ofLists(JsonNode one, JsonNode other) {
        int longer = Math.max(one.size(), other.size());
        if (longer == 0) {
            return 1;
        }
        List<JsonNode> second = StreamSupport.stream(other.spliterator(), false).toList();
        double[][] likeness = StreamSupport.stream(one.spliterator(), false)
                .map(element -> second.stream()
                        .mapToDouble(candidate -> of(element, candidate))
                        .toArray())
                .toArray(double[][]::new);
        return Assignment.sum(likeness) / longer;
    }

    private static String plain(JsonNode value) {
        return value.isTextual()
                ? value.textValue().strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT)
                : Json.canonical(value);
    }

    private static boolean sayTheSame(JsonNode one, JsonNode other) {
        if (!one.isTextual() || !other.isTextual()) {
            return false;
        }
        Set<String> first = Tokens.contentStems(one.textValue());
        Set<String> second = Tokens.contentStems(other.textValue());
        return Math.min(first.size(), second.size()) >= LONG_TEXT && Tokens.jaccard(first, second) >= SHARED_WORDS;
    }
}
