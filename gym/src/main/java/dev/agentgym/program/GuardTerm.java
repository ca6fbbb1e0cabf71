package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.trace.Json;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/// A program with its values in every row of a [Table]. Not changed after it is built.
final class GuardTerm {

    private static final int LONGEST_KEY = 300;
    private static final int MOST_KINDS = 30;

    /// The values of an enumeration occur this often on average.
    private static final double REPEATED = 2.5;

    private final Program program;
    private final double bits;
    private final List<Program> parts;
    private final JsonNode[] values;
    private final double[] numbers;
    private final String[] keys;
    private final Map<String, Integer> distinct = new TreeMap<>();
    private final boolean numeric;
    private final boolean text;
    private final boolean date;
    private final boolean scalar;
    private final boolean list;
    private final boolean object;
    private int known;

    /// A term of the values of a program; the parts are what it is computed from.
    GuardTerm(Program program, double bits, List<Program> parts, JsonNode[] values) {
        this.program = program;
        this.bits = bits;
        this.parts = List.copyOf(parts);
        this.values = values;
        this.numbers = new double[values.length];
        this.keys = new String[values.length];
        readValues();
        numeric = mostly(JsonNode::isNumber);
        text = mostly(JsonNode::isTextual);
        date = text && mostly(value -> Dates.day(value).isPresent());
        scalar = mostly(GuardTerm::isScalar);
        list = mostly(JsonNode::isArray);
        object = mostly(JsonNode::isObject);
    }

    private void readValues() {
        for (int i = 0; i < values.length; i++) {
            numbers[i] = number(values[i]);
            known += values[i].isMissingNode() || values[i].isNull() ? 0 : 1;
            keys[i] = isScalar(values[i]) ? Json.canonical(values[i]) : "";
            if (!keys[i].isEmpty()) {
                distinct.merge(keys[i], 1, Integer::sum);
            }
        }
    }

    Program program() {
        return program;
    }

    /// The same at a higher cost.
    GuardTerm dearer(double more) {
        return new GuardTerm(program, bits + more, parts, values);
    }

    /// What it costs to name it.
    double bits() {
        return bits;
    }

    /// The paths and picks that a person would name when speaking of it.
    List<Program> parts() {
        return parts;
    }

    JsonNode value(int row) {
        return values[row];
    }

    /// The value as a number; not a number where it is none.
    double number(int row) {
        return numbers[row];
    }

    /// The canonical text of a scalar value; empty where it is unknown or no scalar.
    String key(int row) {
        return keys[row];
    }

    double[] numbers() {
        return numbers;
    }

    int rows() {
        return values.length;
    }

    /// How often each scalar value occurs, by its canonical text.
    Map<String, Integer> distinct() {
        return distinct;
    }

    boolean isNumeric() {
        return numeric;
    }

    boolean isText() {
        return text;
    }

    boolean isDate() {
        return date;
    }

    boolean isScalar() {
        return scalar;
    }

    boolean isList() {
        return list;
    }

    boolean isObject() {
        return object;
    }

    /// Whether its values are few enough that each is a kind of things, not one thing.
    boolean isEnumeration() {
        int count = distinct.values().stream().mapToInt(Integer::intValue).sum();
        return !distinct.isEmpty() && distinct.size() <= MOST_KINDS && count >= REPEATED * distinct.size();
    }

    private boolean mostly(Predicate<JsonNode> test) {
        int matching = 0;
        for (JsonNode value : values) {
            matching += !value.isMissingNode() && !value.isNull() && test.test(value) ? 1 : 0;
        }
        return matching > 0 && matching * 2 >= known;
    }

    private static boolean isScalar(JsonNode value) {
        return (value.isNumber() && Double.isFinite(value.doubleValue()))
                || value.isBoolean()
                || (value.isTextual() && value.textValue().length() <= LONGEST_KEY);
    }

    private static double number(JsonNode value) {
        double number = value.isNumber() ? value.doubleValue() : Double.NaN;
        return Double.isFinite(number) ? number : Double.NaN;
    }
}
