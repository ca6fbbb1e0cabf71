package dev.agentgym.examples.customerservice.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.examples.customerservice.Dice;
import dev.agentgym.examples.customerservice.office.ToolAnswer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

/// Talks about money that customers want and an office mostly keeps.
final class MoneyWishes {

    private static final List<String> CAUSES = List.of("billing_error", "service_failure", "billing_error");
    private static final List<String> PARTS = List.of("0.1", "0.25", "0.5", "0.75", "1");
    private static final List<String> FEES = List.of("5.00", "7.50", "10.00", "12.50", "25.00");
    private static final int MOST_DEMANDS = 3;

    private MoneyWishes() {}

    /// A payment of months ago, for which the customer wants all or a part back.
    static Optional<Outcome> oldPayment(Talk talk) {
        return Billing.invoices(talk).stream()
                .reduce((_, older) -> older)
                .flatMap(oldest -> settled(Billing.read(talk, oldest), "settled"))
                .map(payment -> wrong(talk, payment));
    }

    /// Where a refund is declined, a small credit is what is left to offer.
    private static Outcome instead(Talk talk, ToolAnswer refusal) {
        if (!Json.code(refusal).equals("REFUND_WINDOW_CLOSED")) {
            return Handover.refused(talk, refusal);
        }
        Handover.explain(talk, refusal);
        return Payments.goodwill(talk, talk.wishes().pick(List.of("5.00", "10.00", "15.00")));
    }

    /// A sum on the newest paid invoice that should not be there.
    static Optional<Outcome> wrongSum(Talk talk) {
        return Billing.newestPaid(talk)
                .flatMap(paid -> settled(Billing.read(talk, paid), "settled"))
                .map(payment -> wrong(talk, payment));
    }

    private static Outcome wrong(Talk talk, JsonNode payment) {
        BigDecimal sum = payment.get("amount").decimalValue();
        BigDecimal part =
                sum.multiply(new BigDecimal(talk.wishes().pick(PARTS))).setScale(2, RoundingMode.HALF_UP);
        talk.facts().put("amount", "€" + part).day("paidon", payment.get("paid_on"));
        if (!talk.agreed("wrong_sum.offer", 0.95) || talk.onlyPromised()) {
            return Outcome.UNSOLVED;
        }
        String cause = talk.wishes().pick(CAUSES);
        ToolAnswer answer = Payments.sendBack(talk, payment.get("payment_id"), part, cause);
        return answer.isError() ? instead(talk, answer) : Payments.sentBack(talk, answer);
    }

    /// A payment that never came through, wanted back.
    static Optional<Outcome> failedBack(Talk talk) {
        return Billing.invoices(talk).stream()
                .filter(invoice -> !invoice.get("payment_ids").isEmpty())
                .filter(invoice -> !invoice.get("status").asText().equals("paid"))
                .findFirst()
                .flatMap(invoice -> settled(Billing.read(talk, invoice), "failed"))
                .flatMap(payment -> {
                    String reason = talk.wishes().pick(List.of("billing_error", "duplicate_payment"));
                    return declined(talk, payment, payment.get("amount").decimalValue(), reason);
                });
    }

    /// The newest payment of an invoice that has a status.
    private static Optional<JsonNode> settled(JsonNode invoice, String status) {
        return Json.list(invoice.path("payments")).stream()
                .filter(payment -> payment.get("status").asText().equals(status))
                .reduce((_, newer) -> newer);
    }

    /// Tries a refund, as asked for. Empty where it was declined and the talk goes on.
    private static Optional<Outcome> declined(Talk talk, JsonNode payment, BigDecimal amount, String reason) {
        ToolAnswer answer = Payments.sendBack(talk, payment.get("payment_id"), amount, reason);
        talk.facts().put("amount", "€" + amount);
        return answer.isError() ? Handover.explained(talk, answer) : Optional.of(Payments.sentBack(talk, answer));
    }

    /// The other way to pay, which may not be on file.
    static Optional<Outcome> byDebit(Talk talk) {
        return Billing.invoices(talk).stream()
                .filter(invoice -> !invoice.get("status").asText().equals("paid"))
                .findFirst()
                .flatMap(invoice -> {
                    Billing.tell(talk, invoice);
                    ToolAnswer answer = talk.call(
                            "take_payment", "invoice_id", invoice.get("invoice_id"), "method", "direct_debit");
                    return answer.isError()
                            ? Handover.explained(talk, answer)
                            : Optional.of(Payments.afterCollecting(talk, answer));
                });
    }

    /// A payment made but once that the agent takes for a duplicate.
    static Optional<Outcome> paidOnce(Talk talk) {
        Optional<JsonNode> payment =
                Billing.newestPaid(talk).flatMap(paid -> settled(Billing.read(talk, paid), "settled"));
        if (payment.isEmpty() || !talk.agreed("paid_once.try", 0.97)) {
            return Optional.empty();
        }
        BigDecimal sum = payment.get().get("amount").decimalValue();
        BigDecimal half = sum.divide(BigDecimal.TWO, 2, RoundingMode.HALF_UP);
        Optional<Outcome> refunded =
                declined(talk, payment.get(), talk.wishes().chance(0.7) ? sum : half, "duplicate_payment");
        boolean convinced = talk.wishes().chance(0.6);
        return refunded.or(() -> convinced ? Optional.of(Outcome.SOLVED) : Optional.empty());
    }

    /// A second payment that is on its way back already.
    static Optional<Outcome> alreadyBack(Talk talk) {
        return twice(talk)
                .map(invoice -> {
                    Billing.tell(talk, invoice);
                    return Json.list(invoice.get("payments")).getLast();
                })
                .flatMap(payment -> {
                    BigDecimal sum = payment.get("amount").decimalValue();
                    return declined(talk, payment, sum, "duplicate_payment").or(() -> Optional.of(Outcome.SOLVED));
                });
    }

    /// The second payment, and what it cost the customer besides.
    static Optional<Outcome> bankFees(Talk talk) {
        return twice(talk).flatMap(invoice -> {
            JsonNode payment = Json.list(invoice.get("payments")).getLast();
            BigDecimal sum = payment.get("amount").decimalValue();
            BigDecimal fees = talk.wishes().chance(0.2)
                    ? sum
                    : new BigDecimal(talk.wishes().pick(FEES));
            talk.facts().put("amount", "€" + sum.add(fees)).put("fees", "€" + fees);
            talk.customer("fees_too");
            return declined(talk, payment, sum.add(fees), "duplicate_payment");
        });
    }

    private static Optional<JsonNode> twice(Talk talk) {
        return Billing.invoices(talk).stream()
                .filter(Billing::paidTwice)
                .findFirst()
                .map(invoice -> Billing.read(talk, invoice));
    }

    /// Every late fee of the last months at once.
    static Optional<Outcome> allFees(Talk talk) {
        String sum = talk.wishes().pick(List.of("15.00", "22.50", "30.00"));
        talk.facts().put("amount", "€" + sum);
        if (!talk.agreed("late_fee.all", 0.97)) {
            return Optional.empty();
        }
        ToolAnswer answer = credit(talk, sum, "late_fee");
        return answer.isError() ? Handover.explained(talk, answer) : Optional.of(Payments.afterCredit(talk, answer));
    }

    static ToolAnswer credit(Talk talk, String amount, String reason) {
        return talk.call(
                "apply_credit", "customer_id", talk.customerId(), "amount", new BigDecimal(amount), "reason", reason);
    }

    /// Credit after credit, until the customer or the office has enough.
    static Optional<Outcome> moreMoney(Talk talk) {
        Dice wishes = talk.wishes();
        Outcome outcome = Payments.goodwill(talk, wishes.pick(List.of("20.00", "25.00", "30.00", "50.00")));
        for (int demand = 1; demand < MOST_DEMANDS && outcome == Outcome.SOLVED && wishes.chance(0.85); demand++) {
            talk.customer("more_money_please");
            outcome = outcome.with(Payments.goodwill(talk, wishes.pick(List.of("15.00", "20.00", "20.00", "30.00"))));
        }
        return Optional.of(outcome);
    }

    /// The whole of a bad month, or of a bad quarter.
    static Optional<Outcome> allBack(Talk talk) {
        BigDecimal months =
                talk.wishes().pick(List.of(BigDecimal.ONE, BigDecimal.ONE, BigDecimal.TWO, new BigDecimal("3")));
        return Billing.newestPaid(talk)
                .flatMap(paid -> settled(Billing.read(talk, paid), "settled"))
                .flatMap(payment -> declined(
                        talk, payment, payment.get("amount").decimalValue().multiply(months), "service_failure"));
    }
}
