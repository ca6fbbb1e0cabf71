package dev.agentgym.program;

import dev.agentgym.program.Program.Fold.Kind;
import dev.agentgym.program.Program.Operator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// Numbers that lists are reduced to: counts; sums, minima and maxima of what each element holds or points at; sums
/// of products. Differences and constant factors are left to the arithmetic outside, as sums are linear.
final class Folds {

    private static final int MOST_LISTS = 14;
    private static final int MOST_NUMBERS = 10;
    private static final int MOST_FACTORS = 6;
    private static final int NODE = 4;

    private final Scene scene;
    private final List<NumberLeaf> found = new ArrayList<>();

    private Folds(Scene scene) {
        this.scene = scene;
    }

    static List<NumberLeaf> of(Scene scene) {
        Folds folds = new Folds(scene);
        scene.lists().stream().limit(MOST_LISTS).forEach(folds::fold);
        return folds.found;
    }

    private void fold(Candidate list) {
        Elements elements = scene.elements(list);
        if (elements.isEmpty() || !scene.work().spend(1)) {
            return;
        }
        add(list, Kind.COUNT, Program.Path.of("each"), 0, elements, DoubleStream.generate(() -> 1));
        List<NumberLeaf> numbers = numbers(elements);
        numbers.forEach(number -> add(list, Kind.SUM, number, elements));
        if (!(list.program() instanceof Program.Filtered)) {
            numbers.forEach(number -> add(list, Kind.MIN, number, elements));
            numbers.forEach(number -> add(list, Kind.MAX, number, elements));
        }
        products(list, numbers.stream().limit(MOST_FACTORS).toList(), elements);
    }

    private static List<NumberLeaf> numbers(Elements elements) {
        return elements.own().stream()
                .filter(candidate ->
                        candidate.values().stream().allMatch(value -> value.isNumber() || value.isMissingNode()))
                .sorted(Comparator.comparingInt(Candidate::bits))
                .limit(MOST_NUMBERS)
                .map(NumberLeaf::of)
                .toList();
    }

    private void products(Candidate list, List<NumberLeaf> factors, Elements elements) {
        for (int i = 0; i < factors.size(); i++) {
            for (int j = i + 1; j < factors.size(); j++) {
                Term product = new Term.Combined(Operator.TIMES, factors.get(i), factors.get(j));
                add(list, Kind.SUM, product, elements);
                for (int k = j + 1; k < factors.size(); k++) {
                    add(list, Kind.SUM, new Term.Combined(Operator.TIMES, product, factors.get(k)), elements);
                }
            }
        }
    }

    private void add(Candidate list, Kind kind, Term each, Elements elements) {
        DoubleStream values = IntStream.range(0, elements.owners().size()).mapToDouble(each::at);
        add(list, kind, each.program(), each.bits(), elements, values);
    }

    private void add(Candidate list, Kind kind, Program each, int bits, Elements elements, DoubleStream values) {
        List<Double> numbers = values.limit(elements.owners().size()).boxed().toList();
        DoubleStream folded = elements.byExample(numbers).stream()
                .mapToDouble(group -> group.map(inside -> folded(kind, inside)).orElse(Double.NaN));
        NumberLeaf.Reals reals = new NumberLeaf.Reals(folded);
        if (reals.known() > 0) {
            Program fold = new Program.Fold(kind, list.program(), each);
            found.add(new NumberLeaf(fold, reals, Bits.seen(NODE + list.bits() + bits), false));
        }
    }

    private static double folded(Kind kind, List<Double> numbers) {
        DoubleStream values = numbers.stream().mapToDouble(Double::doubleValue);
        return switch (kind) {
            case SUM, COUNT -> values.sum();
            case MIN -> values.min().orElse(Double.NaN);
            case MAX -> values.max().orElse(Double.NaN);
        };
    }
}
