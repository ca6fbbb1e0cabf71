package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.program.Predicate.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/// Decides predicates. What depends on something that is not known is unknown, unless the rest decides alone.
final class PredicateEvaluation {

    /// Rules have few patterns, and test them at every call.
    private static final Map<String, Pattern> COMPILED = new ConcurrentHashMap<>();

    private PredicateEvaluation() {}

    static Verdict of(Predicate predicate, Scope scope) {
        return switch (predicate) {
            case Predicate.Compare(Program left, var comparison, Program right) ->
                compare(Evaluation.of(left, scope), comparison, Evaluation.of(right, scope));
            case Predicate.Contains(Program container, Program value) ->
                contains(Evaluation.of(container, scope), Evaluation.of(value, scope));
            case Predicate.Present(Program value) -> present(Evaluation.of(value, scope));
            case Predicate.Matches(Program text, String pattern) -> matches(Evaluation.of(text, scope), pattern);
            case Predicate.Any(Program list, Predicate each) -> any(Evaluation.of(list, scope), each, scope);
            case Predicate.And(List<Predicate> tests) -> and(tests, scope);
            case Predicate.Not(Predicate test) -> of(test, scope).negated();
        };
    }

    private static Verdict compare(JsonNode left, Predicate.Comparison comparison, JsonNode right) {
        if (left.isMissingNode() || right.isMissingNode()) {
            return Verdict.UNKNOWN;
        }
        return switch (comparison) {
            case EQUAL -> Verdict.of(Values.equal(left, right));
            case UNEQUAL -> Verdict.of(!Values.equal(left, right));
            case LESS -> ordered(left, right, order -> order < 0);
            case AT_MOST -> ordered(left, right, order -> order <= 0);
            case MORE -> ordered(left, right, order -> order > 0);
            case AT_LEAST -> ordered(left, right, order -> order >= 0);
        };
    }

    private static Verdict ordered(JsonNode left, JsonNode right, IntPredicate holds) {
        Optional<Integer> order = Values.order(left, right);
        return order.isPresent() ? Verdict.of(holds.test(order.get())) : Verdict.UNKNOWN;
    }

    private static Verdict contains(JsonNode container, JsonNode value) {
        if (value.isMissingNode() || !container.isContainerNode()) {
            return Verdict.UNKNOWN;
        }
        if (container.isObject()) {
            return Verdict.of(container.has(value.asText()));
        }
        for (JsonNode element : container) {
            if (Values.equal(element, value)) {
                return Verdict.TRUE;
            }
        }
        return Verdict.FALSE;
    }

    private static Verdict present(JsonNode value) {
        boolean empty = value.isTextual() && value.textValue().isEmpty();
        return Verdict.of(!value.isMissingNode() && !value.isNull() && !empty);
    }

    private static Verdict matches(JsonNode text, String pattern) {
        return text.isTextual()
                ? Verdict.of(COMPILED.computeIfAbsent(pattern, Pattern::compile)
                        .matcher(text.textValue())
                        .matches())
                : Verdict.UNKNOWN;
    }

    private static Verdict any(JsonNode list, Predicate each, Scope scope) {
        if (!list.isArray()) {
            return Verdict.UNKNOWN;
        }
        Verdict result = Verdict.FALSE;
        for (JsonNode element : list) {
            Verdict verdict = of(each, scope.with(Evaluation.EACH, element));
            if (verdict == Verdict.TRUE) {
                return Verdict.TRUE;
            }
            result = verdict == Verdict.UNKNOWN ? Verdict.UNKNOWN : result;
        }
        return result;
    }

    private static Verdict and(List<Predicate> tests, Scope scope) {
        Verdict result = Verdict.TRUE;
        for (Predicate test : tests) {
            Verdict verdict = of(test, scope);
            if (verdict == Verdict.FALSE) {
                return Verdict.FALSE;
            }
            result = verdict == Verdict.UNKNOWN ? Verdict.UNKNOWN : result;
        }
        return result;
    }
}
