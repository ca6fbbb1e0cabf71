package dev.agentgym.deploy;

import static dev.agentgym.trace.Logged.log;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.fidelity.Fidelity;
import dev.agentgym.fidelity.FidelityCard;
import dev.agentgym.tool.ToolMocker;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Json;
import dev.agentgym.world.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Orders that can be looked up and cancelled: the logs that the mocked tools learn from, and the real tools that
/// wrote them. For one thread.
final class OrderDesk {

    static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
    private static final List<Conversation> LOGS = logs();
    static final World WORLD = World.induce(LOGS);
    static final FidelityCard CARD = Fidelity.quick(LOGS, 1);

    private final Map<String, ObjectNode> orders = new TreeMap<>();

    OrderDesk() {
        for (int i = 10; i < 40; i++) {
            orders.put("W-" + i, order(i));
        }
    }

    private static ObjectNode order(int number) {
        return Json.object()
                .put("id", "W-" + number)
                .put("total", number * 7 % 50)
                .put("status", "open");
    }

    private static List<Conversation> logs() {
        List<Conversation> logs = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            ObjectNode order = order(10 + i % 30);
            String id = "{\"id\":" + order.path("id") + "}";
            JsonNode cancelled = order.deepCopy().put("status", "cancelled");
            logs.add(log(
                    "talk-" + i,
                    "get_order " + id + " -> " + order,
                    i % 2 == 0
                            ? "get_order {\"id\":\"X-1\"} -> !\"Error: no order X-1\""
                            : "cancel " + id + " -> " + cancelled,
                    "get_order " + id + " -> " + (i % 2 == 0 ? order : cancelled)));
        }
        return logs;
    }

    static Deployment deployed(Routes routes, ToolSource... sources) {
        return Deployment.of(new ToolMocker(WORLD, CARD.accuracy()), WORLD, CARD, routes, List.of(sources), () -> NOW);
    }

    @AgentTool(name = "get_order", value = "Looks an order up.")
    public JsonNode get(@ToolArgument("such as W-10") String id) {
        return find(id).deepCopy();
    }

    @AgentTool(value = "Cancels an order.")
    public JsonNode cancel(String id) {
        return find(id).put("status", "cancelled").deepCopy();
    }

    private ObjectNode find(String id) {
        return Optional.ofNullable(orders.get(id)).orElseThrow(() -> new ToolRefusal("Error: no order " + id));
    }

    /// Lets an order cost something else.
    OrderDesk priced(String id, int total) {
        find(id).put("total", total);
        return this;
    }

    ObjectNode held(String id) {
        return find(id);
    }
}
