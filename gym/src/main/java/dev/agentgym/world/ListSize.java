package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/// What a listing says of how many rows there are. Immutable.
///
/// @param limit the argument that says how many rows to show at most; empty where there is none
/// @param count the field beside the list that tells how many rows there are, shown or not
record ListSize(Optional<String> limit, Optional<String> count) {

    private static final int FEWEST = 3;

    /// Learned from calls of one tool.
    ///
    /// @param list the list in the answer to a call
    static ListSize of(List<Observation> calls, Function<Observation, JsonNode> list) {
        Set<String> arguments = new TreeSet<>();
        calls.forEach(call -> call.arguments().fieldNames().forEachRemaining(arguments::add));
        Optional<String> limit = arguments.stream()
                .filter(argument -> limits(argument, calls, list))
                .findFirst();
        List<Observation> whole = calls.stream()
                .filter(call -> limit.filter(call.arguments()::hasNonNull).isEmpty())
                .toList();
        Set<String> fields = new TreeSet<>();
        whole.stream().limit(1).forEach(call -> call.result().fieldNames().forEachRemaining(fields::add));
        return new ListSize(
                limit,
                fields.stream().filter(field -> counts(field, whole, list)).findFirst());
    }

    /// Whether a number always says how many rows there are at most, and some lists have just so many.
    private static boolean limits(String argument, List<Observation> calls, Function<Observation, JsonNode> list) {
        int full = 0;
        int longest = 0;
        int smallest = Integer.MAX_VALUE;
        for (Observation call : calls) {
            JsonNode wanted = call.arguments().path(argument);
            int rows = list.apply(call).size();
            if (wanted.isMissingNode() || wanted.isNull()) {
                longest = Math.max(longest, rows);
            } else if (!wanted.isIntegralNumber() || rows > wanted.asInt()) {
                return false;
            } else {
                full += rows == wanted.asInt() ? 1 : 0;
                smallest = Math.min(smallest, wanted.asInt());
            }
        }
        return full >= FEWEST && (longest == 0 || longest > smallest);
    }

    private static boolean counts(String field, List<Observation> calls, Function<Observation, JsonNode> list) {
        Set<Integer> sizes = new HashSet<>();
        for (Observation call : calls) {
            JsonNode count = call.result().path(field);
            if (!count.isIntegralNumber() || count.asInt() != list.apply(call).size()) {
                return false;
            }
            sizes.add(count.asInt());
        }
        return sizes.size() > 1;
    }

    boolean isLimit(String argument) {
        return limit.filter(argument::equals).isPresent();
    }

    /// Whether a call asks for no more than so many rows.
    boolean limits(ObjectNode arguments) {
        return limit.filter(arguments::hasNonNull).isPresent();
    }

    /// As many rows as a call asks for.
    ArrayNode cut(ArrayNode rows, ObjectNode arguments) {
        int most = limit.map(arguments::path)
                .filter(JsonNode::isIntegralNumber)
                .map(JsonNode::asInt)
                .orElse(Integer.MAX_VALUE);
        ArrayNode cut = rows;
        while (cut.size() > most) {
            cut.remove(cut.size() - 1);
        }
        return cut;
    }

    /// What stands beside a list of so many rows.
    ObjectNode beside(ObjectNode known, int rows) {
        return count.filter(known::has)
                .map(field -> Json.copy(known).put(field, rows))
                .orElse(known);
    }

    String text() {
        return limit.map(argument -> ", at most args." + argument).orElse("");
    }
}
