package dev.agentgym.examples.customerservice.office;

import java.util.ArrayList;
import java.util.List;

/// Who and what there is in an office, in the order of ids. A live view: not thread-safe, valid while its office is
/// open.
public final class Directory {

    /// Which customers have a certain matter on their account right now.
    public enum Matter {
        /// Everyone whose account is not closed.
        ANY("status <> 'closed'"),
        /// Paid the same invoice twice within the last 60 days, and nothing was refunded yet.
        PAID_TWICE("id IN (SELECT customer_id FROM payments WHERE status = 'settled' AND refunded = 0 AND paid_on >= ?1"
                + " GROUP BY invoice_id HAVING count(*) = 2)"),
        /// Was charged a late fee within the last 60 days.
        LATE_FEE("id IN (SELECT customer_id FROM charges WHERE kind = 'late_fee' AND posted_on >= ?1)"),
        /// Has an invoice that fell overdue.
        OVERDUE("id IN (SELECT customer_id FROM invoices WHERE status = 'overdue')"),
        /// Lives where an outage is going on.
        OUTAGE("postcode IN (SELECT postcode FROM outages WHERE started_at <= ?2 AND expected_until > ?2)"),
        /// Waits for a booked technician.
        VISIT_BOOKED("id IN (SELECT customer_id FROM appointments WHERE status = 'booked')"),
        /// Was left waiting by a technician and not compensated.
        VISIT_MISSED("id IN (SELECT customer_id FROM appointments WHERE status = 'missed' AND compensated = 0)"),
        /// Has a streaming subscription.
        STREAMING("id IN (SELECT customer_id FROM subscriptions WHERE ends_on IS NULL AND plan_id LIKE 'TV%')"),
        /// Has an internet subscription.
        INTERNET("id IN (SELECT customer_id FROM subscriptions WHERE ends_on IS NULL AND plan_id LIKE 'BB%')");

        private final String condition;

        Matter(String condition) {
            this.condition = condition;
        }
    }

    private static final int RECENT_DAYS = 60;

    private final Database database;
    private final BusinessClock clock;

    Directory(Database database, BusinessClock clock) {
        this.database = database;
        this.clock = clock;
    }

    /// The ids of the customers whom a matter concerns.
    public List<String> customers(Matter matter) {
        return database.texts(
                "SELECT id FROM customers WHERE " + matter.condition + " AND ?1 <> '' AND ?2 <> '' ORDER BY id",
                clock.today().minusDays(RECENT_DAYS).toString(),
                clock.now().toString());
    }

    /// The postcodes with network, or those without.
    public List<String> postcodes(boolean served) {
        return database.texts("SELECT postcode FROM areas WHERE served = ? ORDER BY postcode", served ? 1 : 0);
    }

    /// The town of a postcode.
    public String town(String postcode) {
        return database.texts("SELECT city FROM areas WHERE postcode = ?", postcode)
                .getFirst();
    }

    /// Everything on file that identifies a customer in person: ids, name, contact, street, payment card, device
    /// serials.
    public List<String> personalData(String customerId) {
        var values = new ArrayList<String>();
        Row row =
                database.row("SELECT * FROM customers WHERE id = ?", customerId).orElseThrow();
        for (String column : List.of("id", "name", "email", "phone", "street", "postcode")) {
            values.add(row.text(column));
        }
        row.optionalText("card_last_four").ifPresent(values::add);
        values.addAll(database.texts("SELECT serial FROM devices WHERE customer_id = ? ORDER BY id", customerId));
        return List.copyOf(values);
    }
}
