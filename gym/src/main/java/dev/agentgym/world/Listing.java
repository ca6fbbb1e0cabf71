package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A tool that lists the rows which belong to what an argument names, or all there are, as far as its other
/// arguments let them pass. Immutable.
///
/// @param tool the tool's name
/// @param field the field of its answers that has the list; empty where the answer is the list
/// @param table whose rows it lists
/// @param owner whose rows they are; empty where it lists the rows of everybody
/// @param filters what else may be asked for
/// @param order in which order they come
/// @param size what it says of how many rows there are
/// @param most how many rows it shows at most: a list of so many may be cut
/// @param fields what the rows have in their fields
/// @param analogy an argument of any listing that bounds a field as its name says; empty where no log has one
record Listing(
        String tool,
        String field,
        Table table,
        Optional<Owner> owner,
        List<Filter> filters,
        Order order,
        ListSize size,
        int most,
        ListedFields fields,
        Optional<String> analogy) {

    Listing {
        filters = List.copyOf(filters);
    }

    /// Rows belong to what an argument names if they have its value in a field. Without a field only the tool knows
    /// what belongs to it.
    record Owner(String argument, Optional<String> field) {}

    /// Only rows pass that have an argument's value in a field, or a smaller or larger one.
    ///
    /// @param named whether only the argument's name says so, as no logged call gives it
    record Filter(String argument, RowTest test, String field, boolean named) {

        static Filter logged(String argument, RowTest test, String field) {
            return new Filter(argument, test, field, false);
        }

        static Filter named(String argument, RowTest test, String field) {
            return new Filter(argument, test, field, true);
        }

        String text() {
            String sign = switch (test) {
                case EQUAL -> " = ";
                case AT_MOST -> " ≤ ";
                case AT_LEAST -> " ≥ ";
            };
            return field + sign + "args." + argument;
        }

        boolean passes(JsonNode wanted, JsonNode row) {
            return test.holds(row.path(field), wanted);
        }

        /// Whether it is known if a row passes.
        boolean isClear(JsonNode wanted, JsonNode row) {
            return !named || FilterNames.isClear(this, wanted, row);
        }
    }

    /// By a field of the rows; an empty field means: as they came.
    record Order(String field, boolean descending) {
        static final Order AS_THEY_COME = new Order("", false);

        String text() {
            return field.isEmpty() ? "" : ", by " + field + (descending ? " descending" : "");
        }

        int compare(JsonNode a, JsonNode b) {
            int ascending = RowTest.order(a.path(field), b.path(field)).orElse(0);
            return descending ? -ascending : ascending;
        }
    }

    /// For people: `every plan where kind = args.kind, by monthly_price`.
    String text() {
        StringBuilder text = new StringBuilder("every " + table.name());
        String join = " where ";
        if (owner.isPresent()) {
            text.append(owner.get()
                            .field()
                            .map(field -> " where " + field + " = args.")
                            .orElse(" of args."))
                    .append(owner.get().argument());
            join = " and ";
        }
        for (Filter filter : filters) {
            text.append(join).append(filter.text());
            join = " and ";
        }
        return text + order.text() + size.text();
    }

    /// The name of the list that a call asks for, whatever its filters.
    String roster(ObjectNode arguments) {
        if (owner.isEmpty()) {
            return all();
        }
        JsonNode value = arguments.path(owner.get().argument());
        return value.isValueNode() && !value.isNull() ? roster(value.asText()) : all();
    }

    /// The name of the list of all rows.
    String all() {
        return tool + " of all";
    }

    /// The name of the list that a row belongs to; empty where it does not say whose it is.
    Optional<String> rosterOf(JsonNode row) {
        if (owner.isEmpty() || owner.get().field().isEmpty()) {
            return Optional.empty();
        }
        JsonNode value = row.path(owner.get().field().get());
        return value.isValueNode() && !value.isNull() ? Optional.of(roster(value.asText())) : Optional.empty();
    }

    private String roster(String value) {
        return tool + " of " + value;
    }

    /// Whether a list of so many rows may lack some.
    boolean isCut(int rows) {
        return rows >= most;
    }

    /// As many rows as it shows, or as a call asks for.
    ArrayNode shown(ArrayNode rows, ObjectNode arguments) {
        ArrayNode shown = size.cut(rows, arguments);
        while (shown.size() > most) {
            shown.remove(shown.size() - 1);
        }
        return shown;
    }

    /// Whether new rows tell which list they belong to.
    boolean grows() {
        return owner.isEmpty() || owner.get().field().isPresent();
    }

    /// Whether a call asks for the whole list.
    boolean isWhole(ObjectNode arguments) {
        return asked(arguments).isEmpty() && !size.limits(arguments);
    }

    /// The filters of a call.
    List<Filter> asked(ObjectNode arguments) {
        List<Filter> asked = new ArrayList<>();
        for (Map.Entry<String, JsonNode> argument : arguments.properties()) {
            if (isGiven(argument.getValue()) && !isOwner(argument.getKey()) && !size.isLimit(argument.getKey())) {
                filter(argument.getKey(), argument.getValue()).ifPresent(asked::add);
            }
        }
        return asked;
    }

    /// Whether a call has no arguments that nobody understands.
    boolean understands(ObjectNode arguments) {
        for (Map.Entry<String, JsonNode> argument : arguments.properties()) {
            String name = argument.getKey();
            if (isGiven(argument.getValue())
                    && !isOwner(name)
                    && !size.isLimit(name)
                    && filter(name, argument.getValue()).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /// The logged arguments that bound a field as their names say.
    List<String> bounds() {
        return filters.stream()
                .filter(filter -> filter.test() != RowTest.EQUAL)
                .filter(filter -> Optional.ofNullable(fields.columns().get(filter.field()))
                        .flatMap(column -> FilterNames.filter(filter.argument(), column.kind(), fields.columns()))
                        .filter(named ->
                                named.test() == filter.test() && named.field().equals(filter.field()))
                        .isPresent())
                .map(filter -> filter.argument() + " of " + tool)
                .toList();
    }

    /// The same, with what other arguments tell of those that no log has.
    Listing by(Optional<String> similar) {
        return new Listing(tool, field, table, owner, filters, order, size, most, fields, similar);
    }

    private boolean isOwner(String argument) {
        return owner.isPresent() && owner.get().argument().equals(argument);
    }

    private Optional<Filter> filter(String argument, JsonNode value) {
        for (Filter filter : filters) {
            if (filter.argument().equals(argument)) {
                return Optional.of(filter);
            }
        }
        return value.isValueNode()
                ? FilterNames.filter(argument, ListedFields.Kind.of(value), fields.columns())
                : Optional.empty();
    }

    private static boolean isGiven(JsonNode value) {
        return !value.isMissingNode() && !value.isNull() && !value.asText("x").isEmpty();
    }

    /// The rows that pass the filters of a call; empty where that is not known of one.
    Optional<ArrayNode> passing(ArrayNode rows, ObjectNode arguments) {
        List<Filter> asked = asked(arguments);
        ArrayNode passing = rows.arrayNode();
        for (JsonNode row : rows) {
            boolean passes = true;
            for (Filter filter : asked) {
                JsonNode wanted = arguments.path(filter.argument());
                if (!filter.isClear(wanted, row)) {
                    return Optional.empty();
                }
                passes &= filter.passes(wanted, row);
            }
            if (passes) {
                passing.add(row);
            }
        }
        return Optional.of(passing);
    }

    /// The list in an answer.
    JsonNode list(JsonNode answer) {
        return field.isEmpty() ? answer : answer.path(field);
    }

    /// An answer with other rows.
    JsonNode with(JsonNode rows, JsonNode answer) {
        return field.isEmpty() || !(answer instanceof ObjectNode object)
                ? rows
                : Json.copy(object).set(field, rows);
    }

    /// Where its rows stand.
    Table.Site site() {
        return new Table.Site(tool, field + "[]");
    }
}
