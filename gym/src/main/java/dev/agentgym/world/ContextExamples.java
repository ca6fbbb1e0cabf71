package dev.agentgym.world;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/// What the logs show of each repeated call: every answer with what the session was told before it, and the same
/// answers with all that was told after them while nothing changed. Mutable while it reads.
///
/// Of two tools that show the same state each is so learned from the other, whichever was called first.
final class ContextExamples {

    /// More examples of a call than these are not looked at.
    private static final int MOST = 400;

    private final ContextCalls calls;
    private final Map<String, List<ContextExample>> groups = new TreeMap<>();
    private final Map<String, CallKey> keys = new TreeMap<>();

    ContextExamples(ContextCalls calls, List<List<Observation>> conversations) {
        this.calls = calls;
        for (int number = 0; number < conversations.size(); number++) {
            new Reading(number, conversations.get(number)).read();
        }
    }

    /// The examples of each call.
    SequencedMap<CallKey, List<ContextExample>> byCall() {
        SequencedMap<CallKey, List<ContextExample>> examples = new LinkedHashMap<>();
        groups.forEach((call, some) -> examples.put(keys.get(call), some));
        return examples;
    }

    /// One conversation.
    private final class Reading {

        private final int number;
        private final List<Observation> conversation;
        private final List<String> names = new ArrayList<>();

        Reading(int number, List<Observation> conversation) {
            this.number = number;
            this.conversation = conversation;
        }

        void read() {
            ContextMemory memory = new ContextMemory(calls, ContextInterest.EVERYTHING);
            for (Observation seen : conversation) {
                CallKey key = CallKey.exact(seen.tool(), seen.arguments());
                String call = ContextCalls.exact(key);
                if (calls.repeated().contains(call)) {
                    keys.put(call, key);
                    add(call, seen, memory.copy(), false);
                }
                memory.observe(seen.tool(), seen.arguments(), seen.result(), seen.isError());
                names.add(calls.name(seen.tool(), seen.arguments()));
            }
            int start = 0;
            for (int end = 0; end <= names.size(); end++) {
                if (end == names.size() || calls.changers().contains(names.get(end))) {
                    unchanged(start, end);
                    start = end + 1;
                }
            }
        }

        /// The calls from one index to another would have been answered the same at the end.
        private void unchanged(int start, int end) {
            for (int shown = start; shown < end - 1; shown++) {
                String call = names.get(shown);
                if (calls.isRepeated(conversation.get(shown))
                        && !names.subList(shown + 1, end).contains(call)) {
                    add(call, conversation.get(shown), without(call, end), true);
                }
            }
        }

        /// What the session was told before an index, but for the answers to a call.
        private ContextMemory without(String call, int end) {
            ContextMemory memory = new ContextMemory(calls, ContextInterest.EVERYTHING);
            for (int i = 0; i < end; i++) {
                if (!names.get(i).equals(call)) {
                    Observation seen = conversation.get(i);
                    memory.observe(seen.tool(), seen.arguments(), seen.result(), seen.isError());
                }
            }
            return memory;
        }

        private void add(String call, Observation seen, ContextMemory before, boolean later) {
            List<ContextExample> group = groups.computeIfAbsent(call, any -> new ArrayList<>());
            if (group.size() < MOST) {
                group.add(ContextExample.of(ContextCall.of(call, seen.arguments()), number, seen, before, later));
            }
        }
    }
}
