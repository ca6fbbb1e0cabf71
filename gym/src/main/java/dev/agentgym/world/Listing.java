package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// A tool that lists the rows which belong to what an argument names, or all there are, as far as its other
/// arguments let them pass. Immutable.
///
/// @param tool the tool's name
/// @param field the field of its answers that has the list; empty where the answer is the list
/// @param table whose rows it lists
/// @param owner whose rows they are; empty where it lists the rows of everybody
/// @param filters what else may be asked for
/// @param order in which order they come
/// @param most how many rows it shows at most: a list of so many may be cut
record Listing(
        String tool, String field, Table table, Optional<Owner> owner, List<Filter> filters, Order order, int most) {

    Listing {
        filters = List.copyOf(filters);
    }

    /// Rows belong to what an argument names if they have its value in a field. Without a field only the tool knows
    /// what belongs to it.
    record Owner(String argument, Optional<String> field) {}

    /// Only rows pass that have an argument's value in a field, or a smaller or larger one.
    record Filter(String argument, Test test, String field) {

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
    }

    /// How the field of a row compares with the argument.
    enum Test {
        /// The same value.
        EQUAL,
        /// A number or date that is not larger.
        AT_MOST,
        /// A number or date that is not smaller.
        AT_LEAST;

        private static final Pattern NUMBER = Pattern.compile("-?\\d{1,15}(\\.\\d{1,9})?");
        private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

        boolean holds(JsonNode value, JsonNode wanted) {
            if (this == EQUAL) {
                return value.isValueNode() && !value.isNull() && value.asText().equals(wanted.asText());
            }
            boolean comparable = value.isNumber() || (isDate(value) && isDate(wanted));
            Optional<Integer> order = order(value, wanted);
            return comparable && order.isPresent() && (this == AT_MOST ? order.get() <= 0 : order.get() >= 0);
        }

        private static Optional<Integer> order(JsonNode a, JsonNode b) {
            Optional<BigDecimal> one = number(a);
            Optional<BigDecimal> other = number(b);
            if (one.isPresent() && other.isPresent()) {
                return Optional.of(one.get().compareTo(other.get()));
            }
            return a.isTextual() && b.isTextual()
                    ? Optional.of(a.textValue().compareTo(b.textValue()))
                    : Optional.empty();
        }

        /// A number, or one written as a text.
        private static Optional<BigDecimal> number(JsonNode value) {
            if (value.isNumber()) {
                return Optional.of(value.decimalValue());
            }
            return value.isTextual()
                            && isPlain(value.textValue())
                            && NUMBER.matcher(value.textValue()).matches()
                    ? Optional.of(new BigDecimal(value.textValue()))
                    : Optional.empty();
        }

        /// Whether a text has only what numbers are written with, which most texts have not.
        private static boolean isPlain(String text) {
            for (int i = 0; i < text.length(); i++) {
                char letter = text.charAt(i);
                if ((letter < '0' || letter > '9') && letter != '.' && (letter != '-' || i > 0)) {
                    return false;
                }
            }
            return true;
        }

        private static boolean isDate(JsonNode value) {
            return DATE.matcher(value.asText()).lookingAt();
        }
    }

    /// By a field of the rows; an empty field means: as they came.
    record Order(String field, boolean descending) {
        static final Order AS_THEY_COME = new Order("", false);

        String text() {
            return field.isEmpty() ? "" : ", by " + field + (descending ? " descending" : "");
        }

        int compare(JsonNode a, JsonNode b) {
            int ascending = Test.order(a.path(field), b.path(field)).orElse(0);
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
        return text + order.text();
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

    /// Whether new rows tell which list they belong to.
    boolean grows() {
        return owner.isEmpty() || owner.get().field().isPresent();
    }

    /// Whether a call asks for the whole list.
    boolean isWhole(ObjectNode arguments) {
        return asked(arguments).isEmpty();
    }

    /// The filters of a call.
    List<Filter> asked(ObjectNode arguments) {
        List<Filter> asked = new ArrayList<>();
        for (Map.Entry<String, JsonNode> argument : arguments.properties()) {
            if (isGiven(argument.getValue()) && !isOwner(argument.getKey())) {
                filter(argument.getKey()).ifPresent(asked::add);
            }
        }
        return asked;
    }

    /// Whether a call has no arguments that nobody understands.
    boolean understands(ObjectNode arguments) {
        for (Map.Entry<String, JsonNode> argument : arguments.properties()) {
            String name = argument.getKey();
            if (isGiven(argument.getValue()) && !isOwner(name) && filter(name).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private boolean isOwner(String argument) {
        return owner.isPresent() && owner.get().argument().equals(argument);
    }

    private Optional<Filter> filter(String argument) {
        for (Filter filter : filters) {
            if (filter.argument().equals(argument)) {
                return Optional.of(filter);
            }
        }
        return isShown(argument) ? Optional.of(new Filter(argument, Test.EQUAL, argument)) : Optional.empty();
    }

    /// An argument with the name of a field that every row shows asks for rows with this value, even if no log has
    /// it.
    private boolean isShown(String argument) {
        Table.View view = table.views().get(site());
        return view != null && view.always().contains(argument);
    }

    private static boolean isGiven(JsonNode value) {
        return !value.isMissingNode() && !value.isNull() && !value.asText("x").isEmpty();
    }

    /// Whether a row passes the filters that a call asks for.
    static boolean passes(List<Filter> asked, ObjectNode arguments, JsonNode row) {
        for (Filter filter : asked) {
            if (!filter.passes(arguments.path(filter.argument()), row)) {
                return false;
            }
        }
        return true;
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
