package dev.agentgym.world;

import static dev.agentgym.trace.Logged.log;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.tool.Tier;
import dev.agentgym.tool.TierAccuracy;
import dev.agentgym.tool.ToolMocker;
import dev.agentgym.tool.ToolResult;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A workshop that returns deposits for bikes: it looks at the form of what it is given, then whether there is such
/// a bike and such a client, then how much it may pay.
class UnknownIdsTest {

    private static final int BIKES = 40;
    private static final World WORLD = World.induce(logs());

    private static List<Conversation> logs() {
        List<Conversation> logs = new ArrayList<>();
        for (int i = 100; i < 100 + BIKES; i++) {
            String state = i % 4 == 0 ? "scrapped" : "rented";
            logs.add(log(
                    "log" + i,
                    "get_bike {\"bike_id\":\"B-%d\"} -> {\"bike_id\":\"B-%d\",\"state\":\"%s\"}".formatted(i, i, state),
                    "get_client {\"client_id\":\"C-%d\"} -> {\"client_id\":\"C-%d\",\"level\":%d}"
                            .formatted(i, i, i % 7),
                    refund(i, i % 20 + 1, state)));
        }
        logs.add(log("m1", refused("B-901", "C-101", 5, "There is no bike B-901.")));
        logs.add(log("m2", refused("B-902", "C-103", 6, "There is no bike B-902.")));
        for (int i = 0; i < 5; i++) {
            logs.add(log("limit" + i, refused("B-10" + i, "C-101", 30 + i, "At most 20 are paid, got " + (30 + i))));
            logs.add(log("form" + i, refused("10" + i, "C-101", 4, "bike_id must look like B-1, got 10" + i)));
        }
        return logs;
    }

    private static String refund(int number, int amount, String state) {
        return state.equals("scrapped")
                ? refused("B-" + number, "C-" + number, amount, "Bike B-" + number + " is scrapped.")
                : "refund {\"bike_id\":\"B-%d\",\"client_id\":\"C-%d\",\"amount\":%d} -> {\"paid\":%d}"
                        .formatted(number, number, amount, amount);
    }

    private static String refused(String bike, String client, int amount, String words) {
        return "refund {\"bike_id\":\"%s\",\"client_id\":\"%s\",\"amount\":%d} -> !\"Error: %s\""
                .formatted(bike, client, amount, words);
    }

    private static ToolResult refund(String bike, String client, int amount) {
        ObjectNode call = Json.object().put("bike_id", bike).put("client_id", client);
        return new ToolMocker(WORLD, new TierAccuracy(Map.of())).session().call("refund", call.put("amount", amount));
    }

    @Test
    void an_unknown_id_is_refused_before_how_that_thing_is() {
        ToolResult got = refund("B-955", "C-101", 5);

        assertThat(got.tier()).isEqualTo(Tier.NOT_FOUND);
        assertThat(got.result().asText()).isEqualTo("Error: There is no bike B-955.");
    }

    /// That no log knows it does not prove that there is none: the tier says on what the answer rests.
    @Test
    void however_many_refusals_show_it_an_unknown_id_is_only_unknown() {
        List<Conversation> logs = new ArrayList<>(logs());
        for (int i = 0; i < 8; i++) {
            logs.add(log("more" + i, refused("B-90" + i, "C-101", 5, "There is no bike B-90" + i + ".")));
        }
        ToolResult got = new ToolMocker(World.induce(logs), new TierAccuracy(Map.of()))
                .session()
                .call(
                        "refund",
                        Json.object()
                                .put("bike_id", "B-955")
                                .put("client_id", "C-101")
                                .put("amount", 5));

        assertThat(got.tier()).isEqualTo(Tier.NOT_FOUND);
        assertThat(got.result().asText()).isEqualTo("Error: There is no bike B-955.");
    }

    @Test
    void an_unknown_id_is_refused_before_a_limit_of_another_argument() {
        assertThat(refund("B-101", "C-101", 33).result().asText()).isEqualTo("Error: At most 20 are paid, got 33");
        assertThat(refund("B-955", "C-101", 33).result().asText()).isEqualTo("Error: There is no bike B-955.");
    }

    @Test
    void of_two_unknown_ids_the_one_that_the_call_gives_first_is_refused() {
        assertThat(refund("B-955", "C-955", 5).result().asText()).isEqualTo("Error: There is no bike B-955.");
        assertThat(refund("B-101", "C-955", 5).result().asText()).isEqualTo("Error: There is no client C-955.");
    }

    @Test
    void a_malformed_id_is_refused_for_its_form() {
        assertThat(refund("175", "C-101", 4).result().asText()).isEqualTo("Error: bike_id must look like B-1, got 175");
    }
}
