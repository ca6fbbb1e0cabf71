package dev.agentgym.world;

import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Learns how calls that many conversations make depend on what was called before.
final class ContextLearning {

    /// Fewer conversations show too little of what an answer depends on.
    private static final int FEWEST = 4;

    private static final int FOLDS = 4;

    private final List<List<Observation>> conversations;

    ContextLearning(List<List<Observation>> conversations) {
        this.conversations = conversations;
    }

    ContextModel model() {
        Set<String> repeated = repeated();
        ContextCalls calls = new ContextCalls(repeated, ContextChangers.of(conversations, repeated));
        SequencedMap<CallKey, List<ContextExample>> examples = new ContextExamples(calls, conversations).byCall();
        List<ContextCommon> common = common(calls, examples.values());
        SequencedMap<CallKey, ContextModel.Learned> groups = new LinkedHashMap<>();
        examples.forEach((call, own) -> groups.put(call, learn(own, common)));
        return new ContextModel(calls, groups);
    }

    /// What the conversations outside each fold show, and last what all do.
    private List<ContextCommon> common(ContextCalls calls, Collection<List<ContextExample>> examples) {
        List<Map<String, List<ContextParts.Trained>>> trees = new SharedParts(examples).byFold(FOLDS);
        KeptParts kept = new KeptParts(calls, conversations);
        return IntStream.rangeClosed(0, FOLDS)
                .mapToObj(fold -> new ContextCommon(trees.get(fold), kept.changers(fold)))
                .toList();
    }

    private Set<String> repeated() {
        Map<String, Set<Integer>> makers = new TreeMap<>();
        for (int i = 0; i < conversations.size(); i++) {
            for (Observation seen : conversations.get(i)) {
                makers.computeIfAbsent(ContextCalls.exact(seen.tool(), seen.arguments()), any -> new TreeSet<>())
                        .add(i);
            }
        }
        return makers.entrySet().stream()
                .filter(call -> call.getValue().size() >= FEWEST)
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// Learns in the way that answers most calls of conversations that were held out.
    private static ContextModel.Learned learn(List<ContextExample> examples, List<ContextCommon> common) {
        ContextTree.Columns columns = ContextExample.columns(examples);
        ContextGroup.Way best = ContextGroup.Way.WHOLE;
        ContextCalibration calibration = new ContextCalibration();
        for (ContextGroup.Way way : ContextGroup.Way.values()) {
            ContextCalibration checked = check(examples, columns, way, common);
            if (checked.share() > calibration.share()) {
                calibration = checked;
                best = way;
            }
        }
        boolean varied = examples.stream().map(ContextExample::label).distinct().count() > 1;
        return new ContextModel.Learned(
                ContextGroup.learn(examples, columns, outside(FOLDS, examples), best, common.getLast()),
                calibration,
                varied);
    }

    /// Whether a conversation is not of a fold.
    static boolean isOutside(int fold, int conversation) {
        return conversation % FOLDS != fold;
    }

    /// The examples that are not of a fold.
    static BitSet outside(int fold, List<ContextExample> examples) {
        BitSet outside = new BitSet();
        for (int i = 0; i < examples.size(); i++) {
            outside.set(i, isOutside(fold, examples.get(i).conversation()));
        }
        return outside;
    }

    private static ContextCalibration check(
            List<ContextExample> examples,
            ContextTree.Columns columns,
            ContextGroup.Way way,
            List<ContextCommon> common) {
        ContextCalibration counted = new ContextCalibration();
        for (int fold = 0; fold < FOLDS; fold++) {
            BitSet seen = outside(fold, examples);
            if (!seen.isEmpty()) {
                ContextGroup group = ContextGroup.learn(examples, columns, seen, way, common.get(fold));
                for (int i = seen.nextClearBit(0); i < examples.size(); i = seen.nextClearBit(i + 1)) {
                    check(group, examples.get(i), counted);
                }
            }
        }
        return counted;
    }

    /// Only what was really asked counts.
    private static void check(ContextGroup group, ContextExample held, ContextCalibration counted) {
        if (!held.later()) {
            ContextGroup.Guess guess = group.guess(held.before(), held.call());
            String label = ContextExample.label(guess.answer(), guess.isError());
            counted.count(guess.sure(), held.label().equals(label));
        }
    }
}
