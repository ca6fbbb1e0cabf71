package dev.agentgym.reward;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
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
import java.util.Optional;

/// Hand-made logs of an office with orders that can be looked up, cancelled and opened again, and episodes in it.
final class SmallOffice {

    static final int ORDERS = 12;
    private static final ToolSession NOTHING =
            new ToolMocker(World.induce(List.of()), new TierAccuracy(Map.of())).session();

    private SmallOffice() {}

    static String order(int number) {
        return "O-" + (100 + number);
    }

    static ToolCall call(String tool, Object... arguments) {
        ObjectNode object = Json.object();
        for (int i = 0; i < arguments.length; i += 2) {
            object.set(String.valueOf(arguments[i]), Json.of(arguments[i + 1]));
        }
        return new ToolCall("", tool, object);
    }

    static ToolCall look(int number) {
        return call("get_order", "order_id", order(number));
    }

    static ToolCall cancel(int number) {
        return call("cancel_order", "order_id", order(number));
    }

    static ToolCall reopen(int number) {
        return call("reopen_order", "order_id", order(number));
    }

    static ToolCall change(int number, String address) {
        return call("change_address", "order_id", order(number), "address", address);
    }

    /// One conversation for each order: looked up, cancelled, opened again, sent elsewhere, and looked up in
    /// between.
    static List<Conversation> logs() {
        List<Conversation> logs = new ArrayList<>();
        for (int i = 0; i < ORDERS; i++) {
            Talk talk = new Talk(NOTHING);
            talk.user("Please cancel my order " + order(i));
            JsonNode open = row(i, "open", "1 Old Road");
            JsonNode gone = row(i, "cancelled", "1 Old Road");
            talk.logged(look(i), open).logged(cancel(i), gone).logged(look(i), gone);
            talk.agent("I have cancelled your order " + order(i) + " over $" + total(i) + ".");
            talk.user("Sorry, I want it after all, but to " + i + " New Street");
            talk.logged(reopen(i), open).logged(look(i), open);
            JsonNode moved = row(i, "open", i + " New Street");
            talk.logged(change(i, i + " New Street"), moved).logged(look(i), moved);
            talk.agent("It is open again and goes to " + i + " New Street.");
            logs.add(talk.conversation("log-" + i, Outcome.SUCCESS));
        }
        return logs;
    }

    static int total(int number) {
        return 20 + 3 * number;
    }

    private static JsonNode row(int number, String status, String address) {
        return Json.object()
                .put("order_id", order(number))
                .put("status", status)
                .put("total", total(number))
                .put("address", address);
    }

    static ToolMocker tools() {
        return new ToolMocker(World.induce(logs()), new TierAccuracy(Map.of()));
    }

    static Expectation expects(ToolCall... actions) {
        return new Expectation(List.of(actions), List.of(), List.of(), List.of());
    }

    /// A conversation in the making, on tools or from a log.
    static final class Talk {
        private final List<Message> messages = new ArrayList<>();
        private final ToolSession start;
        private final ToolSession tools;
        private int calls;

        Talk() {
            this(SharedTools.TOOLS.session());
        }

        Talk(ToolSession start) {
            this.start = start;
            this.tools = start.branch();
        }

        Talk user(String text) {
            messages.add(Message.User.says(text));
            return this;
        }

        Talk agent(String text) {
            messages.add(Message.Assistant.says(text));
            return this;
        }

        Talk calls(ToolCall... calls) {
            for (ToolCall call : calls) {
                ToolResult answer = tools.call(call.name(), call.arguments());
                add(call, answer.result(), answer.isError());
            }
            return this;
        }

        Talk logged(ToolCall call, JsonNode answer) {
            add(call, answer, false);
            return this;
        }

        Talk refused(ToolCall call, String text) {
            add(call, TextNode.valueOf(text), true);
            return this;
        }

        private void add(ToolCall call, JsonNode answer, boolean isError) {
            String id = "c" + calls++;
            messages.add(Message.Assistant.calls(List.of(new ToolCall(id, call.name(), call.arguments()))));
            messages.add(new Message.Tool(id, call.name(), answer, isError, Details.NONE));
        }

        Conversation conversation(String id, Outcome outcome) {
            return Conversation.of(id, messages, outcome);
        }

        Ended ended(Expectation expectation) {
            return new Ended(conversation("episode", Outcome.UNKNOWN), expectation, start, tools, 0);
        }

        Ended ended(Expectation expectation, int from) {
            return new Ended(conversation("episode", Outcome.UNKNOWN), expectation, start, tools, from);
        }

        /// The one action after the first message, where the log shows this.
        Ended decided(Expectation expectation, Message.Assistant logged) {
            return new Ended(
                    conversation("episode", Outcome.UNKNOWN), expectation, start, tools, 1, Optional.of(logged));
        }
    }

    /// Learned once for all tests.
    private static final class SharedTools {
        static final ToolMocker TOOLS = tools();
    }
}
