package dev.agentgym.program;

import static dev.agentgym.program.InventedTool.scope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SaidNumbersTest {

    /// An order of some seats, of which every third is paid with a wrong amount.
    private static ObjectNode order(Random random) {
        ObjectNode scope = scope();
        ObjectNode arguments = scope.withObject("args");
        arguments.put("seats", 1 + random.nextInt(4)).put("bags", Math.max(0, random.nextInt(6) - 3));
        scope.putObject("row").put("fare", 10 + random.nextInt(90)).put("stops", random.nextInt(9));
        int rest = total(scope) - (random.nextInt(3) == 0 ? 5 + random.nextInt(20) : 0);
        ArrayNode payments = arguments.putArray("payments");
        int first = random.nextInt(1, Math.max(2, rest));
        payments.addObject().put("amount", first);
        payments.addObject().put("amount", rest - first);
        return scope;
    }

    private static int total(JsonNode scope) {
        JsonNode arguments = scope.path("args");
        return arguments.path("seats").asInt() * scope.path("row").path("fare").asInt()
                + 15 * arguments.path("bags").asInt();
    }

    private static int paid(JsonNode scope) {
        int paid = 0;
        for (JsonNode payment : scope.path("args").path("payments")) {
            paid += payment.path("amount").asInt();
        }
        return paid;
    }

    /// Neither number stands anywhere: both are computed, and so is the condition.
    @Test
    void a_total_that_a_refusal_names_is_computed_and_held_against_what_was_paid() {
        InventedTool tool = InventedTool.drawing(SaidNumbersTest::order)
                .refusing(
                        scope -> total(scope) != paid(scope),
                        scope -> "Error: the price is " + total(scope) + ", you paid " + paid(scope) + ".");

        Guards guards = tool.learned(80, 1);

        String price = "((args.seats * row.fare) + (args.bags * 15))";
        String paid = "sum of each.amount over args.payments";
        assertThat(guards.inOrder())
                .extracting(guard -> guard.says().text())
                .containsExactly("\"Error: the price is {" + price + "}, you paid {" + paid + "}.\"");
        assertThat(tool.score(guards, 500, 2))
                .extracting(InventedTool.Score::precision, InventedTool.Score::recall, InventedTool.Score::words)
                .isEqualTo(tuple(1.0, 1.0, 1.0).toList());
    }

    /// Numbers that nothing in the call explains must not be explained by chance.
    @Test
    void a_number_that_nothing_explains_stays_unexplained() {
        Random hidden = new Random(7);
        InventedTool tool = InventedTool.drawing(SaidNumbersTest::order)
                .refusing(
                        scope -> total(scope) != paid(scope),
                        scope -> "Error: the price is " + hidden.nextInt(10_000) + ", you paid " + paid(scope) + ".");

        Guards guards = tool.learned(80, 1);

        assertThat(guards.inOrder())
                .allSatisfy(guard -> assertThat(guard.says()).isEqualTo(Saying.UNKNOWN));
    }
}
