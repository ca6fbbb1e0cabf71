package dev.agentgym.world;

import static dev.agentgym.trace.Logged.log;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.tool.Strictness;
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
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A help desk whose `open_ticket` answers with little more than the new ticket's number.
class MadeRowsTest {

    private static final int LOGS = 40;
    private static final List<String> TOPICS = List.of("invoice", "router", "contract", "delivery");

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"state\":\"open\"", ",\"success\":true,\"message\":\"Thank you, it is opened.\""})
    void what_was_made_is_shown_with_what_it_was_made_from(String more) {
        World world = World.induce(logs(more));
        ToolSession session = new ToolMocker(world, new TierAccuracy(Map.of())).session(Strictness.ABSTAIN);
        ToolResult made = session.call("open_ticket", ticket("C-7", "router", 3));

        ToolResult shown = session.call(
                "get_ticket", Json.object().set("ticket_id", made.result().get("ticket_id")));

        assertThat(made.tier())
                .as("%s %s", made, world.rules().lines("open_ticket"))
                .isEqualTo(Tier.INDUCED);
        assertThat(shown.tier())
                .as(
                        "%s %s %s",
                        shown, world.rules().lines("open_ticket"), world.rules().lines("get_ticket"))
                .isEqualTo(Tier.ENTITY);
        assertThat(shown.result())
                .isEqualTo(ticket("C-7", "router", 3)
                        .put("state", "open")
                        .set("ticket_id", made.result().get("ticket_id")));
    }

    @Test
    void two_of_them_are_different_things() {
        ToolSession session =
                new ToolMocker(World.induce(logs("")), new TierAccuracy(Map.of())).session(Strictness.ABSTAIN);

        ToolResult first = session.call("open_ticket", ticket("C-7", "router", 3));
        ToolResult second = session.call("open_ticket", ticket("C-7", "invoice", 1));

        assertThat(second.result()).isNotEqualTo(first.result());
        assertThat(session.call(
                                "get_ticket",
                                Json.object().set("ticket_id", first.result().get("ticket_id")))
                        .result()
                        .path("topic")
                        .asText())
                .isEqualTo("router");
    }

    @Test
    void the_rule_can_be_read() {
        assertThat(World.induce(logs("")).rules().lines("open_ticket"))
                .anyMatch(line -> line.startsWith("makes the ticket that it answers with; its topic: args.topic"));
    }

    private static ObjectNode ticket(String customer, String topic, int urgency) {
        return Json.object().put("customer_id", customer).put("topic", topic).put("urgency", urgency);
    }

    private static List<Conversation> logs(String more) {
        Random random = new Random(5);
        List<Conversation> logs = new ArrayList<>();
        for (int customer = 0; customer < LOGS; customer++) {
            String old = "T-" + (1_000 + 2 * customer);
            String fresh = "T-" + (1_001 + 2 * customer);
            String topic = TOPICS.get(random.nextInt(TOPICS.size()));
            int urgency = 1 + random.nextInt(5);
            ObjectNode asked = ticket("C-" + customer, topic, urgency);
            logs.add(log(
                    "c" + customer,
                    "get_ticket {\"ticket_id\":\"" + old + "\"} -> "
                            + shown(old, ticket("C-" + customer, "contract", 2), "closed"),
                    "open_ticket " + asked + " -> {\"ticket_id\":\"" + fresh + "\"" + more + "}",
                    "get_ticket {\"ticket_id\":\"" + fresh + "\"} -> " + shown(fresh, asked, "open")));
        }
        return logs;
    }

    private static ObjectNode shown(String id, ObjectNode ticket, String state) {
        return ticket.deepCopy().put("ticket_id", id).put("state", state);
    }
}
