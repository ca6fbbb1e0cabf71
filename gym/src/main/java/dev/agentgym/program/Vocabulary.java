package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What conditions on some cases can be about: paths, looked up values, counts, sums, spans of days.
///
/// Every term costs as many bits as it takes to pick it from the paths, and one or two for each step of computing.
final class Vocabulary {

    /// That a second call is refused is seldom because it is the second: what the first one did is the reason.
    private static final double HISTORY_BITS = 7;

    private static final int MOST_LISTS = 8;
    private static final int MOST_PICKS = 40;
    private static final int ROWS_LOOKED_UP = 40;
    private static final int MOST_KEYS = 12;
    private static final int MOST_DATES = 8;
    private static final int MOST_FIELDS = 8;
    private static final int MOST_OUTER = 60;

    /// A value that can be looked up in fewer rows than this share is no term.
    private static final double FEWEST_FOUND = 0.1;

    private static final Program EACH = Program.Path.of("each");

    private final Table cases;
    private final List<GuardTerm> terms = new ArrayList<>();
    private final List<Columns> elements = new ArrayList<>();

    private Vocabulary(List<Scope> scopes, Collection<String> names) {
        cases = Table.ofCases(scopes);
        List<GuardTerm> paths = paths(cases, names);
        terms.addAll(paths);
        terms.addAll(picks(cases, paths, List.of()));
        List<Elements> lists = lists(paths, scopes);
        lists.forEach(this::addColumns);
        List<GuardTerm> outer = Stream.concat(terms.stream().skip(paths.size()), paths.stream())
                .limit(MOST_OUTER)
                .toList();
        lists.forEach(list -> addElements(list, outer));
        addSpans();
    }

    /// A list, its elements in all cases, and the paths in them.
    private record Elements(GuardTerm list, Table table, List<GuardTerm> paths) {}

    private List<Elements> lists(List<GuardTerm> paths, List<Scope> scopes) {
        List<Elements> lists = new ArrayList<>();
        for (GuardTerm list :
                paths.stream().filter(GuardTerm::isList).limit(MOST_LISTS).toList()) {
            addCount(list);
            Table.ofElements(list.program(), scopes)
                    .ifPresent(table -> lists.add(new Elements(list, table, paths(table, List.of("each")))));
        }
        return lists;
    }

    static Vocabulary of(List<Scope> scopes, Collection<String> names) {
        return new Vocabulary(scopes, names);
    }

    /// Terms of the cases.
    Columns cases() {
        return new Columns(cases, List.copyOf(terms), List.of());
    }

    /// Terms of the elements of each list.
    List<Columns> elements() {
        return List.copyOf(elements);
    }

    private static List<GuardTerm> paths(Table table, Collection<String> names) {
        List<Program.Path> paths = Paths.of(table.rows(), names);
        double bits = Math.log(Math.max(4, paths.size())) / Math.log(2);
        return paths.stream()
                .map(path -> Columns.term(table, path, bits, List.of(path)))
                .map(term -> isHistory(term) ? term.dearer(HISTORY_BITS) : term)
                .toList();
    }

    /// What tells only of calls before, and nothing of any row.
    Set<Program> history() {
        return terms.stream()
                .filter(Vocabulary::isHistory)
                .map(GuardTerm::program)
                .collect(Collectors.toSet());
    }

    /// Whether it tells what was called before, and nothing of any row: how often, or whether.
    private static boolean isHistory(GuardTerm term) {
        boolean name = term.program() instanceof Program.Path(List<String> steps) && steps.size() == 1;
        return name && IntStream.range(0, term.rows()).mapToObj(term::value).allMatch(Vocabulary::countsOrTells);
    }

    private static boolean countsOrTells(JsonNode value) {
        return value.isNumber() || value.isBoolean();
    }

    /// Values of maps under keys that stand elsewhere, and the fields of these values. One of both has to be own.
    private static List<GuardTerm> picks(Table table, List<GuardTerm> own, List<GuardTerm> outer) {
        List<GuardTerm> all = Stream.concat(own.stream(), outer.stream()).toList();
        List<GuardTerm> picks = new ArrayList<>();
        for (GuardTerm map : all.stream().filter(GuardTerm::isObject).toList()) {
            List<GuardTerm> keys = own.contains(map) ? all : own;
            keys.stream()
                    .filter(GuardTerm::isText)
                    .filter(key -> isKey(key, map))
                    .limit(MOST_KEYS)
                    .forEach(key -> {
                        Program program = new Program.Pick(map.program(), key.program());
                        double bits = map.bits() + key.bits() / 2 + 1;
                        pick(table, program, bits, List.of(map.program(), key.program()), picks);
                    });
        }
        return picks.subList(0, Math.min(picks.size(), MOST_PICKS));
    }

    /// Whether at least half of the values that the first rows know are keys.
    private static boolean isKey(GuardTerm key, GuardTerm map) {
        int known = 0;
        int found = 0;
        for (int i = 0; i < map.rows() && known < ROWS_LOOKED_UP; i++) {
            if (map.value(i).isObject() && key.value(i).isTextual()) {
                known++;
                found += map.value(i).has(key.value(i).textValue()) ? 1 : 0;
            }
        }
        return found > 0 && found * 2 >= known;
    }

    private static void pick(Table table, Program program, double bits, List<Program> parts, List<GuardTerm> picks) {
        GuardTerm picked = Columns.term(table, program, bits, parts);
        if (!isFound(picked)) {
            return;
        }
        picks.add(picked);
        TreeSet<String> fields = new TreeSet<>();
        for (int i = 0; i < picked.rows() && fields.size() <= MOST_FIELDS; i++) {
            picked.value(i).fieldNames().forEachRemaining(fields::add);
        }
        fields.stream().limit(MOST_FIELDS).forEach(field -> {
            Program value = new Program.Pick(program, new Program.Constant(TextNode.valueOf(field)));
            List<Program> named =
                    Stream.concat(parts.stream(), Stream.of(value)).toList();
            GuardTerm term = Columns.term(table, value, bits + 1, named);
            if (isFound(term)) {
                picks.add(term);
            }
        });
    }

    private static boolean isFound(GuardTerm term) {
        int found = 0;
        for (int i = 0; i < term.rows(); i++) {
            found += term.value(i).isMissingNode() ? 0 : 1;
        }
        return found > 0 && found >= FEWEST_FOUND * term.rows();
    }

    private void addCount(GuardTerm list) {
        Program count = new Program.Fold(Program.Fold.Kind.COUNT, list.program(), EACH);
        terms.add(Columns.term(cases, count, list.bits() + 1, list.parts()));
    }

    private void addColumns(Elements elements) {
        elements.paths().stream()
                .skip(1)
                .filter(GuardTerm::isText)
                .limit(MOST_FIELDS)
                .forEach(element -> addColumn(elements.list(), element));
        lookups(elements.list(), elements.paths());
    }

    private void addElements(Elements elements, List<GuardTerm> outer) {
        GuardTerm list = elements.list();
        Table table = elements.table();
        List<GuardTerm> repeated = outer.stream()
                .filter(term -> term != list)
                .map(term -> Columns.repeated(term, table))
                .toList();
        List<GuardTerm> own = new ArrayList<>(elements.paths());
        own.addAll(picks(table, elements.paths(), repeated));
        this.elements.add(new Columns(table, own, repeated));
        own.reversed().stream()
                .filter(GuardTerm::isNumeric)
                .limit(MOST_FIELDS)
                .forEach(element -> addSum(list, element));
    }

    private void addSum(GuardTerm list, GuardTerm element) {
        Program sum = new Program.Fold(Program.Fold.Kind.SUM, list.program(), element.program());
        terms.add(Columns.term(cases, sum, list.bits() + element.bits() / 2 + 1, parts(list, element)));
    }

    /// One field of all elements, as a list that a value may be in.
    private void addColumn(GuardTerm list, GuardTerm element) {
        Program column = new Program.Mapped(list.program(), element.program());
        terms.add(Columns.term(cases, column, list.bits() + element.bits() / 2 + 1, parts(list, element)));
    }

    private static List<Program> parts(GuardTerm a, GuardTerm b) {
        return Stream.concat(a.parts().stream(), b.parts().stream()).toList();
    }

    /// Fields of the element of a list that an argument names.
    private void lookups(GuardTerm list, List<GuardTerm> elementPaths) {
        for (GuardTerm id : elementPaths) {
            if (id.isText() && !id.isEnumeration()) {
                terms.stream()
                        .filter(Vocabulary::isArgument)
                        .limit(MOST_KEYS)
                        .toList()
                        .forEach(key -> {
                            Predicate same =
                                    new Predicate.Compare(id.program(), Predicate.Comparison.EQUAL, key.program());
                            Program found = new Program.Found(list.program(), same);
                            List<Program> parts = List.of(list.program(), key.program());
                            pick(cases, found, list.bits() + id.bits() / 2 + key.bits() / 2 + 1, parts, terms);
                        });
            }
        }
    }

    private static boolean isArgument(GuardTerm term) {
        return term.isText() && Parts.isArgument(term.program());
    }

    private void addSpans() {
        List<GuardTerm> dates =
                terms.stream().filter(GuardTerm::isDate).limit(MOST_DATES).toList();
        for (int i = 0; i < dates.size(); i++) {
            for (int j = i + 1; j < dates.size(); j++) {
                span(dates.get(i), dates.get(j)).ifPresent(terms::add);
            }
        }
    }

    /// The days from the date that mostly comes first to the other.
    private Optional<GuardTerm> span(GuardTerm a, GuardTerm b) {
        GuardTerm forward = gap(a, b);
        long negative =
                Arrays.stream(forward.numbers()).filter(days -> days < 0).count();
        long positive =
                Arrays.stream(forward.numbers()).filter(days -> days > 0).count();
        GuardTerm term = negative > positive ? gap(b, a) : forward;
        return isFound(term) ? Optional.of(term) : Optional.empty();
    }

    private GuardTerm gap(GuardTerm from, GuardTerm to) {
        Program gap = new Program.Gap(from.program(), to.program(), Program.Unit.DAYS);
        return Columns.term(cases, gap, from.bits() + to.bits() + 1, parts(from, to));
    }
}
