package dev.agentgym.world;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Parts that the answers to several calls show under the same label. One tree learns from all of these calls: what
/// one of them changes, the others show.
final class SharedParts {

    /// More examples are not looked at.
    private static final int MOST = 2000;

    private final Map<String, List<ContextExample>> examples = new TreeMap<>();
    private final Map<String, SortedSet<String>> calls = new TreeMap<>();

    SharedParts(Collection<List<ContextExample>> groups) {
        groups.forEach(group -> group.forEach(this::add));
        examples.keySet()
                .removeIf(part -> calls.getOrDefault(part, new TreeSet<>()).size() < 2);
    }

    private void add(ContextExample example) {
        if (!example.isError() && example.answer().isTextual()) {
            for (String part : example.parts().values().keySet()) {
                List<ContextExample> some = examples.computeIfAbsent(part, any -> new ArrayList<>());
                if (AnswerParts.isLabel(part) && some.size() < MOST) {
                    some.add(example);
                    calls.computeIfAbsent(part, any -> new TreeSet<>())
                            .add(example.call().name());
                }
            }
        }
    }

    /// The trees that do not know the conversations of each fold, and last those that know all.
    List<Map<String, List<ContextParts.Trained>>> byFold(int folds) {
        List<Map<String, List<ContextParts.Trained>>> all = new ArrayList<>();
        for (int fold = 0; fold <= folds; fold++) {
            all.add(new TreeMap<>());
        }
        examples.forEach((part, some) -> {
            ContextTree.Columns columns = ContextExample.columns(some);
            for (int fold = 0; fold <= folds; fold++) {
                BitSet seen = ContextLearning.outside(fold, some);
                if (!seen.isEmpty()) {
                    all.get(fold).put(part, ContextParts.learn(some, part, columns, seen));
                }
            }
        });
        return all;
    }
}
