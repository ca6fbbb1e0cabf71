package dev.agentgym.examples.customerservice.office;

import dev.agentgym.examples.customerservice.Dice;
import java.time.LocalDate;
import java.util.List;

/// What happens in the office overnight: invoices go out and are paid or not, visits take place or not, slots open.
///
/// Chance enters only here, never inside a tool, and each draw depends on the seed and the id it concerns alone.
/// What calls change therefore never alters the fate of anything else.
final class NightlyRun {

    private static final long LATE_FEE = 750;
    private static final int DAYS_TO_PAY = 14;
    private static final int DAYS_TO_SUSPENSION = 30;
    private static final int SLOTS_OPEN_DAYS = 28;
    private static final int TICKET_DAYS = 7;
    private static final List<String> WINDOWS = List.of("08:00-12:00", "12:00-16:00", "16:00-19:00");
    private static final List<String> TECHNICIANS =
            List.of("R. Okafor", "L. Jansen", "M. Petrov", "S. Walsh", "H. Ito", "C. Moreau");

    private final Records records;
    private final long seed;

    NightlyRun(Records records, long seed) {
        this.records = records;
        this.seed = seed;
    }

    /// Runs at the first minute of the clock's day.
    void run() {
        String today = records.clock().today().toString();
        Database database = records.database();
        finishVisits(today);
        cardsChange();
        database.rows("SELECT * FROM invoices WHERE status IN ('open', 'overdue') ORDER BY id")
                .forEach(this::chase);
        database.rows("SELECT * FROM customers WHERE next_invoice_on = ? AND status <> 'closed' ORDER BY id", today)
                .forEach(this::bill);
        database.change(
                "UPDATE tickets SET status = 'closed' WHERE status = 'open' AND created_at < ?",
                records.clock().today().minusDays(TICKET_DAYS).toString());
        openSlots(records.clock().today().plusDays(SLOTS_OPEN_DAYS));
        OfficeSeed.CITIES.keySet().forEach(city -> bookOnline(city, today));
    }

    /// Some customers book a visit themselves, without talking to anyone.
    private void bookOnline(String city, String today) {
        var dice = new Dice(seed, "online " + city + today);
        List<String> customers = records.database()
                .texts(
                        "SELECT id FROM customers WHERE city = ? AND status = 'active' AND id NOT IN"
                                + " (SELECT customer_id FROM appointments WHERE status = 'booked') ORDER BY id",
                        city);
        List<String> slots = records.database()
                .texts(
                        "SELECT id FROM slots WHERE city = ? AND day > ? AND taken = 0 ORDER BY day, id LIMIT 12",
                        city,
                        today);
        if (!dice.chance(0.5) || slots.isEmpty()) {
            return;
        }
        String slot = dice.pick(slots);
        records.database().change("UPDATE slots SET taken = 1 WHERE id = ?", slot);
        records.database()
                .change(
                        "INSERT INTO appointments VALUES (?, ?, ?, 'repair', 'booked', 0)",
                        records.database().nextId("AP"),
                        dice.pick(customers),
                        slot);
    }

    private void finishVisits(String today) {
        for (Row visit : records.database()
                .rows(
                        "SELECT a.id FROM appointments a JOIN slots s ON s.id = a.slot_id"
                                + " WHERE a.status = 'booked' AND s.day < ? ORDER BY a.id",
                        today)) {
            String status = happens(0.15, "missed", visit.text("id")) ? "missed" : "completed";
            records.database().change("UPDATE appointments SET status = ? WHERE id = ?", status, visit.text("id"));
        }
    }

    private void cardsChange() {
        LocalDate today = records.clock().today();
        String month = today.toString().substring(0, 7);
        records.database()
                .change(
                        "UPDATE customers SET card_status = 'expired' WHERE card_expires < ? AND card_status = 'valid'",
                        month);
        for (Row customer : records.database()
                .rows("SELECT id, card_status FROM customers WHERE card_status IN ('valid', 'blocked') ORDER BY id")) {
            String key = customer.text("id") + today;
            boolean blocked = customer.text("card_status").equals("blocked");
            if (happens(blocked ? 0.1 : 0.001, "card", key)) {
                records.database()
                        .change(
                                "UPDATE customers SET card_status = ? WHERE id = ?",
                                blocked ? "valid" : "blocked",
                                customer.text("id"));
            }
        }
    }

    /// An unpaid invoice is paid late, falls overdue with a fee, or leads to suspension.
    private void chase(Row invoice) {
        String id = invoice.text("id");
        String customer = invoice.text("customer_id");
        LocalDate today = records.clock().today();
        LocalDate due = invoice.date("due_on");
        if (happens(today.isAfter(due) ? 0.04 : 0.07, "transfer" + today, id)) {
            Ledger.settle(records, invoice, "transfer");
            return;
        }
        if (invoice.text("status").equals("open") && today.isAfter(due)) {
            records.database().change("UPDATE invoices SET status = 'overdue' WHERE id = ?", id);
            records.post(customer, "Late fee for " + id, LATE_FEE, "late_fee");
        }
        if (today.isAfter(due.plusDays(DAYS_TO_SUSPENSION))) {
            records.database()
                    .change("UPDATE customers SET status = 'suspended' WHERE id = ? AND status = 'active'", customer);
            records.database()
                    .change(
                            "UPDATE subscriptions SET status = 'suspended' WHERE customer_id = ? AND status = 'active'",
                            customer);
        }
    }

    private void bill(Row customer) {
        String id = customer.text("id");
        LocalDate today = records.clock().today();
        records.database()
                .change(
                        "UPDATE customers SET next_invoice_on = ? WHERE id = ?",
                        today.plusMonths(1).toString(),
                        id);
        postFees(id);
        long total = records.database()
                .row(
                        "SELECT coalesce(sum(amount), 0) AS total FROM charges WHERE customer_id = ? AND invoice_id IS NULL",
                        id)
                .orElseThrow()
                .number("total");
        if (total > 0) {
            collect(customer, issue(id, today, total));
        }
    }

    private Row issue(String customer, LocalDate today, long total) {
        String invoice = records.database().nextId("INV");
        records.database()
                .change(
                        "INSERT INTO invoices VALUES (?, ?, ?, ?, ?, ?, 0, 'open')",
                        invoice,
                        customer,
                        today.toString().substring(0, 7),
                        today.toString(),
                        today.plusDays(DAYS_TO_PAY).toString(),
                        total);
        records.database()
                .change(
                        "UPDATE charges SET invoice_id = ? WHERE customer_id = ? AND invoice_id IS NULL",
                        invoice,
                        customer);
        return records.invoice(invoice);
    }

    private void postFees(String customer) {
        for (Row fee : records.database()
                .rows(
                        "SELECT p.name, s.price FROM subscriptions s JOIN plans p ON p.id = s.plan_id"
                                + " WHERE s.customer_id = ? AND s.status = 'active' ORDER BY s.id",
                        customer)) {
            records.post(customer, fee.text("name"), fee.number("price"), "fee");
        }
    }

    /// Direct debit and valid cards mostly pay at once, some by mistake twice; the rest waits for the customer.
    private void collect(Row customer, Row invoice) {
        String method = customer.text("pays_by");
        long total = invoice.number("total");
        boolean works = method.equals("direct_debit")
                || (method.equals("card") && customer.text("card_status").equals("valid"));
        if (!works || happens(0.06, "declined", invoice.text("id"))) {
            if (!method.equals("transfer")) {
                Ledger.pay(records, invoice, method, total, "failed");
            }
            return;
        }
        Ledger.settle(records, invoice, method);
        if (happens(0.05, "twice", invoice.text("id"))) {
            Ledger.pay(records, invoice, method, total, "settled");
        }
    }

    private void openSlots(LocalDate day) {
        if (day.getDayOfWeek().getValue() == 7) {
            return;
        }
        for (String city : OfficeSeed.CITIES.keySet()) {
            for (String window : WINDOWS) {
                String id = records.database().nextId("SL");
                boolean taken = happens(0.35, "slot", id);
                String technician = new Dice(seed, "technician" + id).pick(TECHNICIANS);
                records.database()
                        .change(
                                "INSERT INTO slots VALUES (?, ?, ?, ?, ?, ?)",
                                id,
                                city,
                                day.toString(),
                                window,
                                technician,
                                taken ? 1 : 0);
            }
        }
    }

    private boolean happens(double probability, String event, String id) {
        return new Dice(seed, event + " " + id).chance(probability);
    }
}
