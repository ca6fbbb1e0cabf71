package dev.agentgym.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.agentgym.trace.Json;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// A ledger in which amounts of nothing are not written down, and ids of which only the first is always the same.
class UnlessNoneTest {

    private static ObjectNode scope(Random random) {
        ObjectNode scope = Json.object();
        int before = random.nextInt(4);
        scope.putObject("args").put("card", "card-" + random.nextInt(5)).put("seats", random.nextInt(4));
        ObjectNode booking = scope.putObject("booking").put("seats", before).put("price", 10 + random.nextInt(90));
        ArrayNode payments = booking.putArray("payments");
        payments.addObject().put("card", "card-" + random.nextInt(5)).put("amount", 100 + random.nextInt(900));
        return scope;
    }

    private static JsonNode paid(ObjectNode scope) {
        ArrayNode payments = scope.at("/booking/payments").deepCopy();
        int more = scope.at("/args/seats").asInt() - scope.at("/booking/seats").asInt();
        int amount = more * scope.at("/booking/price").asInt();
        if (amount != 0) {
            payments.addObject().put("card", scope.at("/args/card").asText()).put("amount", amount);
        }
        return payments;
    }

    @Test
    void an_amount_is_added_unless_it_is_none() {
        Explanation found =
                Cases.of(UnlessNoneTest::scope, UnlessNoneTest::paid).isLearnedFrom(30);

        assertThat(found.program().text()).contains("each.amount ≠ 0");
    }

    private static ObjectNode counted(Random random) {
        ObjectNode scope = Json.object().put("calls_before", random.nextInt(12) == 0 ? 1 + random.nextInt(9_000) : 0);
        scope.putObject("args").put("note", "note " + random.nextInt(1000));
        return scope;
    }

    @Test
    void what_only_one_call_shows_is_left_open() {
        Explanation found = Cases.of(
                        UnlessNoneTest::counted,
                        scope -> TextNode.valueOf(
                                scope.path("calls_before").asInt() == 0
                                        ? "FIRST1"
                                        : "NEXT" + scope.path("calls_before").asInt() * 7919))
                .learned(40)
                .orElseThrow();

        assertThat(found.program().text())
                .contains("FIRST1")
                .contains("calls_before")
                .doesNotContain("NEXT");
        assertThat(found.unknown()).isNotEmpty();
    }
}
