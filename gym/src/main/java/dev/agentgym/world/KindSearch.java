package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.JsonPaths;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;

/// Tells the kinds of the tools from what their accepted calls show: first who changes something, then who shows
/// things, then what the answers depend on. Mutable, for one thread.
final class KindSearch {

    /// Two calls with the same answer say nothing of a third.
    private static final int FEWEST = 3;

    /// More calls show nothing new.
    private static final int MOST_REMEMBERED = 2_000;

    /// A choice of more than this is data.
    private static final int MOST_CHOICES = 12;

    private static final double MOSTLY = 0.9;

    private final Tables tables;
    private final Changed changed;
    private final VolatilePaths volatilePaths;
    private final TreeMap<String, Seen> tools = new TreeMap<>();

    /// What was found out about changes.
    ///
    /// @param writers tools that change something
    /// @param creators those of them that make something new
    /// @param removers tools that take something away
    /// @param changers tools after which the same call is answered differently
    /// @param harmless tools between whose calls nothing changed
    record Changed(
            Set<String> writers,
            Set<String> creators,
            Set<String> removers,
            Set<String> changers,
            Set<String> harmless) {}

    KindSearch(Tables tables, Changed changed, VolatilePaths volatilePaths) {
        this.tables = tables;
        this.changed = changed;
        this.volatilePaths = volatilePaths;
    }

    /// What the accepted calls of one tool show.
    private static final class Seen {
        private final Set<String> given = new HashSet<>();
        private final Set<String> templates = new HashSet<>();
        private final Map<String, String> byCall = new HashMap<>();
        private final Set<String> answers = new HashSet<>();
        private final Map<String, Set<String>> choices = new TreeMap<>();
        private final Set<String> wordy = new TreeSet<>();
        private long calls;
        private long withRows;
        private long lists;
        private long computed;
        private long told;
        private long empty;
        private long prose;
        private boolean ambiguous;
    }

    /// Takes in a call.
    void add(Observation seen) {
        if (seen.isError()) {
            return;
        }
        Seen tool = tools.computeIfAbsent(seen.tool(), any -> new Seen());
        JsonNode answer = volatilePaths.without(seen.tool(), seen.result());
        tool.calls++;
        tool.withRows += showsRows(seen) ? 1 : 0;
        tool.lists += isList(answer) ? 1 : 0;
        AnswerContent content = AnswerContent.of(seen.arguments(), answer);
        tool.computed += content.isComputed() ? 1 : 0;
        tool.told += content.isNews() ? 1 : 0;
        tool.empty += answer.isContainerNode() && answer.isEmpty() ? 1 : 0;
        tool.prose += AnswerContent.isProse(seen.arguments()) ? 1 : 0;
        if (tool.calls <= MOST_REMEMBERED) {
            remember(tool, seen.arguments(), answer);
        }
    }

    private static void remember(Seen tool, ObjectNode arguments, JsonNode answer) {
        String call = Json.canonical(arguments);
        String text = Json.canonical(answer);
        tool.given.add(call);
        tool.answers.add(text);
        tool.templates.add(Refusal.template(answer, arguments));
        String before = tool.byCall.putIfAbsent(call, text);
        tool.ambiguous |= before != null && !before.equals(text);
        JsonPaths.leaves(arguments, (path, leaf) -> {
            String value = leaf.asText();
            if (leaf.isTextual() && value.chars().noneMatch(Character::isDigit)) {
                tool.wordy.add(path);
            }
            Set<String> known = tool.choices.computeIfAbsent(path, any -> new HashSet<>());
            if (known.size() <= MOST_CHOICES) {
                known.add(value);
            }
        });
    }

    private boolean showsRows(Observation seen) {
        AtomicBoolean rows = new AtomicBoolean();
        tables.entitiesIn(seen.tool(), seen.arguments(), seen.result(), (table, view, key, object) -> rows.set(true));
        return rows.get();
    }

    /// A list, or an object around nothing but one list.
    private static boolean isList(JsonNode answer) {
        if (answer.isArray()) {
            return true;
        }
        List<JsonNode> containers = new ArrayList<>();
        answer.forEach(field -> {
            if (field.isContainerNode()) {
                containers.add(field);
            }
        });
        return answer.isObject()
                && containers.size() == 1
                && containers.getFirst().isArray()
                && answer.size() <= 2;
    }

    /// The kind of a tool.
    ///
    /// @param naming the arguments by which the tool names things
    ToolKind kind(String tool, Set<String> naming) {
        Seen seen = tools.get(tool);
        if (changed.removers().contains(tool)) {
            return ToolKind.DELETE;
        }
        if (changed.creators().contains(tool)) {
            return ToolKind.CREATE;
        }
        boolean rows = seen != null && seen.withRows > 0;
        boolean suspect = changed.changers().contains(tool) && !ToolVerbs.saysItLooks(tool);
        if (changed.writers().contains(tool) || (!rows && suspect)) {
            return ToolKind.CHANGE;
        }
        return seen == null
                ? ToolKind.UNKNOWN
                : unchanging(seen, naming, changed.harmless().contains(tool));
    }

    private static ToolKind unchanging(Seen seen, Set<String> naming, boolean harmless) {
        boolean news = seen.told > 0 && seen.told >= MOSTLY * (seen.calls - seen.empty);
        if (seen.lists * 2 > seen.calls) {
            return seen.withRows > 0 || harmless || news ? ToolKind.SEARCH : ToolKind.UNKNOWN;
        }
        if (seen.withRows > 0) {
            return ToolKind.LOOKUP;
        }
        if (seen.templates.size() == 1 && seen.given.size() >= FEWEST) {
            boolean onlyProse = seen.prose >= MOSTLY * seen.calls;
            return naming.isEmpty() && onlyProse ? ToolKind.CONTROL : ToolKind.EXTERNAL;
        }
        if (naming.isEmpty() && isComputed(seen)) {
            return ToolKind.COMPUTATION;
        }
        return news || (harmless && seen.ambiguous) ? ToolKind.LOOKUP : ToolKind.UNKNOWN;
    }

    private static boolean isComputed(Seen seen) {
        boolean choices = seen.wordy.stream()
                .allMatch(path -> seen.choices.getOrDefault(path, Set.of()).size() <= MOST_CHOICES);
        boolean material = seen.wordy.size() < seen.choices.size();
        boolean varied = seen.given.size() >= FEWEST && seen.answers.size() >= FEWEST;
        return varied && choices && material && !seen.ambiguous && seen.computed >= MOSTLY * seen.calls;
    }
}
