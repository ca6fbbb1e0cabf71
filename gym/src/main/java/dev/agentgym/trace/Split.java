package dev.agentgym.trace;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// A division of traces into a part to learn from and a part to be tested on, without leakage between them.
///
/// However a set is divided, two conversations with the same content never stand on both sides.
///
/// @param train to learn from
/// @param test to be tested on
/// @param leftOut what belongs to neither, because it would leak: conversations that were still running at the cut
/// in time, or
///     test conversations that repeat one of the train side
public record Split(List<Conversation> train, List<Conversation> test, List<Conversation> leftOut) {

    /// Copies the lists.
    public Split {
        train = List.copyOf(train);
        test = List.copyOf(test);
        leftOut = List.copyOf(leftOut);
    }

    /// Divides by chance, the same way in every run: a conversation's side depends on its content and the seed
    /// alone, not on the others or their order.
    ///
    /// @param testShare expected share of the test side, in (0, 1)
    public static Split byConversation(List<Conversation> traces, double testShare, long seed) {
        List<Group> groups = new ArrayList<>();
        for (Conversation conversation : traces) {
            groups.add(new Group(Fingerprint.of(conversation.messages()), List.of(conversation)));
        }
        return byGroup(groups, testShare, seed);
    }

    /// Divides so that all conversations of a customer stand on one side. Conversations that share any customer
    /// key, or their content, directly or through others, stay together.
    ///
    /// @param testShare expected share of the groups on the test side, in (0, 1)
    /// @param customers names the customers of a conversation; see [CustomerKeys]
    public static Split byCustomer(List<Conversation> traces, double testShare, long seed, CustomerKeys customers) {
        return byGroup(new ConnectedConversations(customers).groups(traces), testShare, seed);
    }

    /// Divides at a point in time: train ends before it, test begins at or after it.
    ///
    /// The cut is the start of the conversation that leaves `testShare` of the dated ones behind it. What was
    /// running at the cut, has no timestamp, or repeats the content of the train side is left out.
    ///
    /// @param testShare share of the dated conversations from the cut on, in (0, 1)
    /// @throws TraceException when no conversation has a timestamp
    public static Split byTime(List<Conversation> traces, double testShare) {
        check(testShare);
        List<Instant> starts = traces.stream()
                .flatMap(conversation -> conversation.startedAt().stream())
                .sorted()
                .toList();
        if (starts.isEmpty()) {
            throw new TraceException("no conversation has a timestamp; split by conversation or customer instead");
        }
        Instant cut = starts.get(Math.min(starts.size() - 1, (int) Math.round(starts.size() * (1 - testShare))));
        return at(cut, traces);
    }

    /// What belongs together, as [#byCustomer] keeps it: for each conversation the name of its group.
    ///
    /// @param customers names the customers of a conversation; see [CustomerKeys]
    public static List<String> groups(List<Conversation> traces, CustomerKeys customers) {
        return new ConnectedConversations(customers).names(traces);
    }

    private static Split at(Instant cut, List<Conversation> traces) {
        List<Conversation> train = traces.stream()
                .filter(one -> one.endedAt().filter(cut::isAfter).isPresent())
                .toList();
        Set<String> known = Set.copyOf(
                train.stream().map(one -> Fingerprint.of(one.messages())).toList());
        List<Conversation> test = new ArrayList<>();
        List<Conversation> leftOut = new ArrayList<>();
        for (Conversation conversation : traces) {
            Optional<Instant> start = conversation.startedAt();
            boolean late = start.isPresent() && !start.get().isBefore(cut);
            if (late && !known.contains(Fingerprint.of(conversation.messages()))) {
                test.add(conversation);
            } else if (late || conversation.endedAt().filter(cut::isAfter).isEmpty()) {
                leftOut.add(conversation);
            }
        }
        return new Split(train, test, leftOut);
    }

    private static Split byGroup(List<Group> groups, double testShare, long seed) {
        check(testShare);
        List<Conversation> train = new ArrayList<>();
        List<Conversation> test = new ArrayList<>();
        for (Group group : groups) {
            long mixed = SeenIds.mix(SeenIds.hash(group.key()) ^ SeenIds.mix(seed));
            double position = (mixed >>> 11) * 0x1.0p-53;
            (position < testShare ? test : train).addAll(group.members());
        }
        return new Split(train, test, List.of());
    }

    private static void check(double testShare) {
        if (!(testShare > 0 && testShare < 1)) {
            throw new IllegalArgumentException("the test share must lie between 0 and 1, not " + testShare);
        }
    }

    /// Conversations that stay together.
    private record Group(String key, List<Conversation> members) {}

    /// Finds groups by union-find over customers and contents.
    private record ConnectedConversations(CustomerKeys customers) {

        /// The groups in the order of their first member; a group's key is the smallest content hash in it, so that
        /// it does not depend on the order of the traces.
        List<Group> groups(List<Conversation> traces) {
            int[] parent = parents(traces);
            Map<Integer, List<Conversation>> members = new LinkedHashMap<>();
            for (int i = 0; i < parent.length; i++) {
                members.computeIfAbsent(root(parent, i), root -> new ArrayList<>())
                        .add(traces.get(i));
            }
            return members.values().stream()
                    .map(group -> new Group(key(group), group))
                    .toList();
        }

        List<String> names(List<Conversation> traces) {
            int[] parent = parents(traces);
            Map<Integer, String> names = new HashMap<>();
            for (int i = 0; i < parent.length; i++) {
                names.merge(root(parent, i), Fingerprint.of(traces.get(i).messages()), ConnectedConversations::first);
            }
            return IntStream.range(0, parent.length)
                    .mapToObj(i -> names.getOrDefault(root(parent, i), ""))
                    .toList();
        }

        private static String first(String one, String other) {
            return one.compareTo(other) <= 0 ? one : other;
        }

        private int[] parents(List<Conversation> traces) {
            int[] parent = new int[traces.size()];
            Map<String, Integer> owner = new HashMap<>();
            for (int i = 0; i < parent.length; i++) {
                parent[i] = i;
                for (String link : links(traces.get(i))) {
                    Integer other = owner.putIfAbsent(link, i);
                    if (other != null) {
                        parent[root(parent, i)] = root(parent, other);
                    }
                }
            }
            return parent;
        }

        private List<String> links(Conversation conversation) {
            List<String> links = new ArrayList<>();
            customers.of(conversation).forEach(key -> links.add("customer " + key));
            links.add("content " + Fingerprint.of(conversation.messages()));
            return links;
        }

        private static String key(List<Conversation> group) {
            return group.stream()
                    .map(conversation -> Fingerprint.of(conversation.messages()))
                    .min(Comparator.naturalOrder())
                    .orElseThrow();
        }

        private static int root(int[] parent, int start) {
            int node = start;
            while (parent[node] != node) {
                parent[node] = parent[parent[node]];
                node = parent[node];
            }
            return node;
        }
    }
}
