package dev.agentgym.world;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.IntStream;

/// Trees for the parts of an answer, in the order of the answer. Immutable.
///
/// @param trees from the part's name; a part that lists segments has a tree for each of them
record ContextParts(SequencedMap<String, List<Trained>> trees) {

    /// One tree.
    ///
    /// @param values what its labels stand for; empty for a segment that is not there
    /// @param tree gives a label
    /// @param segment whether it is about one segment of a list
    /// @param kept says when no tree is asked
    record Trained(List<String> values, ContextTree tree, boolean segment, Optional<Kept> kept) {

        /// The same, where the part stays as it was shown.
        ///
        /// @param name the part's name
        Trained kept(String name, ContextCommon common) {
            String changed = segment ? KeptParts.segment(name, named()) : name;
            return new Trained(values, tree, segment, common.kept(name, changed));
        }

        /// The segment that the tree is about.
        private String named() {
            return values.stream().filter(value -> !value.isEmpty()).findFirst().orElse("");
        }

        /// What the part shows; what stays as it was shown is sure.
        private Shown shown(ContextMemory memory, ContextCall call) {
            return asShown(memory, call).map(text -> new Shown(text, 1)).orElseGet(() -> {
                ContextTree.Leaf leaf = tree.leaf(memory, call);
                return new Shown(values.get(leaf.label()), leaf.confidence());
            });
        }

        private String segmentOf(String shown) {
            return AnswerParts.split(shown).contains(named()) ? named() : "";
        }

        /// The part as it was shown, if nothing has changed it since.
        private Optional<String> asShown(ContextMemory memory, ContextCall call) {
            return kept.flatMap(some -> memory.kept(some.part, some.changers, call))
                    .map(shown -> segment ? segmentOf(shown) : shown);
        }
    }

    /// A part that stays as it was shown until one of some calls is made.
    record Kept(String part, Set<String> changers) {}

    /// Learns one part.
    ///
    /// @param of the examples to learn from
    static List<Trained> learn(List<ContextExample> examples, String part, ContextTree.Columns columns, BitSet of) {
        List<String> shown = examples.stream().map(each -> each.part(part)).toList();
        Map<ContextQuestion.Test, BitSet> begun = begun(examples, part);
        boolean listed =
                of.stream().anyMatch(i -> AnswerParts.split(shown.get(i)).size() > 1);
        if (!listed) {
            return List.of(trained(columns.after(begun), shown, of, false));
        }
        List<Trained> trained = new ArrayList<>();
        for (String segment : SegmentOrder.of(of.stream().mapToObj(shown::get).toList())) {
            List<String> there = shown.stream()
                    .map(each -> AnswerParts.split(each).contains(segment) ? segment : "")
                    .toList();
            trained.add(trained(columns.after(begun), there, of, true));
            begun.put(beside(KeptParts.segment(part, segment), segment), holds(there));
        }
        return List.copyOf(trained);
    }

    private static BitSet holds(List<String> texts) {
        BitSet holds = new BitSet();
        IntStream.range(0, texts.size()).filter(i -> !texts.get(i).isEmpty()).forEach(holds::set);
        return holds;
    }

    /// What stands before a part in each of the answers.
    private static Map<ContextQuestion.Test, BitSet> begun(List<ContextExample> examples, String part) {
        Map<ContextQuestion.Test, BitSet> begun = new LinkedHashMap<>();
        for (int i = 0; i < examples.size(); i++) {
            for (Map.Entry<String, String> before :
                    examples.get(i).parts().values().entrySet()) {
                if (before.getKey().equals(part)) {
                    break;
                }
                begun.computeIfAbsent(beside(before.getKey(), before.getValue()), any -> new BitSet())
                        .set(i);
            }
        }
        begun.values().removeIf(holds -> holds.cardinality() == examples.size());
        return begun;
    }

    private static ContextQuestion.Test beside(String part, String value) {
        return new ContextQuestion.Test(new ContextQuestion.Beside(part), value);
    }

    static Trained trained(ContextTree.Columns columns, List<String> texts, BitSet of, boolean segment) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        texts.forEach(text -> numbers.putIfAbsent(text, numbers.size()));
        int[] labels = texts.stream().mapToInt(numbers::get).toArray();
        return new Trained(
                List.copyOf(numbers.keySet()),
                ContextTree.learn(columns, labels, numbers.size(), of),
                segment,
                Optional.empty());
    }

    /// What the parts show in the state that a session is in.
    ///
    /// @param sure how sure the least sure leaf is
    Values values(ContextMemory memory, ContextCall call, double sure) {
        Map<String, String> values = new LinkedHashMap<>();
        double least = sure;
        ContextCall begun = call;
        for (Map.Entry<String, List<Trained>> part : trees.entrySet()) {
            List<String> shown = new ArrayList<>();
            for (Trained trained : part.getValue()) {
                Shown value = trained.shown(memory, begun);
                least = Math.min(least, value.sure);
                if (!trained.segment) {
                    shown.add(value.text);
                } else if (!value.text.isEmpty()) {
                    shown.add(value.text);
                    begun = begun.with(KeptParts.segment(part.getKey(), value.text), value.text);
                }
            }
            String whole = String.join(AnswerParts.SEPARATOR, shown);
            begun = begun.with(part.getKey(), whole);
            values.put(part.getKey(), whole);
        }
        return new Values(values, least);
    }

    /// What one tree makes of its part.
    private record Shown(String text, double sure) {}

    /// The parts' values, and how sure the least sure of them is.
    record Values(Map<String, String> values, double sure) {}
}
