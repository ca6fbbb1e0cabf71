package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.agentgym.program.Predicate.Verdict;
import dev.agentgym.trace.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Computes programs and predicates. The numbers are those of [Numbers], the dates those of [Dates].
final class Evaluation {

    static final JsonNode MISSING = MissingNode.getInstance();

    private static final String EACH = "each";

    private Evaluation() {}

    static JsonNode of(Program program, Scope scope) {
        return switch (program) {
            case Program.Constant(JsonNode value) -> value;
            case Program.Path(List<String> steps) -> path(steps, scope);
            case Program.Pick(Program container, Program key) -> pick(of(container, scope), of(key, scope));
            case Program.Arithmetic(var operator, Program left, Program right) ->
                Numbers.combine(operator, of(left, scope), of(right, scope));
            case Program.Rounded(Program number, int decimals) -> Numbers.rounded(of(number, scope), decimals);
            case Program.Fold fold -> fold(fold, scope);
            case Program.Mapped(Program list, Program each) -> mapped(of(list, scope), each, scope);
            case Program.Filtered(Program list, Predicate test) -> filtered(of(list, scope), test, scope);
            case Program.Found(Program list, Predicate test) -> found(of(list, scope), test, scope);
            case Program.Sorted sorted -> sorted(sorted, scope);
            case Program.Joined(Program first, Program second) -> joined(of(first, scope), of(second, scope));
            case Program.Built(var fields) -> withFields(Json.object(), fields, scope);
            case Program.Changed changed -> changed(changed, scope);
            case Program.Template(List<Program> parts) -> template(parts, scope);
            case Program.Written(Program value, var style) -> Writing.of(of(value, scope), style);
            case Program.Moved(Program date, Program amount, var unit) ->
                Dates.moved(of(date, scope), of(amount, scope), unit);
            case Program.Gap(Program from, Program to, var unit) -> Dates.gap(of(from, scope), of(to, scope), unit);
            case Program.Formula(Program text) -> ArithmeticText.value(of(text, scope));
            case Program.Choice(Predicate test, Program then, Program otherwise) ->
                switch (of(test, scope)) {
                    case TRUE -> of(then, scope);
                    case FALSE -> of(otherwise, scope);
                    case UNKNOWN -> MISSING;
                };
        };
    }

    static Verdict of(Predicate predicate, Scope scope) {
        return switch (predicate) {
            case Predicate.Compare(Program left, var comparison, Program right) ->
                compare(of(left, scope), comparison, of(right, scope));
            case Predicate.Contains(Program container, Program value) ->
                contains(of(container, scope), of(value, scope));
            case Predicate.Present(Program value) -> present(of(value, scope));
            case Predicate.Matches(Program text, String pattern) -> matches(of(text, scope), pattern);
            case Predicate.Any(Program list, Predicate each) -> any(of(list, scope), each, scope);
            case Predicate.And(List<Predicate> tests) -> and(tests, scope);
            case Predicate.Not(Predicate test) -> of(test, scope).negated();
        };
    }

    private static JsonNode path(List<String> steps, Scope scope) {
        JsonNode value = scope.get(steps.getFirst());
        for (int i = 1; i < steps.size(); i++) {
            value = step(value, steps.get(i));
        }
        return value;
    }

    private static JsonNode step(JsonNode value, String step) {
        if (value.isArray() && Numbers.isIndex(step)) {
            int index = Integer.parseInt(step);
            return value.path(index < 0 ? value.size() + index : index);
        }
        return value.path(step);
    }

    private static JsonNode pick(JsonNode container, JsonNode key) {
        return key.isMissingNode() ? MISSING : step(container, key.asText());
    }

    private static JsonNode fold(Program.Fold fold, Scope scope) {
        JsonNode list = of(fold.list(), scope);
        if (!list.isArray()) {
            return MISSING;
        }
        if (fold.kind() == Program.Fold.Kind.COUNT) {
            return Numbers.node(list.size());
        }
        List<JsonNode> values = new ArrayList<>();
        for (JsonNode element : list) {
            values.add(of(fold.each(), scope.with(EACH, element)));
        }
        return Numbers.folded(fold.kind(), values);
    }

    private static JsonNode mapped(JsonNode list, Program each, Scope scope) {
        if (!list.isArray()) {
            return MISSING;
        }
        ArrayNode result = Json.MAPPER.createArrayNode();
        for (JsonNode element : list) {
            JsonNode value = of(each, scope.with(EACH, element));
            if (value.isMissingNode()) {
                return MISSING;
            }
            result.add(value);
        }
        return result;
    }

    private static JsonNode filtered(JsonNode list, Predicate test, Scope scope) {
        if (!list.isArray()) {
            return MISSING;
        }
        ArrayNode result = Json.MAPPER.createArrayNode();
        for (JsonNode element : list) {
            switch (of(test, scope.with(EACH, element))) {
                case TRUE -> result.add(element);
                case FALSE -> {}
                case UNKNOWN -> {
                    return MISSING;
                }
            }
        }
        return result;
    }

    private static JsonNode found(JsonNode list, Predicate test, Scope scope) {
        for (JsonNode element : list) {
            Verdict verdict = of(test, scope.with(EACH, element));
            if (verdict != Verdict.FALSE) {
                return verdict == Verdict.TRUE ? element : MISSING;
            }
        }
        return MISSING;
    }

    private static JsonNode sorted(Program.Sorted sorted, Scope scope) {
        JsonNode list = of(sorted.list(), scope);
        if (!list.isArray()) {
            return MISSING;
        }
        List<JsonNode> elements = new ArrayList<>();
        list.forEach(elements::add);
        Comparator<JsonNode> byKey = Comparator.comparing(
                element -> of(sorted.key(), scope.with(EACH, element)),
                (a, b) -> Values.order(a, b).orElse(0));
        elements.sort(sorted.descending() ? byKey.reversed() : byKey);
        return Json.MAPPER.createArrayNode().addAll(elements);
    }

    private static JsonNode joined(JsonNode first, JsonNode second) {
        if (first.isMissingNode() || second.isMissingNode()) {
            return MISSING;
        }
        ArrayNode result = Json.MAPPER.createArrayNode();
        for (JsonNode part : List.of(first, second)) {
            if (part.isArray()) {
                part.forEach(result::add);
            } else {
                result.add(part);
            }
        }
        return result;
    }

    private static JsonNode changed(Program.Changed changed, Scope scope) {
        return of(changed.object(), scope) instanceof ObjectNode object
                ? withFields(object.deepCopy().without(changed.removed()), changed.fields(), scope)
                : MISSING;
    }

    private static JsonNode withFields(ObjectNode object, Map<String, Program> fields, Scope scope) {
        for (Map.Entry<String, Program> field : fields.entrySet()) {
            JsonNode value = of(field.getValue(), scope);
            if (value.isMissingNode()) {
                return MISSING;
            }
            object.set(field.getKey(), value);
        }
        return object;
    }

    private static JsonNode template(List<Program> parts, Scope scope) {
        StringBuilder text = new StringBuilder();
        for (Program part : parts) {
            JsonNode value = of(part, scope);
            if (value.isMissingNode()) {
                return MISSING;
            }
            text.append(Writing.plain(value));
        }
        return TextNode.valueOf(text.toString());
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

    private static Verdict ordered(JsonNode left, JsonNode right, java.util.function.IntPredicate holds) {
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
        return text.isTextual() ? Verdict.of(text.textValue().matches(pattern)) : Verdict.UNKNOWN;
    }

    private static Verdict any(JsonNode list, Predicate each, Scope scope) {
        if (!list.isArray()) {
            return Verdict.UNKNOWN;
        }
        Verdict result = Verdict.FALSE;
        for (JsonNode element : list) {
            Verdict verdict = of(each, scope.with(EACH, element));
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
