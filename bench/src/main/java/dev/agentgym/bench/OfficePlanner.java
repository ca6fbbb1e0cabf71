package dev.agentgym.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.agentgym.agent.Agent;
import dev.agentgym.environment.Action;
import dev.agentgym.environment.Observation;
import dev.agentgym.examples.customerservice.Dice;
import dev.agentgym.examples.customerservice.office.ToolDeclaration;
import dev.agentgym.tool.ToolResult;
import dev.agentgym.trace.Details;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.ToolCall;
import dev.agentgym.trace.ToolSchema;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/// Agents that make a plan at an [OfficeDesk] by calling its tools. Stateless.
sealed interface OfficePlanner {

    /// Makes a plan.
    ///
    /// @param said what the customer says, sentence by sentence
    void plan(OfficeDesk desk, List<String> said, Dice dice);

    /// Any tool, with values that it saw, now and then a wrong one.
    record AtRandom() implements OfficePlanner {

        private static final int FEWEST = 4;
        private static final int MOST = 10;
        private static final double OPTIONAL = 0.4;
        private static final double WRONG = 0.12;

        @Override
        public void plan(OfficeDesk desk, List<String> said, Dice dice) {
            for (int left = dice.between(FEWEST, MOST); left > 0; left--) {
                ToolDeclaration tool = dice.pick(desk.tools());
                desk.call(tool.name(), arguments(tool, desk, dice));
            }
        }

        private static ObjectNode arguments(ToolDeclaration tool, OfficeDesk desk, Dice dice) {
            Set<String> required = new HashSet<>();
            tool.parameters().path("required").forEach(name -> required.add(name.asText()));
            ObjectNode arguments = Json.object();
            tool.parameters().path("properties").properties().forEach(property -> {
                if (required.contains(property.getKey()) || dice.chance(OPTIONAL)) {
                    arguments.set(property.getKey(), value(property.getKey(), property.getValue(), desk, dice));
                }
            });
            return arguments;
        }

        private static JsonNode value(String name, JsonNode schema, OfficeDesk desk, Dice dice) {
            boolean wrong = dice.chance(WRONG);
            if (schema.has("enum")) {
                return schema.path("enum")
                        .get(dice.between(0, schema.path("enum").size() - 1));
            }
            return switch (schema.path("type").asText()) {
                case "boolean" -> Json.of(dice.chance(0.5));
                case "number" -> DecimalNode.valueOf(BigDecimal.valueOf(wrong ? -500 : dice.between(1, 240) * 25L, 2));
                default ->
                    !desk.seen().of(name).isEmpty() && !wrong
                            ? dice.pick(desk.seen().of(name))
                            : TextNode.valueOf(
                                    invented(name, schema.path("pattern").asText(), desk, dice));
            };
        }

        /// A value that fits the format but was not seen, and often does not exist.
        private static String invented(String name, String pattern, OfficeDesk desk, Dice dice) {
            return switch (name) {
                case "postcode" -> dice.pick(desk.postcodes());
                case "city" -> "Dunmore";
                case "street" -> dice.between(1, 90) + " Harbour Lane";
                case "plan_id" -> dice.pick(List.of("BB-100", "BB-250", "BB-600", "TV-20", "TV-30", "BB-77"));
                case "from_date" ->
                    desk.now()
                            .plusSeconds(86_400L * dice.between(-2, 32))
                            .toString()
                            .substring(0, 10);
                case "phone" -> "020 91%d %04d".formatted(dice.between(0, 9), dice.between(0, 9999));
                case "email" -> "someone%d@post.example".formatted(dice.between(1, 999));
                case "summary" -> "Customer asks for a call back";
                default -> pattern.replaceAll("[^A-Z]", "") + "-" + dice.between(90_000, 99_999);
            };
        }
    }

    /// Three of five errands, each as a sensible agent would run it.
    record Scripted() implements OfficePlanner {

        private static final List<BiConsumer<OfficeDesk, Dice>> ERRANDS = List.of(
                Scripted::bookVisit,
                Scripted::changePlan,
                Scripted::refundHalf,
                Scripted::credit,
                Scripted::openTicket);
        private static final int EACH = 3;

        @Override
        public void plan(OfficeDesk desk, List<String> said, Dice dice) {
            List<BiConsumer<OfficeDesk, Dice>> left = new ArrayList<>(ERRANDS);
            for (int errand = 0; errand < EACH; errand++) {
                left.remove(dice.between(0, left.size() - 1)).accept(desk, dice);
            }
        }

        private static ObjectNode customer(OfficeDesk desk) {
            return Json.object().put("customer_id", desk.customer());
        }

        private static void bookVisit(OfficeDesk desk, Dice dice) {
            JsonNode slots = desk.told("search_slots").path("slots");
            if (!slots.isEmpty()) {
                desk.call("list_appointments", customer(desk));
                ObjectNode arguments = customer(desk).put("purpose", "repair");
                arguments.set(
                        "slot_id", slots.get(dice.between(0, slots.size() - 1)).path("slot_id"));
                desk.call("book_appointment", arguments);
            }
        }

        private static void changePlan(OfficeDesk desk, Dice dice) {
            JsonNode subscriptions = desk.told("list_subscriptions").path("subscriptions");
            List<String> internet = new ArrayList<>();
            desk.told("list_plans").path("plans").forEach(plan -> {
                if (!plan.path("kind").asText().equals("streaming")) {
                    internet.add(plan.path("plan_id").asText());
                }
            });
            for (JsonNode subscription : subscriptions) {
                internet.remove(subscription.path("plan_id").asText());
                if (!subscription.path("kind").asText().equals("streaming") && !internet.isEmpty()) {
                    ObjectNode arguments = Json.object().put("plan_id", dice.pick(internet));
                    arguments.set("subscription_id", subscription.path("subscription_id"));
                    if (!desk.call("quote_plan_change", arguments).isError()) {
                        desk.call("change_plan", arguments);
                    }
                    return;
                }
            }
        }

        private static void refundHalf(OfficeDesk desk, Dice dice) {
            List<JsonNode> payments = new ArrayList<>();
            desk.told("get_invoice").path("payments").forEach(payments::add);
            if (!payments.isEmpty()) {
                JsonNode payment = dice.pick(payments);
                BigDecimal half = payment.path("amount").decimalValue().divide(BigDecimal.TWO, 2, RoundingMode.DOWN);
                ObjectNode arguments = Json.object().put("amount", half).put("reason", "service_failure");
                arguments.set("payment_id", payment.path("payment_id"));
                desk.call("issue_refund", arguments);
            }
        }

        private static void credit(OfficeDesk desk, Dice dice) {
            desk.call("apply_credit", customer(desk).put("amount", 5).put("reason", "goodwill"));
            desk.call("get_customer", customer(desk));
        }

        private static void openTicket(OfficeDesk desk, Dice dice) {
            String topic = dice.pick(List.of("billing", "technical", "complaint", "contract"));
            ObjectNode arguments = customer(desk).put("topic", topic);
            desk.call("create_ticket", arguments.put("summary", "Customer asks for a call back"));
        }
    }

    /// An agent that hears what the customer of the log said, once more.
    ///
    /// @param agent decides
    /// @param declarations the tools it knows
    record Hearing(Agent agent, List<ToolSchema> declarations) implements OfficePlanner {

        private static final int MOST_SENTENCES = 5;
        private static final int MOST_STEPS = 6;

        @Override
        public void plan(OfficeDesk desk, List<String> said, Dice dice) {
            List<Message> messages = new ArrayList<>();
            for (String sentence : said.subList(0, Math.min(MOST_SENTENCES, said.size()))) {
                messages.add(Message.User.says(sentence));
                boolean calling = true;
                for (int step = 0; step < MOST_STEPS && calling; step++) {
                    calling = act(desk, messages);
                }
            }
        }

        /// Whether the agent called tools, and wants to go on.
        private boolean act(OfficeDesk desk, List<Message> messages) {
            return switch (agent.next(new Observation(messages, declarations))) {
                case Action.Say say -> {
                    messages.add(Message.Assistant.says(say.text()));
                    yield false;
                }
                case Action.Finish finish -> {
                    messages.add(Message.Assistant.says(finish.text()));
                    yield false;
                }
                case Action.CallTools(List<ToolCall> calls, String because) -> {
                    messages.add(Message.Assistant.calls(calls));
                    for (ToolCall call : calls) {
                        ToolResult got = desk.call(call.name(), call.arguments());
                        messages.add(
                                new Message.Tool(call.id(), call.name(), got.result(), got.isError(), Details.NONE));
                    }
                    yield true;
                }
            };
        }
    }
}
