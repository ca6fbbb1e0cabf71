package dev.agentgym.world;

import static dev.agentgym.trace.Logged.log;
import static org.assertj.core.api.Assertions.assertThat;

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

/// A bakery that changes no order which is called off. That an order is called off is said of none; some logs look
/// at it afterwards, others try to change it.
class FollowedTwiceTest {

    private static final World WORLD = World.induce(logs());

    private static List<Conversation> logs() {
        List<Conversation> logs = new ArrayList<>();
        for (int i = 100; i < 180; i++) {
            List<String> calls = new ArrayList<>();
            calls.add("get_order {\"order_id\":\"O-%d\"} -> %s".formatted(i, order(i, "open", i % 7)));
            String off = "call_off {\"order_id\":\"O-%d\"} -> \"Thank you.\"".formatted(i);
            String loaves = "set_loaves {\"order_id\":\"O-%d\",\"loaves\":%d} -> ".formatted(i, 10 + i % 9);
            switch (i % 4) {
                case 0 -> {
                    calls.add(off);
                    calls.add("get_order {\"order_id\":\"O-%d\"} -> %s".formatted(i, order(i, "off", i % 7)));
                }
                case 1 -> {
                    calls.add(off);
                    calls.add(loaves + "!\"Error: order O-%d is off\"".formatted(i));
                }
                default -> calls.add(loaves + order(i, "open", 10 + i % 9));
            }
            logs.add(log("c" + i, calls.toArray(String[]::new)));
        }
        return logs;
    }

    private static String order(int number, String state, int loaves) {
        return "{\"order_id\":\"O-%d\",\"state\":\"%s\",\"loaves\":%d}".formatted(number, state, loaves);
    }

    private static ObjectNode order(String id) {
        return Json.object().put("order_id", id);
    }

    @Test
    void a_refusal_is_explained_by_what_an_earlier_call_did_unseen() {
        assertThat(WORLD.tool("set_loaves").orElseThrow().rules())
                .anySatisfy(rule -> assertThat(rule)
                        .startsWith("refuses where order.state")
                        .contains("(20 for, 0 against")
                        .contains("order {args.order_id} is off"));
    }

    @Test
    void a_session_refuses_what_its_own_calls_have_ruled_out() {
        ToolSession session = new ToolMocker(WORLD, new TierAccuracy(Map.of())).session();
        session.call("get_order", order("O-102"));
        session.call("call_off", order("O-102"));

        ToolResult got = session.call("set_loaves", order("O-102").put("loaves", 12));

        assertThat(got.tier()).isEqualTo(Tier.REFUSED);
        assertThat(got.result().asText()).isEqualTo("Error: order O-102 is off");
    }
}
