package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.Deque;

/// Tells values that a search can afford to look into from those that it skips: logs hold lists of megabytes.
final class Extent {

    /// Nodes of one value; an order with fifty items has about a thousand.
    private static final int MOST_NODES = 5_000;

    private static final int LONGEST_TEXT = 20_000;
    private static final int DEEPEST = 60;

    private Extent() {}

    private record Level(JsonNode node, int depth) {}

    static boolean isSmall(JsonNode value) {
        if (value.isTextual()) {
            return value.textValue().length() <= LONGEST_TEXT;
        }
        return !value.isContainerNode() || isSmallTree(value);
    }

    static JsonNode smallOrMissing(JsonNode value) {
        return isSmall(value) ? value : Evaluation.MISSING;
    }

    private static boolean isSmallTree(JsonNode value) {
        Deque<Level> open = new ArrayDeque<>();
        open.add(new Level(value, 0));
        int seen = 0;
        while (!open.isEmpty()) {
            Level level = open.removeLast();
            seen += 1 + level.node.size();
            if (seen > MOST_NODES || level.depth > DEEPEST || isLong(level.node)) {
                return false;
            }
            level.node.forEach(child -> open.add(new Level(child, level.depth + 1)));
        }
        return true;
    }

    private static boolean isLong(JsonNode node) {
        return node.isTextual() && node.textValue().length() > LONGEST_TEXT;
    }
}
