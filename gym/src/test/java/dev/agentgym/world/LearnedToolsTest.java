package dev.agentgym.world;

import static dev.agentgym.trace.Logged.log;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.tool.Tier;
import dev.agentgym.tool.TierAccuracy;
import dev.agentgym.tool.ToolMocker;
import dev.agentgym.tool.ToolResult;
import dev.agentgym.tool.ToolSession;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What is learned of tools from logs alone, held against tools that really work.
class LearnedToolsTest {

    private static final World WORLD = World.induce(Shop.logs(150));

    private final Shop shop = new Shop(1_000);
    private final ToolSession session = new ToolMocker(WORLD, new TierAccuracy(Map.of())).session();

    private static ObjectNode customer(int number) {
        return Json.object().put("customer_id", "C-" + number);
    }

    /// Tells the session what the shop says.
    private void told(String tool, ObjectNode arguments) {
        session.observe(tool, arguments, shop.call(tool, arguments), false);
    }

    @Test
    void fields_that_depend_on_other_fields_of_the_answer_are_computed() {
        told("get_customer", customer(12));
        ObjectNode call = customer(12).put("total", 91);

        JsonNode expected = shop.call("add_order", call);
        JsonNode got = session.call("add_order", call).result();

        assertThat(expected.path("fee").asInt()).as("91 / 30 rounded up").isEqualTo(4);
        assertThat(got.path("fee").decimalValue())
                .isEqualByComparingTo(expected.path("fee").decimalValue());
        assertThat(got.path("balance").decimalValue())
                .isEqualByComparingTo(expected.path("balance").decimalValue());
        assertThat(got.at("/order/status").asText()).isEqualTo("open");
    }

    @Test
    void a_new_id_has_the_form_of_the_others_and_is_no_known_one() {
        told("get_customer", customer(13));

        String id = session.call("add_order", customer(13).put("total", 20))
                .result()
                .at("/order/order_id")
                .asText();

        assertThat(id).matches("O-\\d{4}");
        assertThat(shop.call("get_customer", customer(13)).path("order_ids").toString())
                .doesNotContain(id);
    }

    @Test
    void a_list_that_was_seen_whole_grows_with_what_is_made() {
        told("get_customer", customer(14));
        told("list_orders", customer(14));
        JsonNode before = shop.call("list_orders", customer(14)).path("orders");

        JsonNode made = session.call("add_order", customer(14).put("total", 33)).result();
        JsonNode after = session.call("list_orders", customer(14)).result().path("orders");

        assertThat(after).hasSize(before.size() + 1);
        assertThat(after.get(before.size())).isEqualTo(made.path("order"));
    }

    @Test
    void a_list_of_ids_in_a_row_grows_with_what_is_made() {
        told("get_customer", customer(15));

        JsonNode made = session.call("add_order", customer(15).put("total", 33)).result();
        JsonNode ids = session.call("get_customer", customer(15)).result().path("order_ids");

        assertThat(ids.get(ids.size() - 1).asText())
                .isEqualTo(made.at("/order/order_id").asText());
    }

    @Test
    void a_list_is_filtered_by_an_argument_with_the_name_of_a_field() {
        told("list_orders", customer(17));
        ObjectNode open = customer(17).put("status", "open");

        assertThat(session.call("list_orders", open).result()).isEqualTo(shop.call("list_orders", open));
    }

    @Test
    void a_list_that_nobody_saw_whole_is_not_made_up() {
        for (int number = 10; number < 40; number++) {
            ToolResult got = session.call("list_orders", customer(number).put("status", "sent"));
            JsonNode truth = shop.call("list_orders", customer(number).put("status", "sent"));

            assertThat(got.tier() == Tier.ABSTAIN || got.result().equals(truth))
                    .as("customer %d: %s", number, got.result())
                    .isTrue();
        }
    }

    @Test
    void a_form_that_a_refusal_states_is_the_check() {
        ToolResult malformed = session.call("get_customer", Json.object().put("customer_id", "C-1"));
        ToolResult wellFormed = session.call("get_customer", customer(12));

        assertThat(malformed.isError()).isTrue();
        assertThat(malformed.result().asText()).isEqualTo("Error: customer_id must look like C-\\d{2}, got C-1");
        assertThat(wellFormed.isError()).isFalse();
    }

    /// The trap: a parcel that was delivered while somebody searched.
    @Test
    void what_changed_once_while_a_tool_was_called_was_not_changed_by_it() {
        List<Conversation> logs = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            String parcel = "get_parcel {\"parcel_id\":\"P-" + i + "\"} -> {\"parcel_id\":\"P-" + i + "\",\"state\":\"";
            logs.add(log(
                    "c" + i,
                    parcel + "sent\"}",
                    "find {\"word\":\"w" + i + "\"} -> {\"hits\":" + i + "}",
                    parcel + (i == 1 ? "delivered" : "sent") + "\"}"));
        }

        assertThat(World.induce(logs).rules("find").orElseThrow().writes()).isFalse();
    }
}
