package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Exchange;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.Role;
import dev.agentgym.trace.ToolSchema;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Gathers what the calls of one tool show. Mutable, for one thread.
final class ToolSketch {

    /// An argument is an identifier if at least this share of its values looks like one.
    private static final double MOSTLY = 0.5;

    private static final Pattern PHONE = Pattern.compile("[+\\d][\\d ()/-]+");

    private final String name;
    private final SchemaSketch arguments = new SchemaSketch();
    private final SchemaSketch results = new SchemaSketch();
    private final TreeMap<String, Long> refusals = new TreeMap<>();
    private final TreeMap<String, long[]> identifiers = new TreeMap<>();
    private final TreeMap<String, KeySearch> keys = new TreeMap<>();
    private @Nullable ToolSchema declared;
    private long calls;
    private long refused;
    private long byCustomer;

    ToolSketch(String name) {
        this.name = name;
    }

    void declare(ToolSchema schema) {
        declared = schema;
    }

    void add(Exchange exchange) {
        ObjectNode given = exchange.call().arguments();
        calls++;
        byCustomer += exchange.caller() == Role.USER ? 1 : 0;
        boolean error = exchange.answer().map(Message.Tool::isError).orElse(false);
        if (!error) {
            arguments.add(given);
            given.properties().forEach(argument -> countIdentifier(argument.getKey(), argument.getValue()));
        }
        exchange.answer().ifPresent(answer -> answered(given, answer));
    }

    private void answered(ObjectNode given, Message.Tool answer) {
        if (answer.isError()) {
            refused++;
            refusals.merge(Refusal.template(answer.result(), given), 1L, Long::sum);
        } else {
            results.add(answer.result());
            String names = given.properties().stream()
                    .map(Map.Entry::getKey)
                    .sorted()
                    .toList()
                    .toString();
            keys.computeIfAbsent(names, any -> new KeySearch()).add(given, answer.result());
        }
    }

    private void countIdentifier(String argument, JsonNode value) {
        long[] counts = identifiers.computeIfAbsent(argument, any -> new long[2]);
        counts[0]++;
        counts[1] += looksLikeIdentifier(value) ? 1 : 0;
    }

    /// A text without blanks, or a phone number, that has a digit or an `@`, and is no date.
    private static boolean looksLikeIdentifier(JsonNode value) {
        String text = value.asText();
        boolean marked = text.indexOf('@') > 0 || text.chars().anyMatch(Character::isDigit);
        boolean number = value.isNumber() && !value.isIntegralNumber();
        TextFormat format = TextFormat.of(text);
        return marked
                && !number
                && (text.indexOf(' ') < 0 || PHONE.matcher(text).matches())
                && text.length() >= 2
                && format != TextFormat.DATE
                && format != TextFormat.DATE_TIME;
    }

    /// The arguments by which the tool seems to find things.
    SortedSet<String> identifying() {
        TreeSet<String> found = new TreeSet<>();
        identifiers.forEach((argument, counts) -> {
            if (counts[1] > counts[0] * MOSTLY) {
                found.add(argument);
            }
        });
        return found;
    }

    ToolProfile profile() {
        ToolSchema known = declared;
        ToolSchema declaration = known != null ? known : new ToolSchema(name, "", arguments.toSchema());
        List<Refusal> ways = refusals.entrySet().stream()
                .map(way -> new Refusal(way.getKey(), way.getValue()))
                .sorted(Comparator.comparingLong(Refusal::count).reversed().thenComparing(way -> way.template()))
                .toList();
        Role caller = byCustomer * 2 > calls ? Role.USER : Role.ASSISTANT;
        return new ToolProfile(declaration, results.toSchema(), caller, calls, refused, ways, entityKeys());
    }

    /// A key for each set of arguments with which the tool reads: by e-mail, or by name and postcode.
    private List<EntityKey> entityKeys() {
        SortedSet<String> shape = results.required();
        return keys.values().stream()
                .map(search -> search.key(shape))
                .flatMap(Optional::stream)
                .toList();
    }
}
