package dev.agentgym.examples.customerservice.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.examples.customerservice.Dice;
import dev.agentgym.examples.customerservice.office.ToolAnswer;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Talks about plans that cannot be had, or not that way.
final class PlanWishes {

    private static final double HEARD_WRONG = 0.15;
    private static final double ALL_PLANS = 0.3;
    private static final double AT_ONCE = 0.35;
    private static final double WITHIN = 0.3;
    private static final List<BigDecimal> MOST = List.of(new BigDecimal("40.00"), new BigDecimal("50.00"));
    private static final List<String> INTERNET = List.of("cable", "fibre");
    private static final Map.Entry<String, String> NO_LONGER_SOLD = Map.entry("BB-30", "Classic 30");
    private static final List<Map.Entry<String, String>> NEVER_SOLD = List.of(
            Map.entry("BB-200", "Cable 200"),
            Map.entry("BB-500", "Fibre 500"),
            Map.entry("BB-150", "Cable Home 150"),
            Map.entry("TV-15", "Stream Basic Plus"));

    private PlanWishes() {}

    /// One more line beside the present one, which the agent tries to add.
    static Optional<Outcome> secondLine(Talk talk) {
        JsonNode plan = internet(talk);
        ToolAnswer answer =
                talk.call("add_subscription", "customer_id", talk.customerId(), "plan_id", plan.get("plan_id"));
        return answer.isError() ? Handover.explained(talk, answer) : Optional.of(added(talk, answer.result()));
    }

    /// Somebody who left and wants internet again.
    static Optional<Outcome> comeBack(Talk talk) {
        if (Contracts.subscription(talk, false).isPresent()) {
            return Optional.empty();
        }
        JsonNode plan = internet(talk);
        if (!talk.agreed("come_back.confirm", 0.93)) {
            talk.agent("cancel.kept");
            return Optional.of(Outcome.SOLVED);
        }
        return Optional.of(talk.onlyPromised() ? Outcome.UNSOLVED : start(talk, plan.get("plan_id"), 2));
    }

    /// A line of those on sale: all, those of a kind, or those within what the customer would pay.
    private static JsonNode internet(Talk talk) {
        String kind = talk.wishes().pick(INTERNET);
        if (talk.wishes().chance(ALL_PLANS)) {
            return offered(talk);
        }
        return talk.wishes().chance(WITHIN)
                ? offered(talk, "kind", kind, "max_price", talk.wishes().pick(MOST))
                : offered(talk, "kind", kind);
    }

    /// Somebody whose notice is on file and who would stay on another plan: that takes a new contract.
    static Optional<Outcome> stayAfterAll(Talk talk) {
        ToolAnswer held = talk.call("list_subscriptions", "customer_id", talk.customerId());
        Optional<JsonNode> cancelled = Json.list(held.result().get("subscriptions")).stream()
                .filter(one -> one.has("ends_on") && !one.get("kind").asText().equals("streaming"))
                .reduce((_, newer) -> newer);
        if (cancelled.isEmpty()) {
            return Optional.empty();
        }
        JsonNode plan = internet(talk);
        ToolAnswer answer = asked(talk, cancelled.get(), plan.get("plan_id").asText());
        if (answer.isError()) {
            Handover.explain(talk, answer);
        }
        return talk.agreed("come_back.confirm", 0.8)
                ? Optional.of(start(talk, plan.get("plan_id"), 2))
                : Optional.of(Outcome.UNSOLVED);
    }

    private static JsonNode offered(Talk talk, Object... search) {
        List<JsonNode> plans = Json.list(
                        talk.call("list_plans", search).result().get("plans"))
                .stream()
                .filter(plan -> plan.has("download_mbps"))
                .toList();
        return Plans.choose(talk, plans, "come_back.offer");
    }

    private static Outcome start(Talk talk, JsonNode plan, int tries) {
        ToolAnswer answer = talk.call("add_subscription", "customer_id", talk.customerId(), "plan_id", plan);
        if (tries == 0) {
            return answer.isError() ? Handover.refused(talk, answer) : added(talk, answer.result());
        }
        return switch (Json.code(answer)) {
            case "" -> added(talk, answer.result());
            case "OVERDUE_INVOICE" ->
                Contracts.afterPayment(talk, answer).orElseGet(() -> start(talk, plan, tries - 1));
            case "FIBRE_NOT_AVAILABLE" -> {
                talk.agent("plans.no_fibre");
                yield start(talk, offered(talk, "kind", "cable").get("plan_id"), tries - 1);
            }
            case "PLAN_NOT_ON_SALE" -> {
                Handover.explain(talk, answer);
                yield start(talk, internet(talk).get("plan_id"), tries - 1);
            }
            default -> Handover.refused(talk, answer);
        };
    }

    private static Outcome added(Talk talk, JsonNode result) {
        talk.facts()
                .put("newplan", result.at("/subscription/plan_name"))
                .money("newprice", result.at("/subscription/monthly_price"))
                .money("charge", result.get("charge_now"))
                .day("until", result.at("/subscription/contract_until"));
        talk.agent("come_back.done");
        talk.customer("thanks");
        return Outcome.SOLVED;
    }

    /// A plan that friends have, from an old bill or from hearsay.
    static Optional<Outcome> friendsPlan(Talk talk) {
        Dice wishes = talk.wishes();
        Map.Entry<String, String> plan = wishes.chance(HEARD_WRONG) ? wishes.pick(NEVER_SOLD) : NO_LONGER_SOLD;
        talk.facts().put("friendplan", plan.getValue()).put("friendcode", plan.getKey());
        talk.agent("friend.ask");
        talk.customer("friend_plan");
        Optional<JsonNode> present = Contracts.subscription(talk, false);
        boolean added = present.isEmpty() || wishes.chance(0.25);
        ToolAnswer answer = added
                ? talk.call("add_subscription", "customer_id", talk.customerId(), "plan_id", plan.getKey())
                : asked(talk, present.get(), plan.getKey());
        return answer.isError() ? Handover.explained(talk, answer) : Optional.empty();
    }

    /// A careful agent asks for the price, a hasty one changes the plan at once.
    private static ToolAnswer asked(Talk talk, JsonNode subscription, String plan) {
        String tool = talk.wishes().chance(AT_ONCE) || talk.forgets() ? "change_plan" : "quote_plan_change";
        return talk.call(tool, "subscription_id", subscription.get("subscription_id"), "plan_id", plan);
    }

    /// Only television, no line.
    static Optional<Outcome> streamingInstead(Talk talk) {
        return otherKind(talk, false, "kind", "streaming");
    }

    /// More speed for what streaming costs.
    static Optional<Outcome> speedInstead(Talk talk) {
        return otherKind(talk, true, "kind", talk.wishes().pick(INTERNET));
    }

    private static Optional<Outcome> otherKind(Talk talk, boolean streaming, Object... search) {
        Optional<JsonNode> present = Contracts.subscription(talk, streaming);
        if (present.isEmpty()) {
            return Optional.empty();
        }
        List<JsonNode> plans =
                Json.list(talk.call("list_plans", search).result().get("plans"));
        JsonNode plan = Plans.choose(talk, plans, "come_back.offer");
        ToolAnswer answer = asked(talk, present.get(), plan.get("plan_id").asText());
        return answer.isError() ? Handover.explained(talk, answer) : Optional.empty();
    }

    /// One package, and then one more.
    static Optional<Outcome> bothPackages(Talk talk) {
        List<JsonNode> plans =
                Json.list(talk.call("list_plans", "kind", "streaming").result().get("plans"));
        JsonNode first = Plans.choose(talk, plans, "streaming.offer");
        Outcome outcome = Plans.add(talk, first, 1);
        if (outcome != Outcome.SOLVED) {
            return Optional.of(outcome);
        }
        JsonNode second = talk.wishes()
                .pick(plans.stream().filter(plan -> !plan.equals(first)).toList());
        talk.facts().put("newplan", second.get("name")).money("newprice", second.get("monthly_price"));
        talk.customer("and_also");
        return Optional.of(outcome.with(Plans.add(talk, second, 1)));
    }

    /// Another package rather than none.
    static Optional<Outcome> otherPackage(Talk talk) {
        Optional<JsonNode> present = Contracts.subscription(talk, true);
        if (present.isEmpty()) {
            return Optional.empty();
        }
        Contracts.tell(talk, present.get());
        JsonNode plan = Plans.choose(talk, Plans.streaming(talk), "streaming.offer");
        return Optional.of(Plans.quoted(talk, present.get(), plan));
    }

    /// Somebody who cancels and wants it back a minute later: that is a new contract.
    static Optional<Outcome> regret(Talk talk) {
        Optional<JsonNode> before = Contracts.active(talk, false);
        Outcome outcome = Contracts.cancelInternet(talk);
        if (before.isEmpty()
                || outcome != Outcome.SOLVED
                || Contracts.active(talk, false).isPresent()) {
            return Optional.of(outcome);
        }
        talk.customer("second_thoughts");
        talk.agent("regret.new");
        talk.customer("yes");
        return Optional.of(start(talk, before.get().get("plan_id"), 1));
    }

    /// Somebody who would stay for less: that is for others to decide.
    static Optional<Outcome> betterOffer(Talk talk) {
        Optional<JsonNode> present = Contracts.subscription(talk, false);
        if (present.isEmpty()) {
            return Optional.empty();
        }
        talk.agent("better_offer.retention");
        talk.customer("ok");
        String plan = present.get().get("plan_name").asText();
        return Optional.of(
                Handover.to(talk, "retention", "Customer leaves " + plan + " unless there is a better price"));
    }
}
