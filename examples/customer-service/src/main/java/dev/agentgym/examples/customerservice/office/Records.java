package dev.agentgym.examples.customerservice.office;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// The office's files: finds rows by id, or refuses with the text of that kind, and shows them as JSON.
///
/// Every entity is shown whole and the same way wherever it appears, with the ids of what belongs to it.
record Records(Database database, BusinessClock clock) {

    Row customer(String id) {
        return database.row("SELECT * FROM customers WHERE id = ?", id)
                .orElseThrow(() -> Refusal.CUSTOMER_NOT_FOUND.of(id));
    }

    /// The customer, refused where the account is closed. Every write begins with this.
    Row openCustomer(String id) {
        Row customer = customer(id);
        if (customer.text("status").equals("closed")) {
            throw Refusal.ACCOUNT_CLOSED.of(id);
        }
        return customer;
    }

    Row subscription(String id) {
        return database.row("SELECT * FROM subscriptions WHERE id = ?", id)
                .orElseThrow(() -> Refusal.SUBSCRIPTION_NOT_FOUND.of(id));
    }

    Row plan(String id) {
        return database.row("SELECT * FROM plans WHERE id = ?", id).orElseThrow(() -> Refusal.PLAN_NOT_FOUND.of(id));
    }

    Row invoice(String id) {
        return database.row("SELECT * FROM invoices WHERE id = ?", id)
                .orElseThrow(() -> Refusal.INVOICE_NOT_FOUND.of(id));
    }

    Row payment(String id) {
        return database.row("SELECT * FROM payments WHERE id = ?", id)
                .orElseThrow(() -> Refusal.PAYMENT_NOT_FOUND.of(id));
    }

    Row slot(String id) {
        return database.row("SELECT * FROM slots WHERE id = ?", id).orElseThrow(() -> Refusal.SLOT_NOT_FOUND.of(id));
    }

    Row appointment(String id) {
        return database.row("SELECT * FROM appointments WHERE id = ?", id)
                .orElseThrow(() -> Refusal.APPOINTMENT_NOT_FOUND.of(id));
    }

    Row device(String id) {
        return database.row("SELECT * FROM devices WHERE id = ?", id)
                .orElseThrow(() -> Refusal.DEVICE_NOT_FOUND.of(id));
    }

    Row servedArea(String postcode) {
        return database.row("SELECT * FROM areas WHERE postcode = ? AND served = 1", postcode)
                .orElseThrow(() -> Refusal.POSTCODE_NOT_SERVED.of(postcode));
    }

    Optional<Row> overdueInvoice(String customerId) {
        return database.row(
                "SELECT * FROM invoices WHERE customer_id = ? AND status = 'overdue' ORDER BY id LIMIT 1", customerId);
    }

    Optional<Row> uncompensatedVisit(String customerId) {
        return database.row(
                "SELECT * FROM appointments WHERE customer_id = ? AND status = 'missed' AND compensated = 0"
                        + " ORDER BY id LIMIT 1",
                customerId);
    }

    Optional<Row> outage(String postcode) {
        String now = clock.now().toString();
        return database.row(
                "SELECT * FROM outages WHERE postcode = ? AND started_at <= ? AND expected_until > ? ORDER BY id LIMIT 1",
                postcode,
                now,
                now);
    }

    /// Puts a charge, or a credit where negative, on the balance at once and on the next invoice as a line.
    void post(String customerId, String description, long cents, String kind) {
        database.change(
                "INSERT INTO charges (customer_id, description, amount, kind, posted_on) VALUES (?, ?, ?, ?, ?)",
                customerId,
                description,
                cents,
                kind,
                clock.today().toString());
        addToBalance(customerId, cents);
    }

    void addToBalance(String customerId, long cents) {
        database.change("UPDATE customers SET balance = balance + ? WHERE id = ?", cents, customerId);
    }

    long balance(String customerId) {
        return customer(customerId).number("balance");
    }

    /// What may still be credited this calendar year.
    long creditLeft(String customerId) {
        long given = database.row(
                        "SELECT coalesce(sum(amount), 0) AS given FROM credits WHERE customer_id = ? AND created_at >= ?",
                        customerId,
                        clock.today().withDayOfYear(1).toString())
                .orElseThrow()
                .number("given");
        return 4000 - given;
    }

    /// Days of the running billing period that are left, today included.
    long daysLeft(Row customer) {
        return ChronoUnit.DAYS.between(clock.today(), customer.date("next_invoice_on"));
    }

    /// Begun months until the contract ends, each of 30 days.
    long monthsLeft(Row subscription) {
        LocalDate until = subscription.date("contract_until");
        long days = Math.max(0, ChronoUnit.DAYS.between(clock.today(), until));
        return (days + 29) / 30;
    }

    ObjectNode show(Row customer) {
        String id = customer.text("id");
        ObjectNode json = Money.object();
        json.put("customer_id", id).put("name", customer.text("name"));
        json.put("email", customer.text("email")).put("phone", customer.text("phone"));
        json.putObject("address")
                .put("street", customer.text("street"))
                .put("city", customer.text("city"))
                .put("postcode", customer.text("postcode"));
        json.put("status", customer.text("status")).put("customer_since", customer.text("since"));
        json.set("balance", Money.json(customer.number("balance")));
        json.set("credit_left_this_year", Money.json(creditLeft(id)));
        json.put("next_invoice_on", customer.text("next_invoice_on"));
        ObjectNode method = json.putObject("payment_method").put("kind", customer.text("pays_by"));
        customer.optionalText("card_last_four")
                .ifPresent(four -> method.put("last_four", four)
                        .put("expires", customer.text("card_expires"))
                        .put("status", customer.text("card_status")));
        ids(json.putArray("subscription_ids"), "SELECT id FROM subscriptions WHERE customer_id = ? ORDER BY id", id);
        ids(json.putArray("device_ids"), "SELECT id FROM devices WHERE customer_id = ? ORDER BY id", id);
        ids(json.putArray("appointment_ids"), "SELECT id FROM appointments WHERE customer_id = ? ORDER BY id", id);
        return json;
    }

    ObjectNode showSubscription(String id) {
        Row row = subscription(id);
        Row plan = plan(row.text("plan_id"));
        ObjectNode json = Money.object();
        json.put("subscription_id", id).put("customer_id", row.text("customer_id"));
        json.put("plan_id", plan.text("id")).put("plan_name", plan.text("name")).put("kind", plan.text("kind"));
        json.put("status", row.text("status"));
        json.set("monthly_price", Money.json(row.number("price")));
        json.put("started_on", row.text("started_on")).put("contract_until", row.text("contract_until"));
        row.optionalText("changed_on").ifPresent(day -> json.put("changed_on", day));
        row.optionalText("ends_on").ifPresent(day -> json.put("ends_on", day));
        return json;
    }

    ObjectNode showAppointment(String id) {
        Row row = appointment(id);
        Row slot = slot(row.text("slot_id"));
        return Money.object()
                .put("appointment_id", id)
                .put("customer_id", row.text("customer_id"))
                .put("slot_id", slot.text("id"))
                .put("purpose", row.text("purpose"))
                .put("status", row.text("status"))
                .put("date", slot.text("day"))
                .put("window", slot.text("time_window"))
                .put("technician", slot.text("technician"))
                .put("compensated", row.flag("compensated"));
    }

    ObjectNode showInvoice(Row row) {
        ObjectNode json = Money.object();
        json.put("invoice_id", row.text("id")).put("customer_id", row.text("customer_id"));
        json.put("period", row.text("period")).put("issued_on", row.text("issued_on"));
        json.put("due_on", row.text("due_on")).put("status", row.text("status"));
        ArrayNode lines = json.putArray("lines");
        for (Row line : database.rows("SELECT * FROM charges WHERE invoice_id = ? ORDER BY number", row.text("id"))) {
            lines.addObject()
                    .put("description", line.text("description"))
                    .set("amount", Money.json(line.number("amount")));
        }
        json.set("total", Money.json(row.number("total")));
        json.set("paid", Money.json(row.number("paid")));
        ids(json.putArray("payment_ids"), "SELECT id FROM payments WHERE invoice_id = ? ORDER BY id", row.text("id"));
        return json;
    }

    ObjectNode showPayment(String id) {
        Row row = payment(id);
        ObjectNode json = Money.object();
        json.put("payment_id", id).put("invoice_id", row.text("invoice_id"));
        json.put("customer_id", row.text("customer_id"));
        json.set("amount", Money.json(row.number("amount")));
        json.set("refunded", Money.json(row.number("refunded")));
        return json.put("method", row.text("method"))
                .put("status", row.text("status"))
                .put("paid_on", row.text("paid_on"));
    }

    private void ids(ArrayNode into, String sql, String key) {
        List<String> found = database.texts(sql, key);
        found.forEach(into::add);
    }
}
