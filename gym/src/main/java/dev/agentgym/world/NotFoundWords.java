package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.program.Laplace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How tools say that they do not know an id: in their own words, in those of another tool that takes the same
/// argument, or by analogy (`Order 7 not found` for an order, so `User 7 not found` for a user). Immutable once
/// filled.
final class NotFoundWords {

    private static final String SLOT = "\u0000";

    private final List<Said> all = new ArrayList<>();

    /// A refusal with a slot where the unknown value stood.
    private static final class Said {
        private final String tool;
        private final String argument;
        private final JsonNode template;
        private int count = 1;

        private Said(String tool, String argument, JsonNode template) {
            this.tool = tool;
            this.argument = argument;
            this.template = template;
        }
    }

    /// Words for an unknown value.
    ///
    /// @param text the refusal
    /// @param reason why these words
    /// @param support how many logged refusals of this tool say so; 0 where only other tools do
    record Words(JsonNode text, String reason, int support) {

        /// The chance that these are the tool's words.
        double claim() {
            return Laplace.chance(support, 0);
        }
    }

    /// Takes in a refusal if it names a value that no accepted call or answer knows, and no other value.
    void add(Observation seen, Store store) {
        Map<String, List<String>> given = scalars(seen.arguments());
        String text = seen.result().toString();
        List<String> named = given.values().stream()
                .flatMap(List::stream)
                .filter(value -> value.length() > 1 && text.contains(value))
                .distinct()
                .toList();
        given.forEach((argument, values) -> values.stream()
                .filter(value -> value.length() > 1 && !store.names(value))
                .filter(value -> named.isEmpty() ? names(text, argument) : named.equals(List.of(value)))
                .forEach(value -> add(seen.tool(), argument, filled(seen.result(), value, SLOT))));
    }

    private static boolean names(String text, String argument) {
        return text.toLowerCase(Locale.ROOT).contains(Identifiers.thing(argument));
    }

    private void add(String tool, String argument, JsonNode template) {
        if (!Refusal.saysNotFound(template.toString())) {
            return;
        }
        for (Said said : all) {
            if (said.tool.equals(tool) && said.argument.equals(argument) && said.template.equals(template)) {
                said.count++;
                return;
            }
        }
        all.add(new Said(tool, argument, template));
    }

    /// The words for an unknown value of an argument; empty if no log shows any that fit.
    Optional<Words> of(String tool, String argument, String value) {
        Optional<Said> own = most(said -> said.tool.equals(tool) && said.argument.equals(argument));
        if (own.isPresent()) {
            return own.map(said -> words(said, value, tool + " itself says so", said.count));
        }
        Optional<Said> same = most(said -> said.argument.equals(argument));
        if (same.isPresent()) {
            return same.map(said -> words(said, value, said.tool + " says so of the same argument", 0));
        }
        if (!Identifiers.named(argument)) {
            return Optional.empty();
        }
        return most(NotFoundWords::isPattern)
                .map(said -> new Words(
                        filled(renamed(said, argument), SLOT, value),
                        "by analogy to " + said.tool + ", which says so of " + said.argument,
                        0));
    }

    /// Whether the words name the thing and its value: `Order 7 not found`. Words that name no value may be about
    /// something else than the tool did not know.
    private static boolean isPattern(Said said) {
        return Identifiers.named(said.argument)
                && text(said).contains(Identifiers.thing(said.argument))
                && !filled(said.template, SLOT, "").equals(said.template);
    }

    private Optional<Said> most(java.util.function.Predicate<Said> fits) {
        return all.stream().filter(fits).max(Comparator.comparingInt(said -> said.count));
    }

    private static String text(Said said) {
        return said.template.toString().toLowerCase(Locale.ROOT);
    }

    private static Words words(Said said, String value, String reason, int support) {
        return new Words(filled(said.template, SLOT, value), reason, support);
    }

    private static JsonNode renamed(Said said, String argument) {
        String to = Identifiers.thing(argument);
        String from = named(said);
        JsonNode lower = filled(said.template, from, to);
        JsonNode capital = filled(lower, capital(from), capital(to));
        return filled(capital, upper(from), upper(to));
    }

    /// What the words call the thing: `payment method` where they say that a `payment method` is not found.
    private static String named(Said said) {
        String thing = Identifiers.thing(said.argument);
        Matcher longer = Pattern.compile(Pattern.quote(thing) + " \\p{L}+(?= (not|does|is|was|unknown|\\\\u0000)\\b)")
                .matcher(text(said));
        return longer.find() ? longer.group() : thing;
    }

    /// As in codes: `PAYMENT_METHOD`.
    private static String upper(String words) {
        return words.toUpperCase(Locale.ROOT).replace(' ', '_');
    }

    private static String capital(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    /// The value with one text put in the place of another, in every text inside it.
    private static JsonNode filled(JsonNode value, String old, String fresh) {
        return switch (value.getNodeType()) {
            case STRING ->
                com.fasterxml.jackson.databind.node.TextNode.valueOf(
                        value.textValue().replace(old, fresh));
            case OBJECT -> {
                ObjectNode object = ((ObjectNode) value).objectNode();
                value.properties().forEach(field -> object.set(field.getKey(), filled(field.getValue(), old, fresh)));
                yield object;
            }
            case ARRAY -> {
                var list = dev.agentgym.trace.Json.MAPPER.createArrayNode();
                value.forEach(element -> list.add(filled(element, old, fresh)));
                yield list;
            }
            default -> value;
        };
    }

    /// The scalars in some arguments, also those in lists and objects, by their field's name.
    static Map<String, List<String>> scalars(ObjectNode arguments) {
        Map<String, List<String>> found = new TreeMap<>();
        collect("", arguments, found);
        return found;
    }

    /// Those in fields of one name.
    static List<String> scalars(ObjectNode arguments, String field) {
        for (JsonNode argument : arguments) {
            if (argument.isContainerNode()) {
                return scalars(arguments).getOrDefault(field, List.of());
            }
        }
        JsonNode here = arguments.path(field);
        return here.isMissingNode() || here.isNull() ? List.of() : List.of(here.asText());
    }

    private static void collect(String name, JsonNode value, Map<String, List<String>> found) {
        if (value.isObject()) {
            value.properties().forEach(field -> collect(field.getKey(), field.getValue(), found));
        } else if (value.isArray()) {
            value.forEach(element -> collect(name, element, found));
        } else if (!value.isNull()) {
            found.computeIfAbsent(name, any -> new ArrayList<>()).add(value.asText());
        }
    }
}
