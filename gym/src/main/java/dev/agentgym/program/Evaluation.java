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

/// Computes programs. The numbers are those of [Numbers], the dates those of [Dates].
final class Evaluation {

    static final JsonNode MISSING = MissingNode.getInstance();

    /// The name of the element that a list binds.
    static final String EACH = "each";

    private Evaluation() {}

    static JsonNode of(Program program, Scope scope) {
        return switch (program) {
            case Program.Constant(JsonNode value) -> value;
            case Program.Path(List<String> steps) -> path(steps, scope);
            case Program.Pick(Program container, Program key) -> pick(of(container, scope), of(key, scope));
            case Program.Position(Program list, Program value) -> position(of(list, scope), of(value, scope));
            case Program.Arithmetic(var operator, Program left, Program right) ->
                Numbers.combine(operator, of(left, scope), of(right, scope));
            case Program.Rounded(Program number, int decimals, var mode) ->
                Numbers.rounded(of(number, scope), decimals, mode);
            case Program.Fold fold -> fold(fold, scope);
            case Program.Mapped(Program list, Program each) -> mapped(of(list, scope), each, scope);
            case Program.Filtered(Program list, Predicate test) -> filtered(of(list, scope), test, scope);
            case Program.Found(Program list, Predicate test) -> found(of(list, scope), test, scope);
            case Program.Sorted sorted -> sorted(sorted, scope);
            case Program.Joined(Program first, Program second) -> joined(of(first, scope), of(second, scope));
            case Program.Built(var fields) -> withFields(Json.object(), fields, scope);
            case Program.Completed(Program object, Program rest) -> completed(of(object, scope), rest, scope);
            case Program.Changed changed -> changed(changed, scope);
            case Program.Put(Program object, Program key, Program value) ->
                put(of(object, scope), of(key, scope), of(value, scope));
            case Program.Dropped(Program object, Program key) -> dropped(of(object, scope), of(key, scope));
            case Program.Absent() -> Program.Absent.VALUE;
            case Program.Template(List<Program> parts) -> template(parts, scope);
            case Program.Written(Program value, var style) -> Writing.of(of(value, scope), style);
            case Program.Moved(Program date, Program amount, var unit) ->
                Dates.moved(of(date, scope), of(amount, scope), unit);
            case Program.Local(Program time, String offset, String form) -> Times.local(of(time, scope), offset, form);
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
        return PredicateEvaluation.of(predicate, scope);
    }

    private static JsonNode path(List<String> steps, Scope scope) {
        JsonNode value = scope.along(steps);
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

    private static JsonNode position(JsonNode list, JsonNode value) {
        for (int i = 0; list.isArray() && i < list.size(); i++) {
            if (Values.equal(list.get(i), value)) {
                return Numbers.node(i);
            }
        }
        return MISSING;
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
            if (unusable(value)) {
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

    private record Keyed(JsonNode key, JsonNode element) {}

    private static JsonNode sorted(Program.Sorted sorted, Scope scope) {
        JsonNode list = of(sorted.list(), scope);
        List<Keyed> elements = new ArrayList<>();
        for (JsonNode element : list) {
            elements.add(new Keyed(of(sorted.key(), scope.with(EACH, element)), element));
        }
        boolean comparable = elements.stream().allMatch(keyed -> keyed.key.isNumber())
                || elements.stream().allMatch(keyed -> keyed.key.isTextual());
        if (!list.isArray() || !comparable) {
            return MISSING;
        }
        Comparator<Keyed> byKey = (a, b) -> Values.order(a.key, b.key).orElseThrow();
        elements.sort(sorted.descending() ? byKey.reversed() : byKey);
        ArrayNode result = Json.MAPPER.createArrayNode();
        elements.forEach(keyed -> result.add(keyed.element));
        return result;
    }

    private static JsonNode joined(JsonNode first, JsonNode second) {
        if (unusable(first) || unusable(second)) {
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

    private static JsonNode completed(JsonNode object, Program rest, Scope scope) {
        JsonNode more = object.isMissingNode() ? object : of(rest, scope.with(Program.Completed.NAME, object));
        return more.isMissingNode() ? more : together(object, more);
    }

    private static JsonNode together(JsonNode one, JsonNode other) {
        if (!(one instanceof ObjectNode known) || !(other instanceof ObjectNode more)) {
            return other;
        }
        ObjectNode whole = Json.copy(known);
        more.properties()
                .forEach(field -> whole.set(field.getKey(), together(known.path(field.getKey()), field.getValue())));
        return whole;
    }

    private static JsonNode changed(Program.Changed changed, Scope scope) {
        return of(changed.object(), scope) instanceof ObjectNode object
                ? withFields(Json.copy(object).without(changed.removed()), changed.fields(), scope)
                : MISSING;
    }

    private static JsonNode withFields(ObjectNode object, Map<String, Program> fields, Scope scope) {
        for (Map.Entry<String, Program> field : fields.entrySet()) {
            JsonNode value = of(field.getValue(), scope);
            if (value.isMissingNode()) {
                return MISSING;
            }
            if (value.equals(Program.Absent.VALUE)) {
                object.remove(field.getKey());
            } else {
                object.set(field.getKey(), value);
            }
        }
        return object;
    }

    private static JsonNode put(JsonNode object, JsonNode key, JsonNode value) {
        boolean known = key.isValueNode() && !unusable(key) && !unusable(value);
        return known && object instanceof ObjectNode before ? Json.copy(before).set(key.asText(), value) : MISSING;
    }

    private static JsonNode dropped(JsonNode object, JsonNode key) {
        return object instanceof ObjectNode before && before.has(key.asText())
                ? Json.copy(before).without(List.of(key.asText()))
                : MISSING;
    }

    /// Neither something that is not known nor something left out can be part of another value.
    private static boolean unusable(JsonNode value) {
        return value.isMissingNode() || value.equals(Program.Absent.VALUE);
    }

    private static JsonNode template(List<Program> parts, Scope scope) {
        StringBuilder text = new StringBuilder();
        for (Program part : parts) {
            JsonNode value = of(part, scope);
            if (unusable(value)) {
                return MISSING;
            }
            text.append(Writing.plain(value));
        }
        return TextNode.valueOf(text.toString());
    }
}
