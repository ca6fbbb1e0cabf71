package dev.agentgym.examples.customerservice.office;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// A small, known case in a freshly opened office, for tests.
///
/// Ana (C-10001) lives at AM-1500 in Ardmere, where there is fibre, and pays by card. She has fibre (S-1, in
/// contract until 2026-12-31), streaming (S-2), a paid invoice (INV-1 by PAY-1), an open one (INV-2), a device
/// (DV-1) and no visit. It is Monday 2026-01-05 08:00, and her next invoice is due on 2026-01-20.
final class Offices {

    private static final BackOffice OPENED = BackOffice.open(7);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Offices() {}

    static BackOffice withAna() {
        BackOffice office = OPENED.copy();
        Database database = office.database();
        for (String table :
                new String[] {"subscriptions", "charges", "invoices", "payments", "appointments", "devices"}) {
            database.change("DELETE FROM " + table + " WHERE customer_id = 'C-10001'");
        }
        database.change("DELETE FROM outages");
        database.change(
                "UPDATE customers SET name = 'Ana Ruiz', email = 'ana@post.example', phone = '020 910 0001', street = '1 Mill Road',"
                        + " city = 'Ardmere', postcode = 'AM-1500', status = 'active', balance = 5198, pays_by = 'card',"
                        + " card_last_four = '1234', card_expires = '2028-01', card_status = 'valid',"
                        + " next_invoice_on = '2026-01-20', billing_day = 20 WHERE id = 'C-10001'");
        database.change("INSERT INTO subscriptions VALUES ('S-1', 'C-10001', 'BB-300', 'active', 3999, '2025-12-31',"
                + " '2026-12-31', NULL, NULL)");
        database.change("INSERT INTO subscriptions VALUES ('S-2', 'C-10001', 'TV-20', 'active', 1199, '2025-10-01',"
                + " '2025-10-01', NULL, NULL)");
        invoice(database, 1, "2025-11-20", 5198, "paid");
        invoice(database, 2, "2025-12-20", 5198, "open");
        database.change(
                "INSERT INTO payments VALUES ('PAY-1', 'INV-1', 'C-10001', 5198, 0, 'card', 'settled', '2025-11-20')");
        database.change("INSERT INTO devices VALUES ('DV-1', 'C-10001', 'Tide R1', 'TD000001', 'online', NULL)");
        return office;
    }

    static ToolAnswer call(BackOffice office, String tool, String arguments) {
        return office.call(tool, json(arguments));
    }

    /// Single quotes stand for double ones.
    static ObjectNode json(String text) {
        try {
            return (ObjectNode) MAPPER.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not JSON: " + text, e);
        }
    }

    private static void invoice(Database database, int number, String issued, long total, String status) {
        database.change(
                "INSERT INTO invoices VALUES (?, 'C-10001', ?, ?, '2026-01-10', ?, ?, ?)",
                "INV-" + number,
                issued.substring(0, 7),
                issued,
                total,
                status.equals("paid") ? total : 0,
                status);
    }
}
