package dev.agentgym.llm.judge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.reward.Ended;
import dev.agentgym.reward.Expectation;
import dev.agentgym.tool.TierAccuracy;
import dev.agentgym.tool.ToolMocker;
import dev.agentgym.tool.ToolResult;
import dev.agentgym.tool.ToolSession;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Details;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.Outcome;
import dev.agentgym.trace.ToolCall;
import dev.agentgym.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Orders that can be looked up and cancelled, and episodes about them.
final class Desk {

    static final World WORLD = World.induce(logs());
    private static final ToolMocker TOOLS = new ToolMocker(WORLD, new TierAccuracy(Map.of()));

    private Desk() {}

    static String order(int number) {
        return "O-" + (100 + number);
    }

    private static ToolCall call(String id, String tool, int number) {
        return new ToolCall(id, tool, Json.object().put("order_id", order(number)));
    }

    private static JsonNode row(int number, String status) {
        return Json.object()
                .put("order_id", order(number))
                .put("status", status)
                .put("total", 20 + 3 * number);
    }

    private static List<Conversation> logs() {
        List<Conversation> logs = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            List<Message> said = new ArrayList<>(List.of(Message.User.says("Please cancel my order " + order(i))));
            answered(said, call("a", "get_order", i), row(i, "open"));
            answered(said, call("b", "cancel_order", i), row(i, "cancelled"));
            answered(said, call("c", "get_order", i), row(i, "cancelled"));
            said.add(Message.Assistant.says("I have cancelled your order " + order(i) + "."));
            logs.add(Conversation.of("log-" + i, said, Outcome.SUCCESS));
        }
        return logs;
    }

    private static void answered(List<Message> said, ToolCall call, JsonNode answer) {
        said.add(Message.Assistant.calls(List.of(call)));
        said.add(new Message.Tool(call.id(), call.name(), answer, false, Details.NONE));
    }

    /// A customer wants an order to be cancelled; the agent does it or does not, and then says something.
    static Ended cancelling(int number, boolean done, String reply) {
        ToolSession start = TOOLS.session();
        ToolSession tools = start.branch();
        List<Message> said = new ArrayList<>(
                List.of(Message.User.says("Please cancel my order " + order(number) + ", I am customer 4711-20")));
        if (done) {
            ObjectNode arguments = call("b", "cancel_order", number).arguments();
            ToolResult answer = tools.call("cancel_order", arguments);
            answered(said, new ToolCall("b", "cancel_order", arguments), answer.result());
        }
        said.add(Message.Assistant.says(reply));
        said.add(Message.User.says("Thanks, bye."));
        Expectation wanted =
                new Expectation(List.of(call("", "cancel_order", number)), List.of(), List.of(), List.of());
        return new Ended(Conversation.of("episode-" + number, said, Outcome.UNKNOWN), wanted, start, tools, 0);
    }
}
