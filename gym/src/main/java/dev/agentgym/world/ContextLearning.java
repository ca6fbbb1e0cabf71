package dev.agentgym.world;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

    /// More examples than these are not looked at.
    private static final int MOST = 400;

    private static final int FOLDS = 4;

    private final List<List<Observation>> conversations;

    ContextLearning(List<List<Observation>> conversations) {
        this.conversations = conversations;
    }

    ContextModel model() {
        Set<String> repeated = repeated();
        ContextCalls calls = new ContextCalls(repeated, ContextChangers.of(conversations, repeated));
        SequencedMap<CallKey, ContextModel.Learned> groups = new LinkedHashMap<>();
        Map<String, CallKey> keys = new HashMap<>();
        Map<String, List<ContextExample>> examples = examples(calls, keys);
        List<ContextCommon> common = common(calls, examples.values());
        examples.forEach((call, own) -> groups.put(Objects.requireNonNull(keys.get(call)), learn(own, common)));
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

    /// @param keys is given the key of each call by its name
    private Map<String, List<ContextExample>> examples(ContextCalls calls, Map<String, CallKey> keys) {
        Map<String, List<ContextExample>> groups = new TreeMap<>();
        for (int i = 0; i < conversations.size(); i++) {
            ContextMemory memory = new ContextMemory(calls, ContextInterest.EVERYTHING);
            for (Observation seen : conversations.get(i)) {
                CallKey key = CallKey.exact(seen.tool(), seen.arguments());
                String call = ContextCalls.exact(key);
                if (calls.repeated().contains(call)) {
                    keys.put(call, key);
                    List<ContextExample> group = groups.computeIfAbsent(call, any -> new ArrayList<>());
                    if (group.size() < MOST) {
                        group.add(ContextExample.of(
                                ContextCall.of(call, seen.arguments()), i, seen, memory.copy(), false));
                    }
                }
                memory.observe(seen.tool(), seen.arguments(), seen.result(), seen.isError());
            }
            later(calls, i, groups);
        }
        return groups;
    }

    /// What a call would have shown had it been made later, as long as nothing had changed.
    private void later(ContextCalls calls, int number, Map<String, List<ContextExample>> groups) {
        List<Observation> conversation = conversations.get(number);
        List<String> names = conversation.stream()
                .map(seen -> calls.name(seen.tool(), seen.arguments()))
                .toList();
        int start = 0;
        for (int end = 0; end <= names.size(); end++) {
            if (end == names.size() || calls.changers().contains(names.get(end))) {
                for (int shown = start; shown < end - 1; shown++) {
                    String call = names.get(shown);
                    List<ContextExample> group = groups.getOrDefault(call, List.of());
                    boolean moved = !names.get(end - 1).equals(call) && !names.subList(shown + 1, end).contains(call);
                    if (moved && !group.isEmpty() && group.size() < MOST && !calls.changers().contains(call)) {
                        Observation seen = conversation.get(shown);
                        group.add(ContextExample.of(ContextCall.of(call, seen.arguments()), number, seen, without(calls, conversation.subList(0, end), names, call), true));
                    }
                }
                start = end + 1;
            }
        }
    }

    private static ContextMemory without(ContextCalls calls, List<Observation> told, List<String> names, String call) {
        ContextMemory memory = new ContextMemory(calls, ContextInterest.EVERYTHING);
        for (int i = 0; i < told.size(); i++) {
            if (!names.get(i).equals(call)) {
                Observation seen = told.get(i);
                memory.observe(seen.tool(), seen.arguments(), seen.result(), seen.isError());
            }
        }
        return memory;
    }

    /// Learns in the way that answers most calls of conversations that were held out.
    private static ContextModel.Learned learn(
            List<ContextExample> examples, List<ContextCommon> common) {
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
                    ContextExample held = examples.get(i);
                    if (held.later()) {
                        continue;
                    }
                    ContextGroup.Guess guess = group.guess(held.before(), held.call());
                    String label = ContextExample.label(guess.answer(), guess.isError());
                    counted.count(guess.sure(), held.label().equals(label));
                }
            }
        }
        return counted;
    }
}
