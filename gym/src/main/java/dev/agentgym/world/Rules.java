package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/// The rules of all tools. Each tool's are learned when they are first asked for, so that a world is at hand at
/// once. Safe to share; the same whatever is asked first.
final class Rules {

    private final RuleInduction induction;
    private final Map<String, Optional<ToolRules>> learned;
    private final Map<String, ToolOverrides> said;
    private final Map<String, Optional<ToolRules>> inForce = new ConcurrentHashMap<>();

    Rules(RuleInduction induction) {
        this(induction, new ConcurrentHashMap<>(), Map.of());
    }

    private Rules(RuleInduction induction, Map<String, Optional<ToolRules>> learned, Map<String, ToolOverrides> said) {
        this.induction = induction;
        this.learned = learned;
        this.said = said;
    }

    /// The rules with what a person says of them.
    ///
    /// @throws OverrideException when it speaks of a rule, a row or a name that there is not
    Rules under(Overrides overrides) {
        TreeMap<String, ToolOverrides> byTool = new TreeMap<>();
        overrides.tools().forEach(tool -> byTool.put(tool, overrides.of(tool, learned(tool))));
        return new Rules(induction, learned, byTool);
    }

    /// The same rules, of which some are known from before and need not be learned.
    Rules recalling(JsonNode written, RuleBook book) {
        Map<String, Optional<ToolRules>> known = new ConcurrentHashMap<>(learned);
        written.properties()
                .forEach(tool -> book.read(tool.getKey(), tool.getValue())
                        .ifPresent(rules -> known.put(tool.getKey(), Optional.of(rules))));
        return new Rules(induction, known, said);
    }

    /// All that was learned, for [#recalling].
    ObjectNode written(RuleBook book) {
        learnAll();
        ObjectNode json = Json.object();
        new TreeMap<>(learned)
                .forEach((tool, known) -> known.flatMap(book::written).ifPresent(rules -> json.set(tool, rules)));
        return json;
    }

    private Optional<ToolRules> learned(String tool) {
        return learned.computeIfAbsent(tool, induction::learn);
    }

    /// The rules of a tool; empty if no log shows an answer of it.
    Optional<ToolRules> of(String tool) {
        Optional<ToolRules> known = inForce.get(tool);
        return known == null
                ? inForce.computeIfAbsent(
                        tool, any -> learned(any).map(rules -> said(any).applied(rules)))
                : known;
    }

    /// What a person says of a tool.
    ToolOverrides said(String tool) {
        return said.getOrDefault(tool, ToolOverrides.NONE);
    }

    /// The tools of which a person says something, by name.
    Map<String, ToolOverrides> said() {
        return said;
    }

    /// The rules of a tool for people, a person's own first.
    List<String> lines(String tool) {
        List<String> lines = new ArrayList<>();
        said(tool).declared().forEach(each -> lines.add(RuleText.text(each)));
        of(tool).ifPresent(rules -> lines.addAll(RuleText.lines(rules)));
        return List.copyOf(lines);
    }

    /// What was learned of a tool, rule by rule, so that it is known later by its id; with the rules that a person
    /// speaks of, learned or not.
    ObjectNode named(String tool) {
        Map<String, Rule> named = new TreeMap<>();
        learned(tool).map(Rule::in).ifPresent(named::putAll);
        said(tool).named().forEach(named::putIfAbsent);
        ObjectNode json = Json.object();
        named.forEach((id, rule) -> json.set(id, rule.toJson()));
        return json;
    }

    /// The logged calls that the rules were learned from.
    List<List<Observation>> conversations() {
        return induction.conversations();
    }

    /// Learns all there is to learn, on as many cores as there are.
    void learnAll() {
        SortedSet<String> tools = new TreeSet<>(induction.tools());
        tools.parallelStream().forEach(this::of);
    }

    /// The arguments of a call as its tool takes them: numbers in quotes are numbers where accepted calls show it.
    ObjectNode meant(String tool, ObjectNode arguments) {
        return induction.meant(tool, arguments);
    }
}
