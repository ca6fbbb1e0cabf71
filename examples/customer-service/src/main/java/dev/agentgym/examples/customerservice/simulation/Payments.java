package dev.agentgym.examples.customerservice.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.examples.customerservice.office.ToolAnswer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

/// Talks about money that has to move: overdue invoices, refunds for bad service, goodwill.
final class Payments {

    private static final double MINUS = 0.05;

    private Payments() {}

    static Outcome failed(Talk talk) {
        List<JsonNode> invoices = Billing.invoices(talk);
        Optional<JsonNode> unpaid = invoices.stream()
                .filter(invoice -> !invoice.get("status").asText().equals("paid"))
                .reduce((_, older) -> older);
        if (unpaid.isEmpty()) {
            if (invoices.isEmpty()) {
                talk.agent("billing_question.no_invoice");
                return Outcome.SOLVED;
            }
            Billing.tell(talk, invoices.getFirst());
            talk.agent("payment.none");
            talk.customer("ok");
            return Outcome.SOLVED;
        }
        Billing.tell(talk, unpaid.get());
        return collect(talk, "payment.open");
    }

    /// Collects the invoice that the facts name, after asking with the phrase.
    static Outcome collect(Talk talk, String question) {
        JsonNode customer = talk.known("get_customer", "customer_id", talk.customerId());
        String kind = customer.at("/payment_method/kind").asText();
        if (kind.equals("transfer") && !talk.forgets()) {
            talk.agent("payment.no_card");
            talk.customer("ok");
            return Outcome.PARTLY_SOLVED;
        }
        boolean debit = kind.equals("direct_debit");
        talk.facts().put("method", debit ? "direct debit" : "card");
        if (!talk.agreed(question, 0.93) || talk.onlyPromised()) {
            return Outcome.UNSOLVED;
        }
        String invoice = talk.facts().get("invoice");
        ToolAnswer answer = talk.call("take_payment", "invoice_id", invoice, "method", debit ? "direct_debit" : "card");
        return afterCollecting(talk, answer);
    }

    static Outcome afterCollecting(Talk talk, ToolAnswer answer) {
        return switch (Json.code(answer)) {
            case "" -> {
                talk.facts()
                        .put("payment", answer.result().at("/payment/payment_id"))
                        .money("amount", answer.result().at("/payment/amount"));
                talk.agent("payment.done");
                yield Outcome.SOLVED;
            }
            case "CARD_EXPIRED" -> ownPart(talk, "payment.card_expired", answer);
            case "CARD_BLOCKED" -> ownPart(talk, "payment.card_blocked", answer);
            case "NO_CARD_ON_FILE" -> {
                talk.agent("payment.no_card");
                talk.customer("ok");
                yield Outcome.PARTLY_SOLVED;
            }
            default -> Handover.refused(talk, answer);
        };
    }

    /// The customer has to do the rest.
    private static Outcome ownPart(Talk talk, String phrase, ToolAnswer answer) {
        if (talk.dice().chance(0.3)) {
            talk.customer("why_failed");
        }
        talk.facts().put("four", Json.slot(answer, "ending in (\\d{4})"));
        talk.agent(phrase);
        talk.customer("ok");
        return Outcome.PARTLY_SOLVED;
    }

    static Outcome compensation(Talk talk) {
        if (talk.dice().chance(0.45)) {
            return goodwill(talk, talk.agent().shift() < 0 && talk.dice().chance(0.4) ? "30.00" : "10.00");
        }
        Optional<JsonNode> paid = Billing.newestPaid(talk);
        if (paid.isEmpty()) {
            talk.agent("compensation.no_payment");
            return goodwill(talk, "10.00");
        }
        JsonNode invoice = Billing.read(talk, paid.get());
        BigDecimal part = invoice.get("total").decimalValue().divide(BigDecimal.valueOf(5), 2, RoundingMode.HALF_UP);
        talk.facts().put("amount", "€" + part);
        if (!talk.agreed("compensation.offer", 0.85) || talk.onlyPromised()) {
            return Outcome.UNSOLVED;
        }
        JsonNode settling = Json.list(invoice.get("payments")).getLast();
        ToolAnswer answer = sendBack(talk, settling.get("payment_id"), part, "service_failure");
        return answer.isError() ? Handover.refused(talk, answer) : sentBack(talk, answer);
    }

    /// A refund; now and then with the minus sign first that money has when it leaves.
    static ToolAnswer sendBack(Talk talk, JsonNode payment, BigDecimal amount, String reason) {
        if (talk.wishes().chance(MINUS)) {
            talk.call("issue_refund", "payment_id", payment, "amount", amount.negate(), "reason", reason);
        }
        return talk.call("issue_refund", "payment_id", payment, "amount", amount, "reason", reason);
    }

    static Outcome sentBack(Talk talk, ToolAnswer answer) {
        talk.facts().put("refund", answer.result().at("/refund/refund_id"));
        talk.agent("compensation.done");
        reassure(talk);
        return Outcome.SOLVED;
    }

    /// Offers a credit; an agent who does not know the limit offers too much first.
    static Outcome goodwill(Talk talk, String amount) {
        talk.facts().put("amount", "€" + amount);
        if (!talk.agreed("compensation.credit_offer", 0.88) || talk.onlyPromised()) {
            return Outcome.UNSOLVED;
        }
        return afterCredit(talk, MoneyWishes.credit(talk, amount, "goodwill"));
    }

    static Outcome afterCredit(Talk talk, ToolAnswer answer) {
        return switch (Json.code(answer)) {
            case "" -> {
                talk.facts().put("credit", answer.result().at("/credit/credit_id"));
                talk.agent("credit.done");
                reassure(talk);
                yield Outcome.SOLVED;
            }
            case "CREDIT_YEAR_LIMIT" -> {
                talk.facts().put("left", "€" + Json.slot(answer, "has ([0-9.]+) EUR"));
                yield Handover.refused(talk, "credit.limit");
            }
            case "CREDIT_OVER_LIMIT" -> {
                talk.facts().put("reason", Json.message(answer));
                talk.agent("refused");
                talk.customer("unhappy");
                yield goodwill(talk, "20.00");
            }
            default -> Handover.refused(talk, answer);
        };
    }

    /// Thanks, sometimes after asking whether it is really done.
    static void reassure(Talk talk) {
        if (talk.dice().chance(0.2)) {
            talk.customer("still_not_done");
            talk.agent("confirmed");
        }
        talk.customer("thanks");
    }
}
