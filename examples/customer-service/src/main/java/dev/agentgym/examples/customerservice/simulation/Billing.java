package dev.agentgym.examples.customerservice.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.examples.customerservice.office.ToolAnswer;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Talks about invoices and what is wrong with them.
final class Billing {

    private static final BigDecimal LATE_FEE = new BigDecimal("7.50");

    private static final double GLAD = 0.7;

    private Billing() {}

    static Outcome question(Talk talk) {
        Optional<JsonNode> newest = invoices(talk).stream().findFirst();
        if (newest.isEmpty()) {
            talk.agent("billing_question.no_invoice");
            return Outcome.SOLVED;
        }
        tell(talk, talk.forgets() ? newest.get() : read(talk, newest.get()));
        talk.agent("billing_question.explain", "billing_question.check");
        boolean understood = talk.dice().chance(0.85);
        talk.customer(understood ? "ok" : "unhappy");
        if (understood) {
            return Outcome.SOLVED;
        }
        return Handover.ticket(
                        talk,
                        "billing",
                        "Customer disputes invoice " + talk.facts().get("invoice"),
                        "ticket")
                ? Outcome.PARTLY_SOLVED
                : Outcome.UNSOLVED;
    }

    static Outcome copy(Talk talk) {
        Optional<JsonNode> newest = invoices(talk).stream().findFirst();
        if (newest.isEmpty()) {
            talk.agent("billing_question.no_invoice");
            return Outcome.UNSOLVED;
        }
        tell(talk, read(talk, newest.get()));
        talk.agent("invoice.details");
        talk.customer("thanks");
        return Outcome.SOLVED;
    }

    /// What the customer saw on the bank statement before they wrote.
    static void rememberDouble(Talk talk) {
        JsonNode invoices =
                talk.known("list_invoices", "customer_id", talk.customerId()).get("invoices");
        Json.list(invoices).stream()
                .filter(Billing::paidTwice)
                .findFirst()
                .or(() -> Json.list(invoices).stream().findFirst())
                .ifPresentOrElse(
                        invoice -> talk.facts().money("amount", invoice.get("total")),
                        () -> talk.facts().put("amount", "€29.99"));
    }

    static Outcome doubleCharge(Talk talk) {
        List<JsonNode> invoices = invoices(talk);
        Optional<JsonNode> doubled =
                invoices.stream().filter(Billing::paidTwice).findFirst();
        if (doubled.isEmpty()) {
            return notDoubled(talk, invoices);
        }
        JsonNode invoice = read(talk, doubled.get());
        List<JsonNode> paid = Json.list(invoice.get("payments")).stream()
                .filter(payment -> !payment.get("status").asText().equals("failed"))
                .toList();
        if (paid.size() < 2) {
            return notDoubled(talk, invoices);
        }
        tell(talk, invoice);
        return offerRefund(talk, paid.getLast());
    }

    private static Outcome offerRefund(Talk talk, JsonNode payment) {
        talk.facts().put("payment", payment.get("payment_id")).money("amount", payment.get("amount"));
        if (payment.get("status").asText().equals("refunded") && !talk.forgets()) {
            talk.agent("double_charge.refunded");
            talk.customer("ok");
            return Outcome.SOLVED;
        }
        if (!talk.agreed("double_charge.found", 0.97) || talk.onlyPromised()) {
            return Outcome.UNSOLVED;
        }
        return refund(talk, payment);
    }

    private static Outcome refund(Talk talk, JsonNode payment) {
        ToolAnswer answer = Payments.sendBack(
                talk, payment.get("payment_id"), payment.get("amount").decimalValue(), "duplicate_payment");
        return switch (Json.code(answer)) {
            case "" -> {
                talk.facts().put("refund", answer.result().at("/refund/refund_id"));
                talk.agent("double_charge.done");
                Payments.reassure(talk);
                yield Outcome.SOLVED;
            }
            case "REFUND_OVER_LIMIT" -> {
                talk.agent("double_charge.limit");
                talk.customer("ok");
                yield Handover.to(talk, "supervisor", "Refund of duplicate payment above the limit");
            }
            default -> Handover.refused(talk, answer);
        };
    }

    private static Outcome notDoubled(Talk talk, List<JsonNode> invoices) {
        if (invoices.isEmpty()) {
            talk.agent("billing_question.no_invoice");
            return Outcome.UNSOLVED;
        }
        tell(talk, read(talk, invoices.getFirst()));
        talk.agent("double_charge.none");
        if (talk.dice().chance(0.6)) {
            talk.customer("ok");
            return Outcome.SOLVED;
        }
        talk.customer("double_charge.insist");
        boolean noted =
                Handover.ticket(talk, "billing", "Customer reports a duplicate payment we cannot see", "ticket");
        return noted ? Outcome.PARTLY_SOLVED : Outcome.UNSOLVED;
    }

    static Outcome lateFee(Talk talk) {
        List<JsonNode> invoices = invoices(talk);
        Optional<JsonNode> late = late(invoices);
        late.ifPresent(invoice -> tell(talk, invoice));
        String question = late.isPresent() ? "late_fee.found" : "late_fee.try";
        if (!talk.agreed(question, 0.98) || talk.onlyPromised()) {
            return Outcome.UNSOLVED;
        }
        ToolAnswer answer =
                talk.call("apply_credit", "customer_id", talk.customerId(), "amount", LATE_FEE, "reason", "late_fee");
        return switch (Json.code(answer)) {
            case "" -> {
                talk.facts().put("credit", answer.result().at("/credit/credit_id"));
                talk.agent("late_fee.done");
                Payments.reassure(talk);
                yield Outcome.SOLVED;
            }
            case "NO_LATE_FEE" -> noFee(talk);
            case "CREDIT_YEAR_LIMIT" -> {
                talk.facts().put("left", "€" + Json.slot(answer, "has ([0-9.]+) EUR"));
                yield Handover.refused(talk, "credit.limit");
            }
            default -> Handover.refused(talk, answer);
        };
    }

    /// Where there is no fee to take off, most customers are glad.
    private static Outcome noFee(Talk talk) {
        if (!talk.wishes().chance(GLAD)) {
            return Handover.refused(talk, "late_fee.none");
        }
        talk.agent("late_fee.none");
        talk.customer("ok");
        return Outcome.SOLVED;
    }

    static List<JsonNode> invoices(Talk talk) {
        ToolAnswer answer = talk.call("list_invoices", "customer_id", talk.customerId());
        return Json.list(answer.result().get("invoices"));
    }

    static Optional<JsonNode> newestPaid(Talk talk) {
        return invoices(talk).stream()
                .filter(invoice -> invoice.get("status").asText().equals("paid"))
                .findFirst();
    }

    static JsonNode read(Talk talk, JsonNode invoice) {
        return talk.call("get_invoice", "invoice_id", invoice.get("invoice_id")).result();
    }

    static void tell(Talk talk, JsonNode invoice) {
        String lines = Json.list(invoice.get("lines")).stream()
                .map(line -> line.get("description").asText() + " " + Facts.euros(line.get("amount")))
                .collect(Collectors.joining(", "));
        talk.facts()
                .put("invoice", invoice.get("invoice_id"))
                .money("amount", invoice.get("total"))
                .day("issued", invoice.get("issued_on"))
                .day("due", invoice.get("due_on"))
                .put("status", invoice.get("status"))
                .put("lines", lines);
    }

    /// The invoice whose late payment caused a fee, as the fee's own line names it.
    private static Optional<JsonNode> late(List<JsonNode> invoices) {
        List<String> descriptions = invoices.stream()
                .flatMap(invoice -> Json.list(invoice.get("lines")).stream())
                .map(line -> line.get("description").asText())
                .toList();
        return invoices.stream()
                .filter(invoice -> invoice.get("status").asText().equals("overdue")
                        || descriptions.contains(
                                "Late fee for " + invoice.get("invoice_id").asText()))
                .findFirst();
    }

    static boolean paidTwice(JsonNode invoice) {
        return invoice.get("payment_ids").size() > 1
                && invoice.get("status").asText().equals("paid");
    }
}
