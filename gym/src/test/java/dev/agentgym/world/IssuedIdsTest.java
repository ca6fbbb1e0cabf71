package dev.agentgym.world;

import static dev.agentgym.trace.Logged.log;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.tool.Strictness;
import dev.agentgym.tool.TierAccuracy;
import dev.agentgym.tool.ToolMocker;
import dev.agentgym.tool.ToolSession;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A laundry gives out receipts that nobody can look up, by numbers that jump.
class IssuedIdsTest {

    private static final World WORLD = World.induce(logs());

    private static String bag(int i, boolean washed) {
        return "{\"bagId\":\"B-%d\",\"owner\":\"owner %d\",\"kilos\":%d,\"washed\":%b}"
                .formatted(i, i, 1 + i % 9, washed);
    }

    private static String look(int i, boolean washed) {
        return "getBag {\"bagId\":\"B-%d\"} -> ".formatted(i) + bag(i, washed);
    }

    private static List<Conversation> logs() {
        List<Conversation> logs = new ArrayList<>();
        for (int i = 100; i < 160; i++) {
            String wash =
                    "wash {\"bagId\":\"B-%d\"} -> {\"receiptNumber\":%d,\"slip\":{\"slipId\":\"S-%d\"},\"bagId\":\"B-%d\"}"
                            .formatted(i, 40_000 + i * 37 % 1_000, 7_000 + i * i % 997, i);
            logs.add(log("w" + i, look(i, false), wash, look(i, true)));
        }
        return logs;
    }

    @Test
    void ids_that_nobody_looks_up_are_made_anew() {
        ToolSession session = new ToolMocker(WORLD, new TierAccuracy(Map.of())).session(Strictness.ABSTAIN);
        session.observe("getBag", bagged(500), Json.parse(bag(500, false)), false);
        JsonNode first = session.call("wash", bagged(500)).result();

        assertThat(first.path("receiptNumber").isIntegralNumber()).isTrue();
        assertThat(first.at("/slip/slipId").asText()).matches("S-\\d+");
        assertThat(first.path("bagId").asText()).isEqualTo("B-500");
    }

    private static ObjectNode bagged(int i) {
        return Json.object().put("bagId", "B-" + i);
    }
}
