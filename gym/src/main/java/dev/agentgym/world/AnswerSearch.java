package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.program.Example;
import dev.agentgym.program.Explanation;
import dev.agentgym.program.Program;
import dev.agentgym.program.ProgramSearch;
import dev.agentgym.program.Scope;
import dev.agentgym.program.Values;
import dev.agentgym.trace.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/// Finds how a tool's accepted answers are computed, field by field. For one thread.
///
/// What a field depends on is looked for close by first: in the arguments and the rows that they name, then in rows
/// that those refer to, then anywhere. Fields that stay unexplained are tried again with the explained ones at
/// hand, as `answer`: a fee is half of the price that the same answer shows.
final class AnswerSearch {

    private static final int MOST_FIELDS = 80;
    private static final int DEEPEST = 3;
    private static final int MOST_WITNESSES = 3;
    private static final long WORK_FOR_FORMULAS = 400_000;

    private final Tables tables;
    private final String tool;
    private final List<List<String>> circles;
    private final List<String> rows;
    private int support = Integer.MAX_VALUE;
    private int against;

    /// @param binder the rows that the tool's calls concern
    /// @param rows the names of the rows that the answer shows
    AnswerSearch(Tables tables, String tool, Binder binder, List<String> rows) {
        this.tables = tables;
        this.tool = tool;
        this.circles = binder.circles();
        this.rows = rows;
    }

    /// A field of the answers, or the answers as a whole.
    private record Field(List<String> path, List<JsonNode> values) {
        String name() {
            return path.isEmpty() ? "" : path.getLast();
        }

        Field below(String name) {
            List<String> longer = new ArrayList<>(path);
            longer.add(name);
            List<JsonNode> inner = values.stream()
                    .map(value -> value.has(name) ? value.get(name) : MissingNode.getInstance())
                    .toList();
            return new Field(longer, inner);
        }
    }

    /// @param except fields that need no explanation
    Optional<ToolRules.Answer> answer(List<Evidence> accepted, Set<String> except) {
        if (accepted.isEmpty()) {
            return Optional.empty();
        }
        List<Scope> scopes = accepted.stream().map(Evidence::scope).toList();
        List<Field> open = new ArrayList<>();
        fields(new Field(List.of(), accepted.stream().map(Evidence::result).toList()), open);
        open.removeIf(field -> except.contains(field.path().stream().findFirst().orElse("")));
        Optional<Program> program = explained(scopes, open);
        List<String> witnesses = accepted.stream()
                .map(call -> call.seen().conversation())
                .distinct()
                .limit(MOST_WITNESSES)
                .toList();
        int different = different(accepted);
        return program.map(rule -> new ToolRules.Answer(rule, Math.min(support, different), against, witnesses));
    }

    /// Logs that repeat one call show one answer, however many they are.
    private static int different(List<Evidence> accepted) {
        return (int) accepted.stream()
                .map(call -> List.of(call.seen().arguments(), call.result()))
                .distinct()
                .count();
    }

    /// The fields of objects that are no dictionaries, down to a depth; what is no such object is a field itself.
    private static void fields(Field field, List<Field> found) {
        Set<String> names = new TreeSet<>();
        boolean object = field.path().size() < DEEPEST;
        for (JsonNode value : field.values()) {
            object &= value instanceof ObjectNode node && !Sites.isDictionary(node);
            value.fieldNames().forEachRemaining(names::add);
        }
        if (object && !names.isEmpty() && names.size() <= MOST_FIELDS) {
            names.forEach(name -> fields(field.below(name), found));
        } else {
            found.add(field);
        }
    }

    /// Explains all fields, in as many rounds as it takes; empty if one cannot be explained.
    private Optional<Program> explained(List<Scope> scopes, List<Field> open) {
        List<Field> left = new ArrayList<>(open);
        List<Scope> known = scopes;
        Optional<Program> whole = Optional.empty();
        while (!left.isEmpty()) {
            SortedMap<String, Program> found = new TreeMap<>();
            List<Field> explained = new ArrayList<>();
            for (Field field : left) {
                Optional<Program> program = explain(known, field, whole.isPresent());
                if (program.isPresent() && field.path().isEmpty()) {
                    return program;
                }
                program.ifPresent(rule -> {
                    put(found, field.path(), rule);
                    explained.add(field);
                });
            }
            if (explained.isEmpty()) {
                return Optional.empty();
            }
            left.removeAll(explained);
            Program round = new Program.Built(found);
            whole = Optional.of(whole.<Program>map(before -> new Program.Completed(before, round))
                    .orElse(round));
            known = withAnswers(scopes, open, left);
        }
        return whole;
    }

    /// What the answers truly had in the fields that are explained.
    private static List<Scope> withAnswers(List<Scope> scopes, List<Field> all, List<Field> left) {
        List<Scope> known = new ArrayList<>();
        for (int i = 0; i < scopes.size(); i++) {
            ObjectNode answer = Json.object();
            for (Field field : all) {
                if (!left.contains(field)) {
                    put(answer, field.path(), field.values().get(i));
                }
            }
            known.add(scopes.get(i).with(Program.Completed.NAME, answer));
        }
        return known;
    }

    private static void put(ObjectNode object, List<String> path, JsonNode value) {
        ObjectNode below = object;
        for (String step : path.subList(0, path.size() - 1)) {
            below = below.withObjectProperty(step);
        }
        if (!value.isMissingNode()) {
            below.set(path.getLast(), value);
        }
    }

    private static void put(SortedMap<String, Program> fields, List<String> path, Program program) {
        if (path.size() == 1) {
            fields.put(path.getFirst(), program);
            return;
        }
        Program inner = fields.computeIfAbsent(path.getFirst(), _ -> new Program.Built(new TreeMap<>()));
        if (inner instanceof Program.Built(SortedMap<String, Program> below)) {
            put(below, path.subList(1, path.size()), program);
        }
    }

    private Optional<Program> explain(List<Scope> scopes, Field field, boolean again) {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < scopes.size(); i++) {
            examples.add(new Example(scopes.get(i), field.values().get(i)));
        }
        return (field.path().size() == 1 ? unchanged(examples, field.name()) : Optional.<Program>empty())
                .or(() -> computed(examples, field.name(), again))
                .or(() -> fresh(field));
    }

    /// The rule of the closest circle that leaves nothing open, or else the one that leaves least.
    private Optional<Program> computed(List<Example> examples, String field, boolean again) {
        UnaryOperator<List<String>> names = circle -> again ? withAnswer(circle) : circle;
        Optional<Explanation> best = Optional.empty();
        for (List<String> circle : circles) {
            long work = work(examples, circle);
            Optional<Explanation> found = new ProgramSearch(names.apply(circle), work).explain(examples, field);
            if (found.isPresent()
                    && left(found.get()) < best.map(AnswerSearch::left).orElse(Integer.MAX_VALUE)) {
                best = found;
            }
            if (best.filter(explanation -> left(explanation) == 0).isPresent()) {
                break;
            }
        }
        best.ifPresent(this::count);
        return best.map(Explanation::program);
    }

    /// Formulas of numbers that stand near are worth a long search, and lists to which amounts are added.
    private long work(List<Example> examples, List<String> circle) {
        boolean numbers = examples.stream().allMatch(example -> example.target().isNumber());
        boolean amounts = examples.stream().allMatch(AnswerSearch::endsInAmount);
        boolean near = circles.size() == 1 || !circle.equals(circles.getLast());
        return (numbers || amounts) && near ? WORK_FOR_FORMULAS : RuleInduction.WORK;
    }

    private static boolean endsInAmount(Example example) {
        JsonNode last = example.target().path(example.target().size() - 1);
        return last.isObject()
                && last.properties().stream().anyMatch(field -> field.getValue().isNumber());
    }

    private static List<String> withAnswer(List<String> circle) {
        List<String> names = new ArrayList<>(circle);
        names.add(Program.Completed.NAME);
        return names;
    }

    private static int left(Explanation explanation) {
        return explanation.unknown().size() + explanation.counterExamples().size();
    }

    private void count(Explanation explanation) {
        support = Math.min(support, explanation.support());
        against = Math.max(against, explanation.counterExamples().size());
    }

    /// What a call does not mention it leaves alone: the field has the value that the same row had before.
    private Optional<Program> unchanged(List<Example> examples, String field) {
        for (String row : rows) {
            Program.Path path = Program.Path.of(row, field);
            int known = 0;
            int equal = 0;
            for (Example example : examples) {
                JsonNode before = path.eval(example.scope());
                known += before.isMissingNode() ? 0 : 1;
                equal += !before.isMissingNode() && Values.equal(before, example.target()) ? 1 : 0;
            }
            if (known * 2 >= examples.size() && known > 0 && equal == known) {
                support = Math.min(support, equal);
                return Optional.of(path);
            }
        }
        return Optional.empty();
    }

    /// The key of a row that every call makes anew, although others that no log shows are made in between, or every
    /// conversation begins to count again.
    private Optional<Program> fresh(Field field) {
        List<String> above = field.path().subList(0, Math.max(0, field.path().size() - 1));
        List<String> key = List.of(field.name());
        Optional<Table> table = tables.at(new Table.Site(tool, String.join(".", above)))
                .filter(known -> known.key().equals(key))
                .or(() -> above.isEmpty() ? tables.by(key) : Optional.empty());
        boolean different =
                new HashSet<>(field.values()).size() == field.values().size();
        boolean texts = field.values().stream().allMatch(JsonNode::isTextual);
        if (table.isPresent() && different && texts) {
            return Optional.of(next(field, table.get().name()));
        }
        return tables.issued(tool, String.join(".", field.path()))
                .map(issued -> next(field, table.map(Table::name).orElse(issued)))
                .map(next -> texts ? next : new Program.Formula(next));
    }

    private Program next(Field field, String name) {
        support = Math.min(support, field.values().size());
        return Program.Path.of(Binder.FRESH, name);
    }
}
