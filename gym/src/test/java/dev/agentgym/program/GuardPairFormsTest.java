package dev.agentgym.program;

import static dev.agentgym.program.InventedTool.one;
import static dev.agentgym.program.InventedTool.scope;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Random;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/// Checks that need two conditions: of the same element of a list, or two comparisons that each go both ways.
class GuardPairFormsTest {

    private static ObjectNode draw(Random random) {
        ObjectNode scope = scope();
        scope.withObject("args").put("plan_id", one(random, "TV", "NET", "FAX"));
        ObjectNode row = scope.putObject("row").put("until", "2026-0" + random.nextInt(1, 9) + "-10");
        row.put("price", random.nextInt(10, 60));
        ObjectNode user = scope.putObject("user").put("price", random.nextInt(10, 60));
        user.putArray("contracts");
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            user.withArray("contracts")
                    .addObject()
                    .put("contract_id", "K-" + random.nextInt(1000, 9999))
                    .put("kind", one(random, "TV", "NET", "FAX"))
                    .put("status", one(random, "active", "ended", "paused"));
        }
        return scope.put("now", "2026-0" + random.nextInt(1, 9) + "-20T10:00:00Z");
    }

    private static JsonNode active(JsonNode scope, String kind) {
        return StreamSupport.stream(scope.path("user").path("contracts").spliterator(), false)
                .filter(row -> row.path("kind").asText().equals(kind)
                        && row.path("status").asText().equals("active"))
                .findFirst()
                .orElse(scope.path("nothing"));
    }

    private static void assertTold(InventedTool tool, double recall) {
        Guards guards = tool.learned(300, 5);
        InventedTool.Score score = tool.score(guards, 500, 6);
        assertThat(guards.unexplained()).isEmpty();
        assertThat(score.precision()).as(score + " " + guards).isGreaterThanOrEqualTo(0.99);
        assertThat(score.recall()).as(score + " " + guards).isGreaterThanOrEqualTo(recall);
    }

    /// Some contract of that kind and some active one are not the same as one that is both.
    @Test
    void one_element_of_a_list_that_is_two_things_at_once_and_is_named_in_the_refusal() {
        InventedTool tool = InventedTool.drawing(GuardPairFormsTest::draw)
                .refusing(
                        scope -> !active(scope, "TV").isMissingNode(),
                        scope -> "Error: end "
                                + active(scope, "TV").path("contract_id").asText() + " first");

        Guards guards = tool.learned(300, 5);

        assertThat(guards.inOrder()).hasSize(1);
        assertThat(guards.inOrder().getFirst().when().text())
                .contains("each.kind = \"TV\"")
                .contains("each.status = \"active\"");
        assertTold(tool, 0.95);
    }

    @Test
    void an_element_that_is_what_an_argument_says_and_is_active() {
        assertTold(
                InventedTool.drawing(GuardPairFormsTest::draw)
                        .refusing(
                                scope -> !active(
                                                scope, scope.at("/args/plan_id").asText())
                                        .isMissingNode(),
                                "Error: you have that already"),
                0.95);
    }

    /// Dear plans follow cheap ones and the other way round, before the end of a contract and after it.
    @Test
    void a_smaller_number_before_a_date() {
        assertTold(
                InventedTool.drawing(GuardPairFormsTest::draw)
                        .refusing(
                                scope -> scope.at("/user/price").asInt()
                                                < scope.at("/row/price").asInt()
                                        && scope.path("now")
                                                        .asText()
                                                        .compareTo(scope.at("/row/until")
                                                                .asText())
                                                < 0,
                                "Error: only after the contract"),
                0.95);
    }
}
