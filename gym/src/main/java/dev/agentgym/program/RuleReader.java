package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// Reads rules as [Program#text] and [Predicate#text] print them, so that a person can write one. What is printed
/// and read again computes the same.
///
/// Beyond what is printed it takes sums without parentheses, by the usual precedence. For one rule, one thread.
public final class RuleReader {

    private static final List<RoundingMode> ROUNDINGS =
            List.of(RoundingMode.HALF_UP, RoundingMode.CEILING, RoundingMode.FLOOR);

    private final RuleCursor cursor;
    private final Set<String> names;
    private final ConditionReader conditions;
    private final PhraseReader phrases;
    private int completed;

    private RuleReader(String text, Set<String> names) {
        this.cursor = new RuleCursor(text);
        this.names = names;
        this.conditions = new ConditionReader(cursor, this);
        this.phrases = new PhraseReader(cursor, this, conditions);
    }

    /// Reads a formula, such as `round((args.amount * 0.9), 2)`.
    ///
    /// @param names what its paths may begin with; empty for anything
    /// @throws RuleSyntaxException when it is none
    public static Program program(String text, Set<String> names) {
        RuleReader reader = new RuleReader(text, names);
        Program program = reader.program();
        reader.end();
        return program;
    }

    /// Reads a condition, such as `order.status = "sent" and args.amount > 10`.
    ///
    /// @param names what its paths may begin with; empty for anything
    /// @throws RuleSyntaxException when it is none
    public static Predicate predicate(String text, Set<String> names) {
        RuleReader reader = new RuleReader(text, names);
        Predicate predicate = reader.conditions.all();
        reader.end();
        return predicate;
    }

    /// Reads a text with slots, such as `Order {args.order_id} not found`, without quotes around it.
    ///
    /// @param names what its paths may begin with; empty for anything
    /// @throws RuleSyntaxException when a slot holds no formula or is not closed
    public static Program template(String text, Set<String> names) {
        RuleReader reader = new RuleReader(text, names);
        return reader.words().until('\0');
    }

    private void end() {
        if (!cursor.isAtEnd()) {
            throw cursor.failure("the end of the rule");
        }
    }

    private TemplateReader words() {
        return new TemplateReader(cursor, this);
    }

    Program program() {
        cursor.enter();
        Program left = product();
        while (true) {
            if (cursor.takes("+")) {
                left = plus(left, product());
            } else if (cursor.takes("-")) {
                left = new Program.Arithmetic(Program.Operator.MINUS, left, product());
            } else {
                cursor.leave();
                return left;
            }
        }
    }

    private Program plus(Program left, Program right) {
        for (Program.Unit unit : Program.Unit.values()) {
            if (cursor.takesWords(Description.word(unit))) {
                return new Program.Moved(left, right, unit);
            }
        }
        return new Program.Arithmetic(Program.Operator.PLUS, left, right);
    }

    private Program product() {
        Program left = phrases.any();
        while (true) {
            if (cursor.takes("*")) {
                left = new Program.Arithmetic(Program.Operator.TIMES, left, phrases.any());
            } else if (cursor.takes("/")) {
                left = new Program.Arithmetic(Program.Operator.DIVIDED, left, phrases.any());
            } else {
                return left;
            }
        }
    }

    Program bracketed() {
        cursor.expect("[");
        Program key = program();
        cursor.expect("]");
        return key;
    }

    SortedMap<String, Program> fields() {
        SortedMap<String, Program> fields = new TreeMap<>();
        while (!cursor.takes("}")) {
            if (!fields.isEmpty()) {
                cursor.expect(",");
            }
            cursor.space();
            String name = cursor.name();
            cursor.expect(":");
            fields.put(name, program());
        }
        return fields;
    }

    /// What needs no parentheses, with the elements picked from it.
    Program tight() {
        cursor.enter();
        Program program = atom();
        while (cursor.here() == '[') {
            program = new Program.Pick(program, bracketed());
        }
        cursor.leave();
        return program;
    }

    private Program atom() {
        cursor.space();
        return switch (cursor.here()) {
            case '"' -> {
                cursor.take();
                yield words().until('"');
            }
            case '(' -> {
                cursor.take();
                Program inside = program();
                cursor.expect(")");
                yield inside;
            }
            case '[' -> cursor.json().<Program>map(Program.Constant::new).orElseGet(this::mapped);
            case '{' -> cursor.json().<Program>map(Program.Constant::new).orElseGet(this::built);
            default -> cursor.number().<Program>map(Program.Constant::new).orElseGet(this::named);
        };
    }

    private Program mapped() {
        cursor.expect("[");
        Program each = program();
        cursor.expectWords("for each of");
        Program list = program();
        cursor.expect("]");
        return new Program.Mapped(list, each);
    }

    private Program built() {
        cursor.expect("{");
        return new Program.Built(fields());
    }

    private Program named() {
        for (RoundingMode mode : ROUNDINGS) {
            if (cursor.takes(Description.word(mode) + "(")) {
                return rounded(mode);
            }
        }
        for (Program.Operator operator : List.of(Program.Operator.MIN, Program.Operator.MAX)) {
            if (cursor.takes(operator.symbol() + "(")) {
                Program left = program();
                cursor.expect(",");
                Program right = program();
                cursor.expect(")");
                return new Program.Arithmetic(operator, left, right);
            }
        }
        return literal().orElseGet(this::path);
    }

    private Program rounded(RoundingMode mode) {
        Program number = program();
        cursor.expect(",");
        JsonNode decimals = cursor.number().orElseThrow(() -> cursor.failure("a number of decimals"));
        cursor.expect(")");
        return new Program.Rounded(number, decimals.asInt(), mode);
    }

    /// The rest of an object, which may use what comes before as `answer`.
    Program rest() {
        completed++;
        Program rest = tight();
        completed--;
        return rest;
    }

    private Optional<Program> literal() {
        if (cursor.takesWords("nothing")) {
            return Optional.of(new Program.Absent());
        }
        JsonNode value = cursor.takesWords("true")
                ? BooleanNode.TRUE
                : cursor.takesWords("false")
                        ? BooleanNode.FALSE
                        : cursor.takesWords("null") ? NullNode.getInstance() : MissingNode.getInstance();
        return value.isMissingNode() && !cursor.takesWords(Description.UNKNOWN)
                ? Optional.empty()
                : Optional.of(new Program.Constant(value));
    }

    private Program path() {
        List<String> steps = new ArrayList<>();
        RuleCursor.Place start = cursor.place();
        String root = cursor.name();
        boolean known = names.isEmpty()
                || names.contains(root)
                || root.equals(Evaluation.EACH)
                || (completed > 0 && root.equals(Program.Completed.NAME));
        if (!known) {
            cursor.backTo(start);
            throw cursor.failure("one of the names " + String.join(", ", new TreeSet<>(names))
                    + " (a text stands in double quotes)");
        }
        steps.add(root);
        while (cursor.here() == '.' && cursor.take() == '.') {
            steps.add(cursor.name());
        }
        return new Program.Path(steps);
    }
}
