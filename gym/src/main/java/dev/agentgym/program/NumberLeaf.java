package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.DoubleStream;

/// A number to calculate with: its program and its values in the scopes of a scene, NaN where it is not known.
///
/// @param isConstant whether the program is a [Program.Constant]
record NumberLeaf(Program program, Reals values, int bits, boolean isConstant) implements Term {

    /// Numbers in a row.
    static final class Reals {
        private final double[] numbers;

        Reals(DoubleStream numbers) {
            this.numbers = numbers.toArray();
        }

        double at(int index) {
            return numbers[index];
        }

        int size() {
            return numbers.length;
        }

        List<Double> list() {
            return DoubleStream.of(numbers).boxed().toList();
        }

        long known() {
            return DoubleStream.of(numbers)
                    .filter(number -> !Double.isNaN(number))
                    .count();
        }
    }

    /// The leaves in some of the scopes.
    static List<NumberLeaf> at(List<NumberLeaf> leaves, List<Integer> scopes) {
        return leaves.stream()
                .map(all -> new NumberLeaf(
                        all.program, new Reals(scopes.stream().mapToDouble(all.values::at)), all.bits, all.isConstant))
                .toList();
    }

    static NumberLeaf of(Candidate candidate) {
        return new NumberLeaf(candidate.program(), reals(candidate.values()), candidate.bits(), false);
    }

    static NumberLeaf constant(Program.Constant constant, int size) {
        double value = constant.value().doubleValue();
        Reals values = new Reals(DoubleStream.generate(() -> value).limit(size));
        return new NumberLeaf(constant, values, Bits.of(constant), true);
    }

    static Reals reals(List<JsonNode> values) {
        return new Reals(values.stream().mapToDouble(value -> value.isNumber() ? value.doubleValue() : Double.NaN));
    }

    @Override
    public double at(int example) {
        return values.at(example);
    }
}
