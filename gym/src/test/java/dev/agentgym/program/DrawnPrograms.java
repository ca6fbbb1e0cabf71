package dev.agentgym.program;

import static dev.agentgym.program.Cases.json;
import static dev.agentgym.program.Cases.money;
import static dev.agentgym.program.Cases.pick;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Programs drawn at random, and random scopes of a webshop to evaluate them in.
final class DrawnPrograms {

    private static final List<Program> NUMBERS = List.of(
            Program.Path.of("args", "amount"),
            Program.Path.of("args", "count"),
            Program.Path.of("order", "total"),
            Program.Path.of("order", "shipping"),
            Program.Path.of("user", "points"),
            new Program.Pick(Program.Path.of("order", "rates"), Program.Path.of("args", "class")));
    private static final List<Program> TEXTS = List.of(
            Program.Path.of("args", "email"),
            Program.Path.of("order", "id"),
            Program.Path.of("user", "name"),
            Program.Path.of("user", "city"));
    private static final Program LINES = Program.Path.of("order", "lines");
    private static final Program LOG = Program.Path.of("order", "log");

    private final Random random;

    DrawnPrograms(Random random) {
        this.random = random;
    }

    static ObjectNode scope(Random random) {
        return json(
                "{'args':{'amount':%s,'count':%d,'class':'%s','email':'e%d@x.org','kind':'%s'},"
                        + "'order':{'id':'W%d','total':%s,'shipping':%d,'status':'%s','placed':'2024-%02d-%02d',"
                        + "'rates':{'slow':%d,'fast':%d},'lines':[%s],'log':[%s]},"
                        + "'user':{'name':'N%d','city':'%s','points':%d}}",
                money(random, 500),
                1 + random.nextInt(20),
                pick(random, "slow", "fast"),
                random.nextInt(100_000),
                pick(random, "gift", "sale", "other"),
                random.nextInt(100_000),
                money(random, 2_000),
                random.nextInt(40),
                pick(random, "open", "sent", "done"),
                1 + random.nextInt(12),
                1 + random.nextInt(28),
                1 + random.nextInt(10),
                10 + random.nextInt(30),
                lines(random),
                IntStream.range(0, random.nextInt(3))
                        .mapToObj(i -> "'event " + random.nextInt(1000) + "'")
                        .collect(Collectors.joining(",")),
                random.nextInt(100_000),
                pick(random, "Bonn", "Oslo", "Rome", "Kyiv", "Lima"),
                random.nextInt(5_000));
    }

    private static String lines(Random random) {
        return IntStream.rangeClosed(0, random.nextInt(4))
                .mapToObj(i -> json(
                                "{'sku':'s%d','price':%s,'count':%d}",
                                random.nextInt(100_000), money(random, 300), 1 + random.nextInt(6))
                        .toString())
                .collect(Collectors.joining(","));
    }

    private static Program constant(JsonNode value) {
        return new Program.Constant(value);
    }

    private static Program text(String value) {
        return constant(TextNode.valueOf(value));
    }

    private <T> T one(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /// A program of one of the kinds that tools are made of.
    Program draw() {
        return switch (random.nextInt(9)) {
            case 0 -> one(TEXTS);
            case 1 -> arithmetic(1 + random.nextInt(2));
            case 2 -> new Program.Rounded(product(), 2);
            case 3 -> template();
            case 4 ->
                new Program.Built(new TreeMap<>(Map.of("who", one(TEXTS), "sum", arithmetic(1), "kind", text("x"))));
            case 5 -> fold();
            case 6 -> new Program.Choice(test(), one(NUMBERS), constant(Numbers.node(random.nextInt(50))));
            case 7 -> list();
            default ->
                new Program.Moved(
                        Program.Path.of("order", "placed"),
                        random.nextBoolean() ? constant(Numbers.node(1 + random.nextInt(60))) : NUMBERS.get(1),
                        Program.Unit.DAYS);
        };
    }

    private Program arithmetic(int operators) {
        Program left = operators == 1 ? one(NUMBERS) : arithmetic(operators - 1);
        Program.Operator operator = one(List.of(Program.Operator.PLUS, Program.Operator.MINUS, Program.Operator.TIMES));
        Program right = random.nextInt(4) == 0 ? constant(Numbers.node(2 + random.nextInt(98))) : one(NUMBERS);
        return new Program.Arithmetic(operator, left, right);
    }

    private Program product() {
        Program factor = constant(
                Numbers.rounded(Numbers.node(new java.math.BigDecimal(random.nextDouble())), 2, RoundingMode.HALF_UP));
        return new Program.Arithmetic(Program.Operator.TIMES, one(NUMBERS), factor);
    }

    private Program template() {
        return new Program.Template(List.of(
                text("Dear "), one(TEXTS), text(", we owe "), one(NUMBERS), text(" to "), one(TEXTS), text(".")));
    }

    private Program fold() {
        Program price = Program.Path.of("each", "price");
        Program count = Program.Path.of("each", "count");
        Program each = one(List.of(price, count, new Program.Arithmetic(Program.Operator.TIMES, price, count)));
        Program fold = new Program.Fold(Program.Fold.Kind.SUM, LINES, each);
        return random.nextBoolean() ? fold : new Program.Arithmetic(Program.Operator.PLUS, fold, one(NUMBERS));
    }

    private Predicate test() {
        boolean kind = random.nextBoolean();
        Program state = kind ? Program.Path.of("args", "kind") : Program.Path.of("order", "status");
        Program value = kind ? text(one(List.of("gift", "sale"))) : text(one(List.of("open", "sent")));
        return new Predicate.Compare(state, Predicate.Comparison.EQUAL, value);
    }

    private Program list() {
        return switch (random.nextInt(3)) {
            case 0 -> new Program.Joined(LOG, one(TEXTS));
            case 1 ->
                new Program.Mapped(
                        LINES,
                        new Program.Built(new TreeMap<>(Map.of(
                                "sku", Program.Path.of("each", "sku"), "to", Program.Path.of("args", "email")))));
            default -> new Program.Sorted(LINES, Program.Path.of("each", "price"), random.nextBoolean());
        };
    }
}
