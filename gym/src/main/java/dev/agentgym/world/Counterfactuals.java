package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.agentgym.program.Precondition;
import dev.agentgym.program.PreconditionSearch;
import dev.agentgym.program.Program;
import dev.agentgym.program.Scope;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Calls that nobody made but might have: an accepted one with one argument changed, to the key of another row that
/// the conversation had seen, or to what another call said. Filled by one thread.
final class Counterfactuals {

    /// Of each kind of change.
    private static final int MOST = 120;

    private static final int LEFT = 2;

    private final Map<String, List<ObjectNode>> arguments;
    private final TreeMap<String, TreeMap<String, List<Scope>>> imagined = new TreeMap<>();

    /// The keys of tables that every conversation sees alike, in order: there may be very many.
    private final Map<List<Table>, List<String>> stableKeys = new HashMap<>();

    /// @param arguments arguments of logged calls by tool
    Counterfactuals(Map<String, List<ObjectNode>> arguments) {
        this.arguments = arguments;
    }

    /// What might have been called instead of this call.
    void add(Binder binder, State state, Observation seen, Circumstances circumstances) {
        for (Map.Entry<String, JsonNode> argument : seen.arguments().properties()) {
            for (Change change : Change.values()) {
                List<Scope> known = kind(seen.tool(), change + " " + argument.getKey());
                if (known.size() < MOST && argument.getValue().isValueNode()) {
                    int turn = seen.position() + known.size();
                    other(change, binder, state, seen.tool(), argument, turn).ifPresent(value -> {
                        ObjectNode changed = seen.arguments().deepCopy();
                        changed.set(argument.getKey(), value);
                        known.add(binder.fixed(state, changed, circumstances, Binder.Views.GIVEN));
                    });
                }
            }
        }
    }

    private enum Change {
        /// Another row that the conversation had seen.
        OWN_ROW,
        /// Another row, of those that every conversation sees alike.
        ANY_ROW,
        /// What another call of the tool said.
        SAID,
        /// The opposite of a number.
        OPPOSITE,
        /// Hardly more than the beginning of a text of several words.
        CUT
    }

    private List<Scope> kind(String tool, String change) {
        return imagined.computeIfAbsent(tool, any -> new TreeMap<>()).computeIfAbsent(change, any -> new ArrayList<>());
    }

    /// What no accepted call of a tool did, although it might have.
    List<Precondition> preconditions(String tool, Binder binder, List<Evidence> all) {
        List<String> names = binder.names().stream()
                .filter(name -> !name.equals(Binder.FRESH))
                .toList();
        return new PreconditionSearch(names)
                .learn(scopes(all, false), scopes(all, true), imagined.getOrDefault(tool, new TreeMap<>()));
    }

    private static List<Scope> scopes(List<Evidence> all, boolean refused) {
        return all.stream()
                .filter(call -> call.seen().isError() == refused)
                .map(Evidence::scope)
                .toList();
    }

    private Optional<JsonNode> other(
            Change change, Binder binder, State state, String tool, Map.Entry<String, JsonNode> argument, int turn) {
        return switch (change) {
            case OWN_ROW -> ownKey(binder, state, argument, turn);
            case ANY_ROW -> anyKey(binder, state, argument, turn);
            case SAID -> said(tool, argument, turn);
            case OPPOSITE ->
                argument.getValue().isNumber()
                                && argument.getValue().decimalValue().signum() != 0
                        ? Optional.of(DecimalNode.valueOf(
                                argument.getValue().decimalValue().negate()))
                        : Optional.empty();
            case CUT -> {
                String text = argument.getValue().asText();
                yield text.trim().indexOf(' ') > 0 && text.length() > LEFT
                        ? Optional.of(TextNode.valueOf(text.substring(0, LEFT)))
                        : Optional.empty();
            }
        };
    }

    private static Optional<JsonNode> ownKey(
            Binder binder, State state, Map.Entry<String, JsonNode> argument, int turn) {
        Stream<String> keys = named(binder, argument).flatMap(table -> state.ownRows(table).keySet().stream());
        return key(keys.distinct().sorted().toList(), argument, turn);
    }

    /// Rows that every conversation sees alike.
    private Optional<JsonNode> anyKey(Binder binder, State state, Map.Entry<String, JsonNode> argument, int turn) {
        Store store = state.store();
        List<Table> stable = named(binder, argument).filter(store::isStable).toList();
        return key(stableKeys.computeIfAbsent(stable, tables -> keys(tables, store)), argument, turn);
    }

    private static List<String> keys(List<Table> tables, Store store) {
        return tables.stream()
                .flatMap(table -> store.keys(table).stream())
                .distinct()
                .sorted()
                .toList();
    }

    /// Another key than the argument's, by turns.
    private static Optional<JsonNode> key(List<String> sorted, Map.Entry<String, JsonNode> argument, int turn) {
        int own = Collections.binarySearch(sorted, argument.getValue().asText());
        int others = sorted.size() - (own >= 0 ? 1 : 0);
        if (others == 0) {
            return Optional.empty();
        }
        int place = turn % others;
        return Optional.of(TextNode.valueOf(sorted.get(own >= 0 && place >= own ? place + 1 : place)));
    }

    private static Stream<Table> named(Binder binder, Map.Entry<String, JsonNode> argument) {
        return binder.bindings().stream()
                .filter(binding -> isNamedBy(binding, argument.getKey()))
                .map(Binding::table);
    }

    private static boolean isNamedBy(Binding binding, String argument) {
        return binding.table().kind() == Table.Kind.ENTITY
                && binding.field().isEmpty()
                && binding.key().equals(List.of(Program.Path.of(Binder.ARGUMENTS, argument)));
    }

    private Optional<JsonNode> said(String tool, Map.Entry<String, JsonNode> argument, int turn) {
        List<ObjectNode> calls = arguments.getOrDefault(tool, List.of());
        for (int i = 0; i < calls.size(); i++) {
            JsonNode value = calls.get((turn + i) % calls.size()).path(argument.getKey());
            if (value.isValueNode() && !value.equals(argument.getValue())) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }
}
