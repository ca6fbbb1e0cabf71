package dev.agentgym.program;

import java.util.ArrayList;
import java.util.List;

/// Reads conditions for a [RuleReader].
///
/// @param cursor where the condition begins
/// @param formulas reads the values that are compared
record ConditionReader(RuleCursor cursor, RuleReader formulas) {

    private static final List<String> LESS_OR_SO = List.of("<=", ">=", "!=");

    /// Tests with `and` between them.
    Predicate all() {
        if (cursor.takesWords(Description.ALWAYS)) {
            return new Predicate.And(List.of());
        }
        List<Predicate> tests = new ArrayList<>();
        do {
            tests.add(one());
        } while (cursor.takesWords("and"));
        return tests.size() == 1 ? tests.getFirst() : new Predicate.And(tests);
    }

    private Predicate one() {
        cursor.enter();
        Predicate test = test();
        cursor.leave();
        return test;
    }

    private Predicate test() {
        RuleCursor.Place start = cursor.place();
        if (cursor.takesWords("not") && cursor.takes("(")) {
            return new Predicate.Not(closed());
        }
        cursor.backTo(start);
        if (cursor.takesWords("any of")) {
            Program list = formulas.tight();
            cursor.expectWords("has");
            return new Predicate.Any(list, one());
        }
        if (!cursor.sees("(")) {
            return comparison();
        }
        return parenthesised();
    }

    private Predicate closed() {
        Predicate inside = all();
        cursor.expect(")");
        return inside;
    }

    /// A parenthesis may belong to a value or to a condition: the reading that gets further is meant.
    private Predicate parenthesised() {
        RuleCursor.Place start = cursor.place();
        try {
            return comparison();
        } catch (RuleSyntaxException ofValue) {
            try {
                cursor.backTo(start);
                cursor.expect("(");
                return closed();
            } catch (RuleSyntaxException ofCondition) {
                throw ofValue.offset() > ofCondition.offset() ? ofValue : ofCondition;
            }
        }
    }

    private Predicate comparison() {
        Program left = formulas.program();
        if (cursor.takesWords("is given")) {
            return new Predicate.Present(left);
        }
        if (cursor.takesWords("looks like")) {
            return new Predicate.Matches(left, pattern());
        }
        if (cursor.takesWords("in")) {
            return new Predicate.Contains(formulas.program(), left);
        }
        for (Predicate.Comparison comparison : Predicate.Comparison.values()) {
            if (takes(comparison)) {
                return new Predicate.Compare(left, comparison, formulas.program());
            }
        }
        throw cursor.failure("a comparison (= ≠ < ≤ > ≥, 'in', 'is given' or 'looks like')");
    }

    private boolean takes(Predicate.Comparison comparison) {
        boolean longer = LESS_OR_SO.stream().anyMatch(cursor::sees);
        return switch (comparison) {
            case UNEQUAL -> cursor.takes("≠") || cursor.takes("!=");
            case AT_MOST -> cursor.takes("≤") || cursor.takes("<=");
            case AT_LEAST -> cursor.takes("≥") || cursor.takes(">=");
            case EQUAL, LESS, MORE -> !longer && cursor.takes(comparison.symbol());
        };
    }

    private String pattern() {
        cursor.space();
        String pattern = cursor.here() == '/' ? slashed() : cursor.pattern();
        if (pattern.isEmpty()) {
            throw cursor.failure("a pattern");
        }
        return pattern;
    }

    private String slashed() {
        cursor.take();
        StringBuilder pattern = new StringBuilder();
        while (!cursor.isPast()) {
            char next = cursor.take();
            if (next == '/') {
                return pattern.toString();
            }
            pattern.append(next == '\\' && cursor.here() == '/' ? cursor.take() : next);
        }
        throw cursor.failure("'/' at the end of a pattern");
    }
}
