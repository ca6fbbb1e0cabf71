package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.agentgym.program.Predicate.Comparison;
import dev.agentgym.trace.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// Finds what the rows that refusals name have in common, and have in common with the calls, that few other rows
/// have.
final class RowAspects {

    private static final int LONGEST = 60;
    private static final double LEAST_BITS = 2;

    private final NamedRows named;
    private final List<Program.Path> paths;
    private final Set<String> words;
    private final Table others;
    private final Set<String> fields = new TreeSet<>();

    /// @param paths what is known of the calls, likely reasons first
    /// @param words the constant words of the refusals
    RowAspects(NamedRows named, List<Program.Path> paths, String words) {
        this.named = named;
        this.paths = paths;
        this.words = new HashSet<>(RefusalWords.words(words));
        this.others = Table.ofCases(
                named.kind().rows().stream().map(RowAspects::scope).toList());
        named.rows().forEach(row -> row.fieldNames().forEachRemaining(fields::add));
    }

    private static Scope scope(JsonNode row) {
        return name -> name.equals("each") ? row : MissingNode.getInstance();
    }

    /// Fields in which all named rows have the same value.
    List<RowAspect> constants() {
        List<RowAspect> constants = new ArrayList<>();
        for (String field : fields) {
            JsonNode value = named.rows().getFirst().path(field);
            GuardTerm term = term(field);
            boolean plain =
                    value.isBoolean() || (value.isTextual() && value.asText().length() <= LONGEST);
            if (plain
                    && term.isEnumeration()
                    && named.rows().stream().allMatch(row -> row.path(field).equals(value))) {
                constants.add(constant(field, value, term));
            }
        }
        return constants;
    }

    private RowAspect constant(String field, JsonNode value, GuardTerm term) {
        Predicate when = new Predicate.Compare(RowKind.field(field), Comparison.EQUAL, new Program.Constant(value));
        double bits = log2(fields.size()) + log2(term.distinct().size() + 1.0);
        List<String> said =
                RefusalWords.words(value.asText().toLowerCase(Locale.ROOT).replace('_', ' '));
        return new RowAspect(
                when,
                bits,
                named.size() * surprise(value, term),
                value.isTextual() && !said.isEmpty() && words.containsAll(said));
    }

    private GuardTerm term(String field) {
        Program program = RowKind.field(field);
        return Columns.term(others, program, 0, List.of(program));
    }

    /// The bits that it tells of a row to have this value.
    private static double surprise(JsonNode value, GuardTerm term) {
        double all =
                term.distinct().values().stream().mapToInt(Integer::intValue).sum();
        int same = term.distinct().getOrDefault(Json.canonical(value), 0);
        return Math.max(0, -log2((same + 1) / (all + 2)));
    }

    /// Fields that are the same as something known of the call, for each the likeliest.
    List<RowAspect> links() {
        List<RowAspect> links = new ArrayList<>();
        for (String field : fields) {
            paths.stream()
                    .filter(path -> isSame(field, path))
                    .findFirst()
                    .ifPresent(path -> links.add(link(field, path)));
        }
        return links;
    }

    private boolean isSame(String field, Program.Path path) {
        int known = 0;
        for (int i = 0; i < named.size(); i++) {
            JsonNode value = path.eval(named.scopes().get(i));
            if (value.isMissingNode() || value.isNull()) {
                continue;
            }
            if (!value.isTextual() || !Values.equal(value, named.rows().get(i).path(field))) {
                return false;
            }
            known++;
        }
        return known * 2 > named.size();
    }

    private RowAspect link(String field, Program.Path path) {
        GuardTerm term = term(field);
        double gain = named.rows().stream()
                .mapToDouble(row -> surprise(row.path(field), term))
                .sum();
        double bits = log2(fields.size()) + Math.max(LEAST_BITS, log2(paths.size()));
        boolean told = IntStream.range(0, named.size())
                .allMatch(i -> Mentions.all(named.answers().get(i))
                        .contains(named.rows().get(i).path(field).asText()));
        return new RowAspect(new Predicate.Compare(RowKind.field(field), Comparison.EQUAL, path), bits, gain, told);
    }

    private static double log2(double number) {
        return Math.log(number) / Math.log(2);
    }
}
