package dev.agentgym.world;

import static dev.agentgym.trace.Logged.log;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgym.trace.Conversation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A nursery whose list of orders shows less of them than a look at one does.
class PartlySeenRowsTest {

    private static final World WORLD = World.induce(logs());

    private static List<Conversation> logs() {
        List<Conversation> logs = new ArrayList<>();
        for (int i = 100; i < 160; i++) {
            String part = "\"order_id\":\"O-%d\",\"state\":\"placed\"".formatted(i);
            String rest = "\"plants\":%d,\"street\":\"%d Elm Row\"}".formatted(i % 7, i);
            String look = "get_order {\"order_id\":\"O-%d\"} -> {".formatted(i);
            String list = "list_orders {\"client_id\":\"C-%d\"} -> [{%s}]".formatted(i, part);
            logs.add(log(
                    "c" + i,
                    i % 2 == 0 ? list : look + part + "," + rest,
                    "call_off {\"order_id\":\"O-%d\"} -> \"Thank you.\"".formatted(i),
                    look + part.replace("placed", "off") + "," + rest));
        }
        return logs;
    }

    @Test
    void what_only_some_looks_show_is_not_changed_by_being_shown() {
        List<String> rules = WORLD.tool("call_off").orElseThrow().rules();

        assertThat(rules).anyMatch(rule -> rule.startsWith("sets order.state to \"off\""));
        assertThat(rules).noneMatch(rule -> rule.contains("order.plants") || rule.contains("order.street"));
    }
}
