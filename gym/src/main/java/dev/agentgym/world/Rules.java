package dev.agentgym.world;

import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/// The rules of all tools. Each tool's are learned when they are first asked for, so that a world is at hand at
/// once. Safe to share; the same whatever is asked first.
final class Rules {

    private final RuleInduction induction;
    private final Map<String, Optional<ToolRules>> learned = new ConcurrentHashMap<>();

    Rules(RuleInduction induction) {
        this.induction = induction;
    }

    /// The rules of a tool; empty if no log shows an answer of it.
    Optional<ToolRules> of(String tool) {
        return learned.computeIfAbsent(tool, induction::learn);
    }

    /// Learns all there is to learn, on as many cores as there are.
    void learnAll() {
        SortedSet<String> tools = new TreeSet<>(induction.tools());
        tools.parallelStream().forEach(this::of);
    }
}
