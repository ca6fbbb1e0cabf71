package dev.agentgym.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Examples of invented tools: scopes drawn from a seed, targets computed by the tool's true rule in Java.
final class Cases {

    private static final int FRESH = 40;
    private static final Pattern PLACEHOLDER = Pattern.compile("%(02)?[sd]");

    private final List<String> names;
    private final Function<Random, ObjectNode> scope;
    private final Function<ObjectNode, JsonNode> rule;
    private final String field;

    private Cases(
            List<String> names, Function<Random, ObjectNode> scope, Function<ObjectNode, JsonNode> rule, String field) {
        this.names = names;
        this.scope = scope;
        this.rule = rule;
        this.field = field;
    }

    static Cases of(Function<Random, ObjectNode> scope, Function<ObjectNode, JsonNode> rule) {
        List<String> names = new ArrayList<>();
        scope.apply(new Random(0)).fieldNames().forEachRemaining(names::add);
        return new Cases(names, scope, rule, "");
    }

    Cases named(String field) {
        return new Cases(names, scope, rule, field);
    }

    List<Example> examples(int count, long seed) {
        Random random = new Random(seed);
        return IntStream.range(0, count)
                .mapToObj(_ -> scope.apply(random))
                .map(values -> new Example(Scope.of(values), rule.apply(values)))
                .toList();
    }

    Optional<Explanation> learned(int count) {
        return new ProgramSearch(names).explain(examples(count, 1), field);
    }

    /// The rule is found from so many examples, refuted by none, and right in scopes that the search has not seen.
    Explanation isLearnedFrom(int count) {
        Optional<Explanation> found = learned(count);
        assertThat(found).as("a rule from %d examples", count).isPresent();
        assertThat(found.get().counterExamples()).isEmpty();
        for (Example fresh : examples(FRESH, 2)) {
            JsonNode target = fresh.target().isMissingNode() ? Program.Absent.VALUE : fresh.target();
            JsonNode value = found.get().program().eval(fresh.scope());
            assertThat(Values.matches(value, target))
                    .as("%s gives %s, the tool %s", found.get().program().text(), value, target)
                    .isTrue();
        }
        return found.get();
    }

    /// An object from JSON with single quotes, its placeholders (`%s`, `%d`, `%02d`) replaced one after the other.
    static ObjectNode json(String text, Object... values) {
        Iterator<Object> next = List.of(values).iterator();
        String filled =
                PLACEHOLDER.matcher(text).replaceAll(found -> String.format(Locale.ROOT, found.group(), next.next()));
        return (ObjectNode) Json.parse(filled.replace('\'', '"'));
    }

    static double money(Random random, int most) {
        return (1 + random.nextInt(most * 100)) / 100.0;
    }

    static String pick(Random random, String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
