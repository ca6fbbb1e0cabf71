package dev.agentgym.examples.customerservice.office;

/// Movements of money that tools and the nightly run share. Each keeps the balance true: what a customer owes, in
/// cents.
final class Ledger {

    private Ledger() {}

    /// Settles the unpaid rest of an invoice and lifts a suspension that only overdue invoices caused.
    static String settle(Records records, Row invoice, String method) {
        String customer = invoice.text("customer_id");
        long rest = invoice.number("total") - invoice.number("paid");
        String payment = pay(records, invoice, method, rest, "settled");
        records.database().change("UPDATE invoices SET paid = total, status = 'paid' WHERE id = ?", invoice.text("id"));
        if (records.overdueInvoice(customer).isEmpty()) {
            records.database()
                    .change("UPDATE customers SET status = 'active' WHERE id = ? AND status = 'suspended'", customer);
            records.database()
                    .change(
                            "UPDATE subscriptions SET status = 'active' WHERE customer_id = ? AND status = 'suspended'",
                            customer);
        }
        return payment;
    }

    /// Writes a payment down; only a settled one moves the balance.
    static String pay(Records records, Row invoice, String method, long amount, String status) {
        String id = records.database().nextId("PAY");
        records.database()
                .change(
                        "INSERT INTO payments VALUES (?, ?, ?, ?, 0, ?, ?, ?)",
                        id,
                        invoice.text("id"),
                        invoice.text("customer_id"),
                        amount,
                        method,
                        status,
                        records.clock().today().toString());
        if (status.equals("settled")) {
            records.addToBalance(invoice.text("customer_id"), -amount);
        }
        return id;
    }

    static String refund(Records records, Row payment, long amount, String reason) {
        String id = records.database().nextId("RF");
        records.database()
                .change(
                        "INSERT INTO refunds VALUES (?, ?, ?, ?, ?, ?)",
                        id,
                        payment.text("id"),
                        payment.text("customer_id"),
                        amount,
                        reason,
                        records.clock().now().toString());
        records.database()
                .change(
                        "UPDATE payments SET refunded = refunded + ?1,"
                                + " status = CASE WHEN refunded + ?1 = amount THEN 'refunded' ELSE status END WHERE id = ?2",
                        amount,
                        payment.text("id"));
        records.addToBalance(payment.text("customer_id"), amount);
        return id;
    }

    static String credit(Records records, String customer, long amount, String reason) {
        String id = records.database().nextId("CR");
        records.database()
                .change(
                        "INSERT INTO credits VALUES (?, ?, ?, ?, ?)",
                        id,
                        customer,
                        amount,
                        reason,
                        records.clock().now().toString());
        records.post(customer, "Credit " + id, -amount, "credit");
        if (reason.equals("missed_appointment")) {
            records.uncompensatedVisit(customer)
                    .ifPresent(missed -> records.database()
                            .change("UPDATE appointments SET compensated = 1 WHERE id = ?", missed.text("id")));
        }
        return id;
    }
}
