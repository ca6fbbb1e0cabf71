package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Exchange;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.JsonPaths;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.TreeSet;

/// Fields whose value no two answers share although nothing else differs: clocks, request ids, tokens. Nobody can
/// foretell them, so no comparison counts them. Immutable and safe to share.
///
/// Answers to the same call after the same calls are put side by side. A path is volatile when its values differ in
/// nearly every pair, and nearly none of them stands in another conversation's answers. A field that differs
/// because customers, or the luck of a search, do takes values that come up again, and is compared.
///
/// @param paths by tool; `items[].id` names the field `id` of any element of `items`
public record VolatilePaths(SortedMap<String, SortedSet<String>> paths) {

    /// Overlooks nothing.
    public static final VolatilePaths NONE = new VolatilePaths(new TreeMap<>());

    /// Fewer pairs could differ by chance.
    private static final int FEWEST_PAIRS = 10;

    /// Record and replay tools, too, call a field noise only if it nearly never repeats.
    private static final double NEARLY_ALL = 0.98;

    /// More of the same tell no more.
    private static final int MOST_REPEATS = 12;

    /// Keeps the names from being changed.
    public VolatilePaths {
        paths = Collections.unmodifiableSortedMap(new TreeMap<>(paths));
    }

    /// Finds the volatile fields of accepted answers.
    public static VolatilePaths of(List<Conversation> traces) {
        SortedMap<String, SortedMap<String, long[]>> pairs = new TreeMap<>();
        repeats(traces).forEach((call, answers) -> compare(call.tool(), answers, pairs));
        SortedMap<String, SortedSet<String>> differing = new TreeMap<>();
        pairs.forEach((tool, counts) -> counts.forEach((path, count) -> {
            if (!path.isEmpty() && count[1] >= FEWEST_PAIRS && count[0] >= NEARLY_ALL * count[1]) {
                differing.computeIfAbsent(tool, any -> new TreeSet<>()).add(path);
            }
        }));
        return new VolatilePaths(unique(differing, traces));
    }

    /// Those of the paths whose values nearly all stand in one conversation only.
    private static SortedMap<String, SortedSet<String>> unique(
            SortedMap<String, SortedSet<String>> paths, List<Conversation> traces) {
        SortedMap<String, SortedSet<String>> found = new TreeMap<>();
        uses(paths, traces)
                .forEach((tool, byPath) -> byPath.forEach((path, uses) -> {
                    if (uses.common.size() <= (1 - NEARLY_ALL) * uses.first.size()) {
                        found.computeIfAbsent(tool, any -> new TreeSet<>()).add(path);
                    }
                }));
        return found;
    }

    private static SortedMap<String, SortedMap<String, Uses>> uses(
            SortedMap<String, SortedSet<String>> paths, List<Conversation> traces) {
        SortedMap<String, SortedMap<String, Uses>> uses = new TreeMap<>();
        paths.forEach((tool, wanted) -> {
            SortedMap<String, Uses> ofTool = new TreeMap<>();
            wanted.forEach(path -> ofTool.put(path, new Uses(new HashMap<>(), new HashSet<>())));
            uses.put(tool, ofTool);
        });
        for (Conversation conversation : traces) {
            for (Exchange exchange : conversation.exchanges()) {
                Map<String, Uses> ofTool = uses.getOrDefault(exchange.call().name(), Collections.emptySortedMap());
                exchange.answer()
                        .filter(answer -> !ofTool.isEmpty() && !answer.isError())
                        .ifPresent(answer -> note(answer.result(), conversation.id(), ofTool));
            }
        }
        return uses;
    }

    private static void note(JsonNode answer, String conversation, Map<String, Uses> uses) {
        JsonPaths.leaves(
                answer,
                (path, leaf) -> Optional.ofNullable(uses.get(path))
                        .ifPresent(values -> values.note(Json.canonical(leaf), conversation)));
    }

    /// In which conversation a value stood first, and the values that stood in another one, too.
    private record Uses(Map<String, String> first, Set<String> common) {

        void note(String value, String conversation) {
            String before = first.putIfAbsent(value, conversation);
            if (before != null && !before.equals(conversation)) {
                common.add(value);
            }
        }
    }

    /// A call and all that was called before it.
    private record Repeat(String tool, CallKey call, History before) {}

    private static Map<Repeat, List<JsonNode>> repeats(List<Conversation> traces) {
        Map<Repeat, List<JsonNode>> repeats = new LinkedHashMap<>();
        for (Conversation conversation : traces) {
            History history = History.START;
            for (Exchange exchange : conversation.exchanges()) {
                CallKey call =
                        CallKey.exact(exchange.call().name(), exchange.call().arguments());
                Repeat repeat = new Repeat(exchange.call().name(), call, history);
                exchange.answer().filter(answer -> !answer.isError()).ifPresent(answer -> {
                    List<JsonNode> same = repeats.computeIfAbsent(repeat, any -> new ArrayList<>());
                    if (same.size() < MOST_REPEATS) {
                        same.add(answer.result());
                    }
                });
                history = history.then(call);
            }
        }
        return repeats;
    }

    private static void compare(
            String tool, List<JsonNode> answers, SortedMap<String, SortedMap<String, long[]>> pairs) {
        List<SortedMap<String, String>> views =
                answers.stream().map(VolatilePaths::view).toList();
        for (int i = 0; i < views.size(); i++) {
            for (int j = 0; j < i; j++) {
                SortedMap<String, String> other = views.get(j);
                views.get(i).forEach((path, value) -> {
                    long[] count = pairs.computeIfAbsent(tool, any -> new TreeMap<>())
                            .computeIfAbsent(path, any -> new long[2]);
                    count[0] += value.equals(other.get(path)) ? 0 : 1;
                    count[1]++;
                });
            }
        }
    }

    private static SortedMap<String, String> view(JsonNode answer) {
        SortedMap<String, StringJoiner> values = new TreeMap<>();
        JsonPaths.leaves(
                answer,
                (path, leaf) -> values.computeIfAbsent(path, any -> new StringJoiner(","))
                        .add(Json.canonical(leaf)));
        SortedMap<String, String> view = new TreeMap<>();
        values.forEach((path, joined) -> view.put(path, joined.toString()));
        return view;
    }

    /// The answer with a placeholder at every volatile place; the answer itself where it has none.
    public JsonNode without(String tool, JsonNode answer) {
        SortedSet<String> volatiles = paths.getOrDefault(tool, Collections.emptySortedSet());
        return volatiles.isEmpty() ? answer : without("", answer, volatiles);
    }

    private static JsonNode without(String path, JsonNode value, SortedSet<String> volatiles) {
        if (volatiles.contains(path)) {
            return TextNode.valueOf("volatile");
        }
        if (value.isArray()) {
            ArrayNode masked = Json.MAPPER.createArrayNode();
            value.forEach(element -> masked.add(without(path + JsonPaths.ELEMENT, element, volatiles)));
            return masked;
        }
        if (value.isObject()) {
            ObjectNode masked = Json.object();
            value.properties()
                    .forEach(field -> masked.set(
                            field.getKey(),
                            without(JsonPaths.below(path, field.getKey()), field.getValue(), volatiles)));
            return masked;
        }
        return value;
    }
}
