package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.agentgym.program.Example;
import dev.agentgym.program.Explanation;
import dev.agentgym.program.Program;
import dev.agentgym.program.ProgramSearch;
import dev.agentgym.program.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/// Finds how a tool's accepted answers are computed, field by field. For one thread.
final class AnswerSearch {

    private static final int MOST_FIELDS = 80;
    private static final int DEEPEST = 3;
    private static final int MOST_WITNESSES = 3;

    private final ProgramSearch search;
    private final List<String> rows;
    private int support = Integer.MAX_VALUE;
    private int against;

    /// @param names what programs may use
    /// @param rows the names of the rows that the answer shows
    AnswerSearch(Set<String> names, List<String> rows) {
        this.search = new ProgramSearch(ordered(names), RuleInduction.WORK);
        this.rows = rows;
    }

    /// Arguments first: where an argument and a row explain a value alike, the argument is the likelier reason.
    private static List<String> ordered(Set<String> names) {
        List<String> ordered = new ArrayList<>(List.of(Binder.ARGUMENTS));
        names.stream().filter(name -> !name.equals(Binder.ARGUMENTS)).forEach(ordered::add);
        return ordered;
    }

    Optional<ToolRules.Answer> answer(List<Evidence> accepted) {
        if (accepted.isEmpty()) {
            return Optional.empty();
        }
        Optional<Program> program = explain(accepted, Evidence::result, "", 0);
        List<String> witnesses = accepted.stream()
                .map(call -> call.seen().conversation())
                .distinct()
                .limit(MOST_WITNESSES)
                .toList();
        return program.map(rule -> new ToolRules.Answer(rule, support, against, witnesses));
    }

    private Optional<Program> explain(
            List<Evidence> calls, Function<Evidence, JsonNode> target, String name, int depth) {
        Set<String> fields = fields(calls, target);
        if (depth < DEEPEST && !fields.isEmpty() && fields.size() <= MOST_FIELDS) {
            return built(calls, target, fields, depth);
        }
        List<Example> examples = calls.stream()
                .map(call -> new Example(call.scope(), target.apply(call)))
                .toList();
        Optional<Program> same = depth == 1 ? unchanged(examples, name) : Optional.empty();
        if (same.isPresent()) {
            return same;
        }
        Optional<Explanation> found = search.explain(examples, name);
        found.ifPresent(explanation -> {
            support = Math.min(support, explanation.support());
            against = Math.max(against, explanation.counterExamples().size());
        });
        return found.map(Explanation::program);
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

    /// The fields of objects that are no dictionaries; empty if the targets are anything else.
    private static Set<String> fields(List<Evidence> calls, Function<Evidence, JsonNode> target) {
        Set<String> fields = new TreeSet<>();
        for (Evidence call : calls) {
            JsonNode value = target.apply(call);
            if (!(value instanceof com.fasterxml.jackson.databind.node.ObjectNode object)
                    || Sites.isDictionary(object)) {
                return Set.of();
            }
            object.fieldNames().forEachRemaining(fields::add);
        }
        return fields;
    }

    private Optional<Program> built(
            List<Evidence> calls, Function<Evidence, JsonNode> target, Set<String> fields, int depth) {
        SortedMap<String, Program> programs = new TreeMap<>();
        for (String field : fields) {
            Function<Evidence, JsonNode> inner = call -> {
                JsonNode value = target.apply(call).get(field);
                return value == null ? MissingNode.getInstance() : value;
            };
            Optional<Program> program = explain(calls, inner, field, depth + 1);
            if (program.isEmpty()) {
                return Optional.empty();
            }
            programs.put(field, program.get());
        }
        return Optional.of(new Program.Built(programs));
    }
}
