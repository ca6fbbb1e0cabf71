package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.program.Example;
import dev.agentgym.program.Explanation;
import dev.agentgym.program.Program;
import dev.agentgym.program.Scope;
import dev.agentgym.program.Values;
import dev.agentgym.trace.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Learns what a call changes in rows that its answer does not show: from rows that a conversation saw before and
/// after exactly one changing call. For one thread.
final class EffectSearch {

    private static final int MOST_EXAMPLES = 200;
    private static final int FEWEST_CHANGES = 2;
    private static final ObjectNode NOTHING = Json.object();

    private final Set<String> writers;
    private final Map<String, Binder> binders;
    private final Tables tables;
    private final TreeMap<String, Map<String, List<Change>>> changes = new TreeMap<>();
    private final TreeMap<String, Map<String, List<Change>>> making = new TreeMap<>();

    EffectSearch(Set<String> writers, Map<String, Binder> binders, Tables tables) {
        this.writers = writers;
        this.binders = binders;
        this.tables = tables;
    }

    /// A row before and after a call.
    private record Change(Evidence call, ObjectNode before, ObjectNode after) {}

    /// Follows one conversation. Mutable.
    final class Follower {
        private final List<Evidence> writes = new ArrayList<>();
        private final Map<String, Integer> writesAtSight = new HashMap<>();
        private final Map<String, Integer> writesWhenMade = new HashMap<>();

        /// A changing call was accepted; call this before the state takes the answer in.
        void wrote(Evidence call, State before) {
            if (writers.contains(call.seen().tool())) {
                writes.add(call);
                made(call)
                        .filter(row -> before.ownRow(row.table(), row.key()).isEmpty())
                        .forEach(row -> writesWhenMade.put(row.name(), writes.size()));
            }
        }

        /// A row is shown; call this before the state takes it in.
        void saw(Table table, String key, JsonNode row, Optional<JsonNode> before) {
            String name = new Place(table, key).name();
            Integer made = writesWhenMade.remove(name);
            if (made != null && made == writes.size() && row instanceof ObjectNode fresh) {
                note(
                        making,
                        writes.getLast().seen().tool(),
                        table.name(),
                        new Change(writes.getLast(), NOTHING, fresh));
            }
            Integer at = writesAtSight.put(name, writes.size());
            boolean once = at != null && writes.size() == at + 1;
            if (once && before.orElse(row) instanceof ObjectNode old && row instanceof ObjectNode fresh) {
                note(writes.getLast(), table, key, old, fresh);
            }
        }
    }

    private void note(Evidence call, Table table, String key, ObjectNode before, ObjectNode after) {
        Binder binder = binders.get(call.seen().tool());
        if (binder == null) {
            return;
        }
        for (Binding binding : binder.bindings()) {
            if (binding.table().equals(table)
                    && binding.field().isEmpty()
                    && key.equals(keyOf(binding, call.scope()))) {
                note(changes, call.seen().tool(), binding.name(), new Change(call, before, after));
                return;
            }
        }
    }

    private static void note(Map<String, Map<String, List<Change>>> noted, String tool, String row, Change change) {
        List<Change> known =
                noted.computeIfAbsent(tool, any -> new TreeMap<>()).computeIfAbsent(row, any -> new ArrayList<>());
        if (known.size() < MOST_EXAMPLES) {
            known.add(change);
        }
    }

    /// The rows that an answer names and no argument does: a call that makes something may show no more of it than
    /// its number.
    private Stream<Place> made(Evidence call) {
        return tables.named(call.result())
                .filter(table -> table.keyOf(call.seen().arguments()).isEmpty())
                .map(table -> new Place(table, table.keyOf(call.result()).orElseThrow()));
    }

    static String keyOf(Binding binding, Scope scope) {
        List<String> parts = new ArrayList<>();
        for (Program.Path path : binding.key()) {
            parts.add(path.eval(scope).asText());
        }
        return Table.key(parts);
    }

    /// The rows that a call may change without showing it, unless the logs saw them unchanged: those that its
    /// arguments name, and those of tables that change from conversation to conversation.
    ///
    /// @param shown the tables whose rows the tool's answers show
    Set<String> doubtful(String tool, Binder binder, Set<Table> shown, Store store) {
        Set<String> doubtful = new TreeSet<>();
        for (Binding binding : binder.bindings()) {
            boolean named = binding.isNamedByArguments();
            boolean entity = binding.table().kind() == Table.Kind.ENTITY;
            boolean exposed = named || !store.isStable(binding.table());
            List<Change> seen = changes.getOrDefault(tool, new TreeMap<>()).getOrDefault(binding.name(), List.of());
            if (exposed && entity && !shown.contains(binding.table()) && seen.size() < FEWEST_CHANGES) {
                doubtful.add(binding.name());
            }
        }
        return doubtful;
    }

    /// An answer that names a field of a row which it does not show, such as `balance`, shows the field's new
    /// value.
    static List<ToolRules.Effect> told(Binder binder, Set<Table> shown, List<JsonNode> answers) {
        List<ToolRules.Effect> effects = new ArrayList<>();
        for (Binding binding : binder.bindings()) {
            if (binding.table().kind() == Table.Kind.ENTITY && !shown.contains(binding.table())) {
                SortedMap<String, Program> fields = new TreeMap<>();
                fields(binding.table()).stream()
                        .filter(field -> !Identifiers.named(field) && isTold(binder, binding, field, answers))
                        .forEach(field -> fields.put(field, Program.Path.of(ToolRules.ANSWER, field)));
                if (!fields.isEmpty()) {
                    effects.add(
                            new ToolRules.Effect(binding.name(), binding.table(), fields, Set.of(), answers.size()));
                }
            }
        }
        return effects;
    }

    /// All answers have it, and no other row has a field of that name.
    private static boolean isTold(Binder binder, Binding binding, String field, List<JsonNode> answers) {
        boolean alone = binder.bindings().stream()
                .filter(other -> other.table().kind() == Table.Kind.ENTITY)
                .filter(other -> !other.table().equals(binding.table()))
                .noneMatch(other -> fields(other.table()).contains(field));
        return alone
                && answers.size() >= FEWEST_CHANGES
                && answers.stream().allMatch(answer -> answer.path(field).isNumber());
    }

    private static Set<String> fields(Table table) {
        Set<String> fields = new TreeSet<>();
        table.views().values().forEach(view -> fields.addAll(view.always()));
        return fields;
    }

    /// The fields that are known to change, in which way nobody knows.
    private static Set<String> unexplained(List<Change> seen, Set<String> explained) {
        Set<String> fields = changed(seen, 1);
        fields.removeAll(explained);
        return fields;
    }

    /// The effects of a tool.
    List<ToolRules.Effect> effects(String tool, Binder binder) {
        List<ToolRules.Effect> effects = new ArrayList<>();
        changes.getOrDefault(tool, new TreeMap<>()).forEach((row, seen) -> {
            Table table = binder.named(row).table();
            Set<String> often = changed(seen, FEWEST_CHANGES);
            often.removeIf(field -> isUnseen(table, field, seen));
            Explained fields = explained(binder, row, often, seen);
            Set<String> unexplained = unexplained(seen, fields.programs().keySet());
            unexplained.removeIf(field -> isUnseen(table, field, seen));
            if (!fields.programs().isEmpty() || !unexplained.isEmpty()) {
                effects.add(new ToolRules.Effect(row, table, fields.programs(), unexplained, fields.support()));
            }
        });
        making.getOrDefault(tool, new TreeMap<>())
                .forEach((table, seen) -> made(tool, binder, table, seen).ifPresent(effects::add));
        return effects;
    }

    /// Whether a field only looks new: every row has it wherever it is shown, and no look before the call showed it.
    private static boolean isUnseen(Table table, String field, List<Change> seen) {
        return table.views().values().stream()
                        .noneMatch(view -> view.sometimes().contains(field))
                && seen.stream().noneMatch(change -> change.before().has(field));
    }

    /// What a row that the call makes is made of, as far as the answer does not show it.
    private Optional<ToolRules.Effect> made(String tool, Binder binder, String name, List<Change> seen) {
        Table table = tables.named(seen.getFirst().call().result())
                .filter(named -> named.name().equals(name))
                .findFirst()
                .orElseThrow();
        Set<String> names = changed(seen, FEWEST_CHANGES);
        if (tables.at(new Table.Site(tool, "")).equals(Optional.of(table))) {
            names.removeAll(shown(seen));
        }
        Explained fields = explained(binder, ToolRules.ANSWER, names, seen);
        return fields.programs().isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new ToolRules.Effect(ToolRules.ANSWER, table, fields.programs(), Set.of(), fields.support()));
    }

    /// How fields of a row come about.
    private record Explained(SortedMap<String, Program> programs, int support) {}

    private static Explained explained(Binder binder, String row, Set<String> names, List<Change> seen) {
        SortedMap<String, Program> programs = new TreeMap<>();
        int support = Integer.MAX_VALUE;
        for (String field : names) {
            Optional<Explanation> found = new FieldEffect(row, field, examples(row, field, seen)).explain(binder);
            if (found.isPresent()) {
                programs.put(field, found.get().program());
                support = Math.min(support, found.get().support());
            }
        }
        return new Explained(programs, programs.isEmpty() ? 0 : support);
    }

    /// The fields that the answers themselves have.
    private static Set<String> shown(List<Change> seen) {
        Set<String> fields = new HashSet<>();
        seen.forEach(change -> change.call().result().fieldNames().forEachRemaining(fields::add));
        return fields;
    }

    /// The fields that differ so often. One that only some looks at the row show is not changed by being shown.
    private static Set<String> changed(List<Change> seen, int least) {
        Map<String, Integer> counts = new HashMap<>();
        Map<String, Integer> added = new HashMap<>();
        Set<String> kept = new HashSet<>();
        for (Change change : seen) {
            change.after().properties().forEach(field -> {
                JsonNode old = change.before().get(field.getKey());
                if (old == null) {
                    added.merge(field.getKey(), 1, Integer::sum);
                } else if (Values.equal(old, field.getValue())) {
                    kept.add(field.getKey());
                } else {
                    counts.merge(field.getKey(), 1, Integer::sum);
                }
            });
        }
        added.keySet().removeAll(kept);
        added.forEach((field, times) -> counts.merge(field, times, Integer::sum));
        TreeSet<String> changed = new TreeSet<>();
        counts.forEach((field, times) -> {
            if (times >= least) {
                changed.add(field);
            }
        });
        return changed;
    }

    private static List<Example> examples(String row, String field, List<Change> seen) {
        return seen.stream()
                .map(change -> new Example(
                        change.call()
                                .scope()
                                .with(row, change.before())
                                .with(ToolRules.ANSWER, change.call().result()),
                        Optional.ofNullable(change.after().get(field)).orElse(MissingNode.getInstance())))
                .toList();
    }
}
