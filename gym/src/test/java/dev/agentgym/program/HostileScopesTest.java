package dev.agentgym.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.agentgym.trace.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Scopes that no well-behaved tool has: the search neither throws nor takes forever, and finds what there is.
class HostileScopesTest {

    private static ObjectNode hostile(Random random) {
        ObjectNode scope = InventedTool.scope();
        ObjectNode args = scope.withObject("args");
        args.put("size", random.nextInt(100));
        switch (random.nextInt(9)) {
            case 0 -> args.put("size", "NaN");
            case 1 -> args.put("big", new BigInteger("9".repeat(400)));
            case 2 -> args.put("tiny", new BigDecimal("1e-400"));
            case 3 -> args.put("nan", Double.NaN).put("infinite", Double.POSITIVE_INFINITY);
            case 4 -> args.set("list", list(random.nextInt(100_000)));
            case 5 -> args.put("text", "\u0000(((*".repeat(random.nextInt(20_000)));
            case 6 -> args.set("deep", deep(400));
            case 7 ->
                args.putArray("mixed").add(1).add("1").addNull().addObject().putArray("x");
            default -> {
                for (int i = 0; i < 300; i++) {
                    args.put("field " + random.nextInt(100_000), i);
                }
            }
        }
        return scope;
    }

    private static ArrayNode list(int length) {
        ArrayNode list = Json.MAPPER.createArrayNode();
        for (int i = 0; i < length; i++) {
            list.add(i);
        }
        return list;
    }

    private static ObjectNode deep(int levels) {
        ObjectNode deep = Json.object();
        ObjectNode inner = deep;
        for (int i = 0; i < levels; i++) {
            inner = inner.putObject("x");
        }
        return deep;
    }

    @Test
    void hostile_values_neither_break_the_search_nor_hide_a_guard() {
        Random random = new Random(1);
        List<Case> cases = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            ObjectNode scope = hostile(random);
            boolean refused = scope.path("args").path("size").asInt(0) > 80;
            cases.add(new Case(
                    Scope.of(scope),
                    refused ? Optional.of(TextNode.valueOf("Error: size above 80")) : Optional.empty()));
        }
        Guards guards = new GuardSearch(List.of("args", "row")).learn(cases);
        assertThat(guards.inOrder())
                .singleElement()
                .satisfies(guard -> assertThat(guard.when().text()).contains("args.size > 80"));
    }

    @Test
    void scopes_without_anything_explain_nothing() {
        List<Case> cases = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            cases.add(new Case(
                    Scope.of(Json.object()), i % 2 == 0 ? Optional.of(TextNode.valueOf("no")) : Optional.empty()));
        }
        Guards guards = new GuardSearch(List.of("args", "row")).learn(cases);
        assertThat(guards.inOrder()).isEmpty();
        assertThat(guards.unexplained())
                .singleElement()
                .satisfies(rest -> assertThat(rest.cases()).hasSize(20));
    }
}
