package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.program.RuleSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a person says of the tools, beyond what the logs tell: rules that are forbidden, pinned or put right. A
/// person's word comes before the logs'. Immutable and safe to share.
public final class Overrides {

    /// Nothing is said.
    public static final Overrides NONE = new Overrides("", "", List.of(), Map.of());

    private final String yaml;
    private final String file;
    private final List<OverrideEntry> entries;
    private final Map<String, Map<String, Rule>> remembered;

    private Overrides(
            String yaml, String file, List<OverrideEntry> entries, Map<String, Map<String, Rule>> remembered) {
        this.yaml = yaml;
        this.file = file;
        this.entries = entries;
        this.remembered = remembered;
    }

    /// Reads overrides from YAML.
    ///
    /// @param file the name of the file, for messages
    /// @throws OverrideException when the text is no YAML, or says something that cannot be said
    public static Overrides parse(String yaml, String file) {
        return new Overrides(yaml, file, OverrideReader.read(yaml, file), Map.of());
    }

    /// The same, knowing the rules of an earlier world: what is pinned holds on although it is not learned any
    /// more.
    ///
    /// @param world what [World#toJson] wrote
    /// @throws OverrideException when a rule in it cannot be read
    public Overrides remembering(JsonNode world) {
        Map<String, Map<String, Rule>> rules = new TreeMap<>();
        for (OverrideEntry entry : entries) {
            JsonNode written =
                    world.path("tools").path(entry.tool()).path(NAMED).path(entry.key());
            if (isOfLearned(entry)) {
                read(written, entry)
                        .ifPresent(rule -> rules.computeIfAbsent(entry.tool(), any -> new TreeMap<>())
                                .put(entry.key(), rule));
            }
        }
        return new Overrides(yaml, file, entries, rules);
    }

    /// Where [World#toJson] keeps the rules of a tool by their ids.
    static final String NAMED = "named_rules";

    private Optional<Rule> read(JsonNode written, OverrideEntry entry) {
        try {
            return Rule.fromJson(written);
        } catch (RuleSyntaxException e) {
            throw new OverrideException(place(entry) + ": the rule " + entry.key()
                    + " as it was learned before cannot be read: " + e.getMessage() + "; write it out instead");
        }
    }

    private static boolean isOfLearned(OverrideEntry entry) {
        return entry.verb() == OverrideEntry.Verb.FORBID || entry.verb() == OverrideEntry.Verb.PIN;
    }

    /// Whether nothing is said.
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /// @throws OverrideException when it speaks of a tool that is not one of these
    void checkTools(Set<String> known) {
        for (OverrideEntry entry : entries) {
            if (!known.contains(entry.tool())) {
                throw new OverrideException(place(entry) + ": no tool is named " + entry.tool() + "; there are "
                        + String.join(", ", new TreeSet<>(known)));
            }
        }
    }

    /// The text that it was read from; empty where nothing is said.
    public String yaml() {
        return yaml;
    }

    /// The tools of which something is said.
    Set<String> tools() {
        Set<String> tools = new TreeSet<>();
        entries.forEach(entry -> tools.add(entry.tool()));
        return tools;
    }

    String place(OverrideEntry entry) {
        return file + ", line " + entry.line();
    }

    /// What is said of a tool, with the rules that it is said of.
    ///
    /// @param learned the tool's rules, where any are learned
    /// @throws OverrideException when it speaks of a rule, a row or a name that there is not
    ToolOverrides of(String tool, Optional<ToolRules> learned) {
        List<ToolOverrides.Declared> declared = new ArrayList<>();
        DeclaredRules rules = new DeclaredRules(learned, remembered.getOrDefault(tool, Map.of()));
        for (OverrideEntry entry : entries) {
            if (entry.tool().equals(tool)) {
                declared.add(new ToolOverrides.Declared(entry, place(entry), rule(rules, entry)));
            }
        }
        return new ToolOverrides(declared);
    }

    private Rule rule(DeclaredRules rules, OverrideEntry entry) {
        try {
            return rules.of(entry);
        } catch (RuleSyntaxException | OverrideException e) {
            throw new OverrideException(place(entry) + ": " + entry.verb().label()
                    + (entry.key().isEmpty() ? "" : " " + entry.key()) + " of " + entry.tool() + ": " + e.getMessage());
        }
    }
}
