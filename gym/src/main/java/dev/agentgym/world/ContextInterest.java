package dev.agentgym.world;

import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Which parts of answers are ever asked for, so that no session remembers the others. Immutable.
///
/// @param parts names of parts; empty for all there are
/// @param fields the same without the calls that they belong to
record ContextInterest(Optional<Set<String>> parts, Set<String> fields) {

    /// Everything, as long as it is not known what will be asked.
    static final ContextInterest EVERYTHING = new ContextInterest(Optional.empty(), Set.of());

    /// What these trees ask for, and these parts.
    static ContextInterest of(Collection<ContextTree> trees, Collection<String> kept) {
        Set<String> parts = new HashSet<>(kept);
        trees.forEach(tree -> collect(tree, parts));
        Set<String> fields = new HashSet<>(parts);
        for (String part : parts) {
            for (int at = part.indexOf(ContextMemory.OF); at >= 0; at = part.indexOf(ContextMemory.OF, at + 1)) {
                fields.add(part.substring(at + ContextMemory.OF.length()));
            }
        }
        return new ContextInterest(Optional.of(parts), fields);
    }

    private static void collect(ContextTree tree, Set<String> parts) {
        if (tree instanceof ContextTree.Branch(ContextQuestion.Test test, ContextTree yes, ContextTree no)) {
            switch (test.question()) {
                case ContextQuestion.Value(String part) -> parts.add(part);
                case ContextQuestion.Fresh(String part) -> parts.add(part);
                case ContextQuestion.Segment(String part, String _) -> parts.add(part);
                case ContextQuestion.Times _,
                        ContextQuestion.Since _,
                        ContextQuestion.Asked _,
                        ContextQuestion.Written _,
                        ContextQuestion.Beside _,
                        ContextQuestion.Last _ -> {}
            }
            collect(yes, parts);
            collect(no, parts);
        }
    }

    /// Whether a part is asked for.
    boolean has(String part) {
        return parts.isEmpty() || parts.get().contains(part);
    }

    /// Whether a part of this name is asked for, of any call or of all.
    boolean hasField(String field) {
        return parts.isEmpty() || fields.contains(field);
    }
}
