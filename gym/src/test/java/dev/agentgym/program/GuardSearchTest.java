package dev.agentgym.program;

import static dev.agentgym.program.InventedTool.one;
import static dev.agentgym.program.InventedTool.scope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Random;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class GuardSearchTest {

    private static ObjectNode transfer(Random random) {
        ObjectNode scope = scope();
        scope.withObject("args")
                .put("account_id", "acc_" + random.nextInt(1000, 9999))
                .put("amount", random.nextInt(1, 300))
                .put("target", "iban_" + random.nextInt(8));
        if (random.nextInt(10) == 0) {
            scope.putNull("row");
        } else {
            scope.putObject("row")
                    .put("status", one(random, "open", "open", "open", "closed"))
                    .put("balance", random.nextInt(50, 1000))
                    .putArray("payees")
                    .add("iban_" + random.nextInt(4))
                    .add("iban_5")
                    .add("iban_6")
                    .add("iban_7");
        }
        return scope;
    }

    private static boolean isUnknownTarget(JsonNode scope) {
        JsonNode target = scope.path("args").path("target");
        return StreamSupport.stream(scope.path("row").path("payees").spliterator(), false)
                .noneMatch(target::equals);
    }

    @Test
    void the_checks_of_a_bank_transfer_are_found_with_their_words() {
        InventedTool tool = InventedTool.drawing(GuardSearchTest::transfer)
                .refusing(
                        scope -> scope.path("row").isNull(),
                        scope -> "Error: account "
                                + scope.path("args").path("account_id").asText() + " not found")
                .refusing(scope -> scope.path("row").path("status").asText().equals("closed"), "Error: account closed")
                .refusing(
                        GuardSearchTest::isUnknownTarget,
                        scope -> "Error: unknown target "
                                + scope.path("args").path("target").asText())
                .refusing(
                        scope -> scope.path("args").path("amount").asInt()
                                > scope.path("row").path("balance").asInt(),
                        scope -> "Error: have "
                                + scope.path("row").path("balance").asInt() + ", need "
                                + scope.path("args").path("amount").asInt());
        Guards guards = tool.learned(300, 1);
        assertThat(guards.unexplained()).isEmpty();
        assertThat(guards.inOrder())
                .extracting(guard -> guard.when().text(), guard -> guard.says().text())
                .containsExactlyInAnyOrder(
                        tuple("row = null", "\"Error: account {args.account_id} not found\""),
                        tuple("row.status = \"closed\"", "\"Error: account closed\""),
                        tuple("not (args.target in row.payees)", "\"Error: unknown target {args.target}\""),
                        tuple("args.amount > row.balance", "\"Error: have {row.balance}, need {args.amount}\""));
        assertThat(tool.score(guards, 500, 2).words()).isEqualTo(1);
    }
}
