package dev.agentgym.examples.customerservice.office;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/// Invoices, payments, refunds and credits.
record BillingTools(Records records) {

    private static final long REFUND_LIMIT = 5000;
    private static final long SINGLE_CREDIT_LIMIT = 2000;
    private static final int REFUND_WINDOW_DAYS = 90;
    private static final int LATE_FEE_WINDOW_DAYS = 60;
    private static final int LISTED_INVOICES = 4;

    List<Tool> tools() {
        return List.of(
                new Tool(
                        "list_invoices",
                        "List a customer's newest invoices, at most 4, newest first.",
                        List.of(
                                Parameter.id("customer_id", "C", "Customer id"),
                                Parameter.text("status", "Only invoices of this status")
                                        .oneOf("open", "paid", "overdue")
                                        .optional()),
                        this::listInvoices),
                new Tool(
                        "get_invoice",
                        "Read one invoice with its lines and payments.",
                        List.of(Parameter.id("invoice_id", "INV", "Invoice id")),
                        this::getInvoice),
                new Tool(
                        "take_payment",
                        "Collect the unpaid rest of an invoice from the customer's payment method.",
                        List.of(
                                Parameter.id("invoice_id", "INV", "Invoice id"),
                                Parameter.text("method", "How to collect").oneOf("card", "direct_debit")),
                        this::takePayment),
                new Tool(
                        "issue_refund",
                        "Refund a payment in whole or part.",
                        List.of(
                                Parameter.id("payment_id", "PAY", "Payment id"),
                                Parameter.number("amount", "Amount in EUR"),
                                Parameter.text("reason", "Why")
                                        .oneOf("duplicate_payment", "service_failure", "billing_error")),
                        this::issueRefund),
                new Tool(
                        "apply_credit",
                        "Credit a customer's account; the amount appears on the next invoice.",
                        List.of(
                                Parameter.id("customer_id", "C", "Customer id"),
                                Parameter.number("amount", "Amount in EUR"),
                                Parameter.text("reason", "Why").oneOf("goodwill", "late_fee", "missed_appointment")),
                        this::applyCredit));
    }

    private ObjectNode listInvoices(Arguments arguments) {
        String id = records.customer(arguments.text("customer_id")).text("id");
        Optional<String> status = arguments.optionalText("status");
        List<Row> rows = records.database()
                .rows(
                        "SELECT * FROM invoices WHERE customer_id = ?1 AND (?2 = '' OR status = ?2) ORDER BY id DESC LIMIT "
                                + LISTED_INVOICES,
                        id,
                        status.orElse(""));
        ObjectNode json = Money.object().put("customer_id", id);
        ArrayNode invoices = json.putArray("invoices");
        rows.forEach(row -> invoices.add(records.showInvoice(row)));
        return json;
    }

    private ObjectNode getInvoice(Arguments arguments) {
        return withPayments(records.invoice(arguments.text("invoice_id")));
    }

    private ObjectNode withPayments(Row invoice) {
        ObjectNode json = records.showInvoice(invoice);
        ArrayNode payments = json.putArray("payments");
        json.get("payment_ids").forEach(id -> payments.add(records.showPayment(id.textValue())));
        return json;
    }

    /// Guards: invoice known, account open, not yet paid, method on file, card neither expired nor blocked.
    private ObjectNode takePayment(Arguments arguments) {
        Row invoice = records.invoice(arguments.text("invoice_id"));
        Row customer = records.openCustomer(invoice.text("customer_id"));
        if (invoice.text("status").equals("paid")) {
            throw Refusal.INVOICE_ALREADY_PAID.of(invoice.text("id"));
        }
        String method = arguments.text("method");
        refuseUnusable(customer, method);
        String payment = Ledger.settle(records, invoice, method);
        ObjectNode json = Money.object();
        json.set("payment", records.showPayment(payment));
        json.set("invoice", withPayments(records.invoice(invoice.text("id"))));
        json.put("account_status", records.customer(customer.text("id")).text("status"));
        json.set("balance", Money.json(records.balance(customer.text("id"))));
        return json;
    }

    private static void refuseUnusable(Row customer, String method) {
        String paysBy = customer.text("pays_by");
        if (method.equals("direct_debit")) {
            if (!paysBy.equals("direct_debit")) {
                throw Refusal.NOT_DIRECT_DEBIT.of(customer.text("id"), paysBy);
            }
            return;
        }
        String four = customer.optionalText("card_last_four")
                .orElseThrow(() -> Refusal.NO_CARD_ON_FILE.of(customer.text("id"), paysBy));
        switch (customer.text("card_status")) {
            case "expired" -> throw Refusal.CARD_EXPIRED.of(four, customer.text("card_expires"));
            case "blocked" -> throw Refusal.CARD_BLOCKED.of(four);
            default -> {}
        }
    }

    /// Guards: payment known, account open, amount above zero, settled, something left, amount within it, not older
    /// than 90 days, within the agent's limit, and a duplicate only where the invoice has a second payment.
    private ObjectNode issueRefund(Arguments arguments) {
        Row payment = records.payment(arguments.text("payment_id"));
        String customer = records.openCustomer(payment.text("customer_id")).text("id");
        long amount = arguments.positiveCents("amount");
        refuseUnrefundable(payment, amount);
        refuseOutOfPolicy(payment, amount, arguments.text("reason"));
        String refund = Ledger.refund(records, payment, amount, arguments.text("reason"));
        ObjectNode json = Money.object();
        ObjectNode shown = json.putObject("refund");
        shown.put("refund_id", refund).put("payment_id", payment.text("id")).put("customer_id", customer);
        shown.set("amount", Money.json(amount));
        shown.put("reason", arguments.text("reason"))
                .put("created_at", records.clock().now().toString());
        json.set("payment", records.showPayment(payment.text("id")));
        json.set("balance", Money.json(records.balance(customer)));
        return json;
    }

    private void refuseUnrefundable(Row payment, long amount) {
        String id = payment.text("id");
        String status = payment.text("status");
        if (status.equals("refunded")) {
            Row last = records.database()
                    .row("SELECT * FROM refunds WHERE payment_id = ? ORDER BY id DESC LIMIT 1", id)
                    .orElseThrow();
            throw Refusal.ALREADY_REFUNDED.of(id, last.text("created_at").substring(0, 10));
        }
        if (!status.equals("settled")) {
            throw Refusal.PAYMENT_NOT_SETTLED.of(id, status);
        }
        long left = payment.number("amount") - payment.number("refunded");
        if (amount > left) {
            throw Refusal.REFUND_OVER_PAYMENT.of(id, Money.text(left), Money.text(amount));
        }
    }

    private void refuseOutOfPolicy(Row payment, long amount, String reason) {
        String id = payment.text("id");
        if (payment.date("paid_on")
                .plusDays(REFUND_WINDOW_DAYS)
                .isBefore(records.clock().today())) {
            throw Refusal.REFUND_WINDOW_CLOSED.of(id, payment.text("paid_on"));
        }
        if (amount > REFUND_LIMIT) {
            throw Refusal.REFUND_OVER_LIMIT.of(Money.text(amount), id);
        }
        String invoice = payment.text("invoice_id");
        int payments = records.database()
                .rows("SELECT id FROM payments WHERE invoice_id = ? AND status <> 'failed'", invoice)
                .size();
        if (reason.equals("duplicate_payment") && payments < 2) {
            throw Refusal.REFUND_WITHOUT_CAUSE.of(id, invoice);
        }
    }

    /// Guards: customer known, account open, amount above zero, single limit, yearly limit, the cause exists.
    private ObjectNode applyCredit(Arguments arguments) {
        String id = records.openCustomer(arguments.text("customer_id")).text("id");
        long amount = arguments.positiveCents("amount");
        if (amount > SINGLE_CREDIT_LIMIT) {
            throw Refusal.CREDIT_OVER_LIMIT.of(Money.text(amount));
        }
        long left = records.creditLeft(id);
        if (amount > left) {
            throw Refusal.CREDIT_YEAR_LIMIT.of(id, Money.text(left));
        }
        String reason = arguments.text("reason");
        refuseWithoutCause(id, reason);
        String credit = Ledger.credit(records, id, amount, reason);
        ObjectNode json = Money.object();
        ObjectNode shown = json.putObject("credit").put("credit_id", credit).put("customer_id", id);
        shown.set("amount", Money.json(amount));
        shown.put("reason", reason).put("created_at", records.clock().now().toString());
        json.set("balance", Money.json(records.balance(id)));
        json.set("credit_left_this_year", Money.json(records.creditLeft(id)));
        return json;
    }

    private void refuseWithoutCause(String customer, String reason) {
        if (reason.equals("late_fee") && !chargedLateFee(customer)) {
            throw Refusal.NO_LATE_FEE.of(customer);
        }
        if (reason.equals("missed_appointment")
                && records.uncompensatedVisit(customer).isEmpty()) {
            throw Refusal.NO_MISSED_APPOINTMENT.of(customer);
        }
    }

    private boolean chargedLateFee(String customer) {
        return records.database()
                .row(
                        "SELECT number FROM charges WHERE customer_id = ? AND kind = 'late_fee' AND posted_on >= ? LIMIT 1",
                        customer,
                        records.clock().today().minusDays(LATE_FEE_WINDOW_DAYS).toString())
                .isPresent();
    }
}
