package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.trace.Json;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// What was answered to a call, and what the session had been told before. Not changed once it is made.
///
/// @param later whether the session was told more before: the call might as well have been made then
/// @param label the answer as text
/// @param parts the answer taken apart
record ContextExample(
        ContextCall call,
        int conversation,
        JsonNode answer,
        boolean isError,
        ContextMemory before,
        boolean later,
        String label,
        AnswerParts parts) {

    static ContextExample of(
            ContextCall call, int conversation, Observation seen, ContextMemory before, boolean later) {
        return new ContextExample(
                call,
                conversation,
                seen.result(),
                seen.isError(),
                before,
                later,
                label(seen.result(), seen.isError()),
                AnswerParts.of(seen.result()));
    }

    static String label(JsonNode answer, boolean isError) {
        return isError + " " + Json.canonical(answer);
    }

    /// What the answer has in common with others of the same parts.
    String shape() {
        return isError ? label : parts.shape();
    }

    /// The value of one part of the answer; empty where it has none.
    String part(String name) {
        return parts.values().getOrDefault(name, "");
    }

    /// Every test that tells some of the examples from others, those of the call's own last answer first.
    static ContextTree.Columns columns(List<ContextExample> examples) {
        Map<ContextQuestion.Test, BitSet> all = new LinkedHashMap<>();
        for (int i = 0; i < examples.size(); i++) {
            int row = i;
            ContextExample example = examples.get(i);
            example.before.questions(
                    example.call,
                    (question, value) -> all.computeIfAbsent(
                                    new ContextQuestion.Test(question, value), any -> new BitSet())
                            .set(row));
        }
        BitSet asked = new BitSet();
        IntStream.range(0, examples.size()).filter(i -> !examples.get(i).later).forEach(asked::set);
        Map<BitSet, ContextQuestion.Test> distinct = new LinkedHashMap<>();
        all.forEach((test, holds) -> {
            int many = holds.cardinality();
            if (many > 1 && many < examples.size()) {
                distinct.merge(
                        holds,
                        test,
                        (a, b) -> b.question().rank() < a.question().rank() ? b : a);
            }
        });
        List<Map.Entry<BitSet, ContextQuestion.Test>> sorted = new ArrayList<>(distinct.entrySet());
        sorted.sort(Comparator.comparingInt(entry -> entry.getValue().question().rank()));
        return new ContextTree.Columns(
                sorted.stream().map(Map.Entry::getValue).toList(),
                sorted.stream().map(Map.Entry::getKey).toList(),
                asked);
    }
}
