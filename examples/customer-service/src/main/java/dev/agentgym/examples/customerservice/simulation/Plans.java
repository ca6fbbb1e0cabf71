package dev.agentgym.examples.customerservice.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.examples.customerservice.office.ToolAnswer;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Talks about other plans and additional ones.
final class Plans {

    private static final int MOST_OFFERS = 3;
    private static final double BUDGET = 0.2;

    private Plans() {}

    /// What a customer who wants streaming has in mind.
    static void wish(Talk talk) {
        talk.facts()
                .put(
                        "wish",
                        talk.dice().pick(List.of("Stream Basic", "Stream Family", "Stream Sports", "Stream Cinema")));
    }

    static Outcome upgrade(Talk talk) {
        return change(talk, true);
    }

    static Outcome downgrade(Talk talk) {
        return change(talk, false);
    }

    private static Outcome change(Talk talk, boolean faster) {
        Optional<JsonNode> found = Contracts.subscription(talk, false);
        if (found.isEmpty()) {
            talk.agent("cancel.nothing");
            return Outcome.UNSOLVED;
        }
        Contracts.tell(talk, found.get());
        BigDecimal price = found.get().get("monthly_price").decimalValue();
        List<JsonNode> offers = offers(talk, found.get(), faster).stream()
                .filter(plan -> plan.get("monthly_price").decimalValue().compareTo(price) > 0 == faster)
                .filter(plan -> !plan.get("plan_id").equals(found.get().get("plan_id")))
                .toList();
        if (offers.isEmpty()) {
            talk.agent(faster ? "plans.none" : "plans.cheapest");
            talk.customer("ok");
            return Outcome.SOLVED;
        }
        List<JsonNode> nearest = faster
                ? offers.subList(0, Math.min(MOST_OFFERS, offers.size()))
                : offers.reversed().subList(0, Math.min(MOST_OFFERS, offers.size()));
        JsonNode choice = choose(talk, nearest, "plans.offer");
        return quoted(talk, found.get(), choice);
    }

    /// The plans for the customer's network; a careless agent offers fibre to everyone.
    private static List<JsonNode> offers(Talk talk, JsonNode subscription, boolean faster) {
        String kind = subscription.get("kind").asText();
        ToolAnswer answer;
        if (faster && kind.equals("cable") && talk.dice().chance(0.5)) {
            answer = talk.call("list_plans", "kind", "fibre");
        } else {
            BigDecimal price = subscription.get("monthly_price").decimalValue();
            answer = faster
                    ? talk.call("list_plans", "kind", kind)
                    : talk.call("list_plans", "kind", talk.dice().chance(0.5) ? "cable" : kind, "max_price", price);
        }
        return Json.list(answer.result().get("plans")).stream()
                .filter(plan -> plan.has("download_mbps"))
                .toList();
    }

    static JsonNode choose(Talk talk, List<JsonNode> offers, String phrase) {
        String described = offers.stream()
                .map(plan -> plan.get("name").asText() + " for " + Facts.euros(plan.get("monthly_price")))
                .collect(Collectors.joining(", "));
        JsonNode choice = talk.dice().pick(offers);
        talk.facts()
                .put("offers", described)
                .put("newplan", choice.get("name"))
                .money("newprice", choice.get("monthly_price"));
        talk.agent(phrase);
        talk.customer("choose_plan");
        return choice;
    }

    static Outcome quoted(Talk talk, JsonNode subscription, JsonNode plan) {
        if (talk.forgets()) {
            return execute(talk, subscription, plan, 1);
        }
        ToolAnswer quote = talk.call(
                "quote_plan_change",
                "subscription_id",
                subscription.get("subscription_id"),
                "plan_id",
                plan.get("plan_id"));
        if (quote.isError()) {
            return refused(talk, quote, subscription, plan, 1);
        }
        talk.facts()
                .money("charge", quote.result().get("charge_now"))
                .put("days", quote.result().get("days_left"));
        if (!talk.agreed("plans.quote", 0.85)) {
            talk.agent("cancel.kept");
            return Outcome.SOLVED;
        }
        return talk.onlyPromised() ? Outcome.UNSOLVED : execute(talk, subscription, plan, 1);
    }

    private static Outcome execute(Talk talk, JsonNode subscription, JsonNode plan, int tries) {
        ToolAnswer answer = talk.call(
                "change_plan", "subscription_id", subscription.get("subscription_id"), "plan_id", plan.get("plan_id"));
        if (answer.isError()) {
            return refused(talk, answer, subscription, plan, tries);
        }
        talk.facts()
                .money("charge", answer.result().get("charge_now"))
                .day("until", answer.result().at("/subscription/contract_until"));
        talk.agent("plans.done");
        Payments.reassure(talk);
        return Outcome.SOLVED;
    }

    private static Outcome refused(Talk talk, ToolAnswer answer, JsonNode subscription, JsonNode plan, int tries) {
        if (Json.code(answer).equals("OVERDUE_INVOICE") && tries > 0) {
            return Contracts.afterPayment(talk, answer).orElseGet(() -> execute(talk, subscription, plan, 0));
        }
        return switch (Json.code(answer)) {
            case "FIBRE_NOT_AVAILABLE" -> Handover.refused(talk, "plans.no_fibre");
            case "SUBSCRIPTION_SUSPENDED" -> Handover.refused(talk, "plans.suspended");
            case "DOWNGRADE_IN_CONTRACT" -> {
                talk.agent("plans.in_contract");
                boolean accepted = talk.dice().chance(0.5);
                talk.customer(accepted ? "ok" : "unhappy");
                yield accepted ? Outcome.SOLVED : Outcome.UNSOLVED;
            }
            case "CHANGED_RECENTLY" -> {
                talk.facts().put("next", Json.slot(answer, "possible on (\\S+)\\."));
                yield Handover.refused(talk, "plans.recent");
            }
            default -> Handover.refused(talk, answer);
        };
    }

    static Outcome addStreaming(Talk talk) {
        List<JsonNode> plans = streaming(talk);
        JsonNode plan;
        String wish = talk.facts().get("wish");
        Optional<JsonNode> wished = plans.stream()
                .filter(one -> one.get("name").asText().equals(wish) && talk.customerSaid(wish))
                .findFirst();
        if (wished.isEmpty()) {
            plan = choose(talk, plans, "streaming.offer");
        } else {
            plan = wished.get();
            talk.facts().put("newplan", wish).money("newprice", plan.get("monthly_price"));
        }
        if (!talk.agreed("streaming.confirm", 0.9)) {
            talk.agent("cancel.kept");
            return Outcome.SOLVED;
        }
        return talk.onlyPromised() ? Outcome.UNSOLVED : add(talk, plan, 1);
    }

    /// What there is to watch, all of it or within what the customer would pay.
    static List<JsonNode> streaming(Talk talk) {
        ToolAnswer answer;
        if (talk.wishes().chance(BUDGET)) {
            String most = talk.wishes().pick(List.of("8.00", "10.00", "12.00", "15.00"));
            talk.facts().put("most", "€" + most);
            talk.customer("budget");
            answer = talk.call("list_plans", "kind", "streaming", "max_price", new BigDecimal(most));
        } else {
            answer = talk.call("list_plans", "kind", "streaming");
        }
        return Json.list(answer.result().get("plans"));
    }

    static Outcome add(Talk talk, JsonNode plan, int tries) {
        ToolAnswer answer =
                talk.call("add_subscription", "customer_id", talk.customerId(), "plan_id", plan.get("plan_id"));
        if (Json.code(answer).equals("OVERDUE_INVOICE") && tries > 0) {
            return Contracts.afterPayment(talk, answer).orElseGet(() -> add(talk, plan, 0));
        }
        return switch (Json.code(answer)) {
            case "" -> {
                talk.facts()
                        .money("charge", answer.result().get("charge_now"))
                        .put("subscription", answer.result().at("/subscription/subscription_id"));
                talk.agent("streaming.done");
                talk.customer("thanks");
                yield Outcome.SOLVED;
            }
            case "ALREADY_SUBSCRIBED" -> {
                talk.agent("streaming.have");
                talk.customer("ok");
                yield Outcome.SOLVED;
            }
            case "STREAMING_LIMIT" -> Handover.refused(talk, "streaming.limit");
            default -> Handover.refused(talk, answer);
        };
    }
}
