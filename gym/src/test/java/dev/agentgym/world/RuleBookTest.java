package dev.agentgym.world;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Json;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RuleBookTest {

    private static final List<Conversation> SHOP = Shop.logs(60);

    /// Everything that a rule consists of must come back: a formula that is read differently, a lost row or a lost
    /// count would all show here.
    private static void assertReadAsWritten(World learned) {
        RuleBook book = new RuleBook(learned.tables(), learned.store());
        ObjectNode written = learned.learnedRules();

        Set<String> answering = learned.tools().keySet();
        assertThat(written.properties()).isNotEmpty();
        for (String tool : answering) {
            learned.rules(tool)
                    .ifPresent(rules -> assertThat(book.read(tool, written.path(tool)))
                            .as(tool)
                            .contains(rules));
        }
    }

    @Test
    void the_rules_of_a_shop_are_read_as_they_were_written() {
        assertReadAsWritten(World.induce(SHOP));
    }

    @Test
    void the_rules_of_an_airline_are_read_as_they_were_written() {
        assertReadAsWritten(RealAirline.world());
    }

    @Test
    void a_world_goes_by_the_rules_that_it_recalls() {
        ObjectNode written = World.induce(SHOP).learnedRules();
        String refusal = "refused by a rule from elsewhere";
        ObjectNode guard =
                Json.object().put("when", "args.customer_id = args.customer_id").put("says", "\"" + refusal + "\"");
        ((ObjectNode) written.path("add_order")).putArray("guards").add(guard);

        World recalling = World.induce(SHOP).recalling(written);

        assertThat(recalling.tool("add_order").orElseThrow().rules()).anyMatch(line -> line.contains(refusal));
    }

    @Test
    void rules_of_other_tables_are_not_taken_over_but_learned() {
        World shop = World.induce(SHOP);
        ObjectNode foreign = World.induce(SHOP).learnedRules();
        foreign.path("add_order").path("bindings").forEach(binding -> ((ObjectNode) binding).put("table", "comet"));

        World recalling = World.induce(SHOP).recalling(foreign);

        assertThat(recalling.rules("add_order")).isEqualTo(shop.rules("add_order"));
    }

    @Test
    void a_formula_that_cannot_be_read_is_learned_again() {
        ObjectNode broken = World.induce(SHOP).learnedRules();
        ((ObjectNode) broken.path("add_order").path("answer")).put("program", "args. + +");

        World recalling = World.induce(SHOP).recalling(broken);

        assertThat(recalling.rules("add_order")).isEqualTo(World.induce(SHOP).rules("add_order"));
    }
}
