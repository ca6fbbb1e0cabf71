package dev.agentgym.examples.customerservice.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.examples.customerservice.office.ToolAnswer;
import java.util.List;
import java.util.Optional;

/// Talks about the end of contracts.
final class Contracts {

    private static final List<String> REASONS = List.of("price", "price", "moving", "quality", "other");
    private static final List<String> STREAMING_REASONS = List.of("unused", "unused", "price");

    private Contracts() {}

    static Outcome end(Talk talk) {
        Optional<JsonNode> internet = subscription(talk, false);
        if (internet.isEmpty()) {
            talk.agent("cancel.nothing");
            return Outcome.UNSOLVED;
        }
        tell(talk, internet.get());
        boolean over = internet.get()
                        .get("contract_until")
                        .asText()
                        .compareTo(talk.office().now().toString())
                < 0;
        if (over || talk.forgets() || talk.dice().chance(0.4)) {
            talk.agent(over ? "contract.over" : "contract.tell");
        } else {
            JsonNode quote = quote(talk, internet.get()).result();
            if (quote.isObject()) {
                talk.facts().money("fee", quote.get("early_termination_fee"));
                talk.agent("contract.tell", "contract.fee");
            } else {
                talk.agent("contract.tell");
            }
        }
        talk.customer("thanks");
        return Outcome.SOLVED;
    }

    static Outcome cancelInternet(Talk talk) {
        return cancel(talk, false);
    }

    static Outcome cancelStreaming(Talk talk) {
        return cancel(talk, true);
    }

    private static Outcome cancel(Talk talk, boolean streaming) {
        Optional<JsonNode> found = subscription(talk, streaming);
        if (found.isEmpty()) {
            talk.agent("cancel.nothing");
            talk.customer("ok");
            return Outcome.UNSOLVED;
        }
        tell(talk, found.get());
        String reason = talk.dice().pick(streaming ? STREAMING_REASONS : REASONS);
        if (talk.dice().chance(0.6)) {
            talk.agent("cancel.ask_reason");
            talk.customer("reason_" + reason);
        }
        if (talk.forgets()) {
            return talk.agreed("cancel.straight", 0.97) ? execute(talk, found.get(), reason, false, 2) : kept(talk);
        }
        return quoted(talk, found.get(), reason);
    }

    private static Outcome quoted(Talk talk, JsonNode subscription, String reason) {
        ToolAnswer quote = quote(talk, subscription);
        if (quote.isError()) {
            return Handover.refused(talk, quote);
        }
        boolean free =
                quote.result().get("early_termination_fee").decimalValue().signum() == 0;
        talk.facts()
                .money("fee", quote.result().get("early_termination_fee"))
                .put("months", quote.result().get("months_left"))
                .day("lastday", quote.result().get("last_day"));
        if (!talk.agreed(free ? "cancel.quote_free" : "cancel.quote", free ? 0.97 : 0.6)) {
            return kept(talk);
        }
        return talk.onlyPromised() ? Outcome.UNSOLVED : execute(talk, subscription, reason, !free, 2);
    }

    private static Outcome execute(Talk talk, JsonNode subscription, String reason, boolean acceptFee, int tries) {
        JsonNode id = subscription.get("subscription_id");
        ToolAnswer answer = acceptFee
                ? talk.call("cancel_subscription", "subscription_id", id, "reason", reason, "accept_fee", true)
                : talk.call("cancel_subscription", "subscription_id", id, "reason", reason);
        if (answer.isError() && tries == 0) {
            return Handover.refused(talk, answer);
        }
        return switch (Json.code(answer)) {
            case "" -> done(talk, answer.result());
            case "FEE_NOT_ACCEPTED" -> {
                talk.facts()
                        .put("fee", "€" + Json.slot(answer, "costs ([0-9.]+) EUR"))
                        .day("until", subscription.get("contract_until"));
                yield talk.agreed("cancel.fee_needed", 0.55)
                        ? execute(talk, subscription, reason, true, tries - 1)
                        : kept(talk);
            }
            case "OVERDUE_INVOICE" ->
                afterPayment(talk, answer).orElseGet(() -> execute(talk, subscription, reason, acceptFee, tries - 1));
            case "ADD_ON_DEPENDS" -> withAddOn(talk, answer, subscription, reason, acceptFee, tries);
            default -> Handover.refused(talk, answer);
        };
    }

    private static Outcome done(Talk talk, JsonNode result) {
        JsonNode fee = result.get("early_termination_fee");
        tell(talk, result.get("subscription"));
        talk.facts()
                .day("lastday", result.at("/subscription/ends_on"))
                .put(
                        "feenote",
                        fee.decimalValue().signum() == 0
                                ? "There is no fee."
                                : "The fee of " + Facts.euros(fee) + " will be on your next invoice.");
        talk.agent("cancel.done");
        Payments.reassure(talk);
        return Outcome.SOLVED;
    }

    private static Outcome kept(Talk talk) {
        talk.agent("cancel.kept");
        return talk.dice().chance(0.6) ? Outcome.SOLVED : Outcome.UNSOLVED;
    }

    /// Empty where the way is free again, else how the conversation stops here.
    static Optional<Outcome> afterPayment(Talk talk, ToolAnswer refusal) {
        String id = Json.slot(refusal, "(INV-\\d+)");
        ToolAnswer invoice = talk.call("get_invoice", "invoice_id", id);
        Billing.tell(talk, invoice.result());
        Outcome paid = Payments.collect(talk, "cancel.overdue");
        return paid == Outcome.SOLVED ? Optional.empty() : Optional.of(paid);
    }

    private static Outcome withAddOn(
            Talk talk, ToolAnswer refusal, JsonNode internet, String reason, boolean acceptFee, int tries) {
        String addOn = Json.slot(refusal, "(S-\\d+) depends");
        JsonNode subscription =
                Json.list(talk.known("list_subscriptions", "customer_id", talk.customerId())
                                .get("subscriptions"))
                        .stream()
                        .filter(other -> other.get("subscription_id").asText().equals(addOn))
                        .findFirst()
                        .orElseThrow();
        talk.facts().put("addon", subscription.get("plan_name"));
        if (!talk.agreed("cancel.addon", 0.9)) {
            return kept(talk);
        }
        ToolAnswer first = talk.call("cancel_subscription", "subscription_id", addOn, "reason", reason);
        return first.isError() ? Handover.refused(talk, first) : execute(talk, internet, reason, acceptFee, tries - 1);
    }

    private static ToolAnswer quote(Talk talk, JsonNode subscription) {
        return talk.call("quote_cancellation", "subscription_id", subscription.get("subscription_id"));
    }

    /// The customer's running subscription of a kind, as the agent finds it.
    static Optional<JsonNode> subscription(Talk talk, boolean streaming) {
        ToolAnswer answer = talk.call("list_subscriptions", "customer_id", talk.customerId());
        return running(answer.result(), streaming);
    }

    /// The same as the customer knows it; no call of the agent.
    static Optional<JsonNode> active(Talk talk, boolean streaming) {
        return running(talk.known("list_subscriptions", "customer_id", talk.customerId()), streaming);
    }

    private static Optional<JsonNode> running(JsonNode answer, boolean streaming) {
        return Json.list(answer.get("subscriptions")).stream()
                .filter(one -> one.get("kind").asText().equals("streaming") == streaming)
                .filter(one -> !one.get("status").asText().equals("cancelled"))
                .findFirst();
    }

    static void tell(Talk talk, JsonNode subscription) {
        talk.facts()
                .put("plan", subscription.get("plan_name"))
                .put("subscription", subscription.get("subscription_id"))
                .money("price", subscription.get("monthly_price"))
                .day("started", subscription.get("started_on"))
                .day("until", subscription.get("contract_until"));
    }
}
