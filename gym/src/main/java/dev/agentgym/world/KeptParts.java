package dev.agentgym.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Which calls change which part of the answers, so that a part stays as it was last shown until one of them comes.
///
/// A label in a text means the same in the answers of all calls; every other part belongs to its own call. Each
/// segment of a part that lists segments changes for itself. Mutable while it reads.
final class KeptParts {

    /// More pairs of showings are not looked at.
    private static final int MOST = 2000;

    private final ContextCalls calls;
    private final Map<String, List<Pair>> pairs = new TreeMap<>();

    /// What a part showed twice with no showing between.
    ///
    /// @param between the calls after the first showing, with the one that showed it again
    private record Pair(int conversation, Set<String> between, boolean changed) {}

    /// A part's showing.
    private record Showing(int time, String value) {}

    KeptParts(ContextCalls calls, List<List<Observation>> conversations) {
        this.calls = calls;
        for (int i = 0; i < conversations.size(); i++) {
            read(i, conversations.get(i));
        }
    }

    /// The name under which a part of an answer is known.
    static String name(String call, String part, boolean text) {
        return text && AnswerParts.isLabel(part) ? part : ContextMemory.own(call, part);
    }

    /// The name of one segment of a part.
    static String segment(String part, String segment) {
        return part + AnswerParts.SEPARATOR + segment;
    }

    private void read(int number, List<Observation> conversation) {
        Map<String, Showing> last = new HashMap<>();
        List<String> names = new ArrayList<>();
        for (Observation seen : conversation) {
            String call = calls.name(seen.tool(), seen.arguments());
            names.add(call);
            if (!seen.isError() && calls.isRepeated(seen)) {
                Map<Integer, Set<String>> since = new HashMap<>();
                AnswerParts.of(seen.result()).values().forEach((part, value) -> {
                    String name = name(call, part, seen.result().isTextual());
                    Showing before = last.put(name, new Showing(names.size(), value));
                    if (before != null) {
                        Set<String> between = since.computeIfAbsent(
                                before.time, time -> new TreeSet<>(names.subList(time, names.size())));
                        compare(name, before.value, value, number, between);
                    }
                });
            }
        }
    }

    private void compare(String name, String before, String now, int conversation, Set<String> between) {
        Set<String> first = new HashSet<>(AnswerParts.split(before));
        Set<String> second = new HashSet<>(AnswerParts.split(now));
        add(name, new Pair(conversation, between, !before.equals(now)));
        if (first.size() > 1 || second.size() > 1) {
            Set<String> all = new TreeSet<>(first);
            all.addAll(second);
            all.forEach(each -> add(
                    segment(name, each),
                    new Pair(conversation, between, first.contains(each) != second.contains(each))));
        }
    }

    private void add(String name, Pair pair) {
        List<Pair> some = pairs.computeIfAbsent(name, any -> new ArrayList<>());
        if (some.size() < MOST) {
            some.add(pair);
        }
    }

    /// What changes each part, as conversations outside a fold show it.
    Map<String, Set<String>> changers(int fold) {
        Map<String, Set<String>> changers = new HashMap<>();
        pairs.forEach((name, some) -> {
            List<Set<String>> changed = new ArrayList<>();
            Map<String, Integer> idle = new TreeMap<>();
            for (Pair pair : some) {
                if (ContextLearning.isOutside(fold, pair.conversation)) {
                    if (pair.changed) {
                        changed.add(pair.between);
                    } else {
                        pair.between.forEach(call -> idle.merge(call, 1, Integer::sum));
                    }
                }
            }
            changers.put(name, ContextChangers.cover(changed, idle, 1));
        });
        return changers;
    }
}
