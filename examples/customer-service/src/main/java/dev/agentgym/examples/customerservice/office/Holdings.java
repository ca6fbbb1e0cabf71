package dev.agentgym.examples.customerservice.office;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What an office holds, for comparing two of them. Stateless.
final class Holdings {

    /// How often an id was given says nothing of what is held.
    private static final String COUNTERS = "sequences";

    private static final Set<String> MADE_HERE =
            Set.of("subscriptions", "charges", "payments", "refunds", "credits", "appointments", "tickets");
    private static final Set<String> GIVEN = Set.of("id", "number", "created_at");

    private Holdings() {}

    static List<String> of(Database database) {
        List<String> held = new ArrayList<>();
        for (String table : database.texts("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")) {
            if (!table.equals(COUNTERS)) {
                for (Row row : database.rows("SELECT * FROM " + table)) {
                    held.add(table + " " + told(table, row));
                }
            }
        }
        Collections.sort(held);
        return List.copyOf(held);
    }

    private static Map<String, String> told(String table, Row row) {
        Map<String, String> told = new LinkedHashMap<>();
        row.columns().forEach((column, value) -> {
            if (!MADE_HERE.contains(table) || !GIVEN.contains(column)) {
                told.put(column, String.valueOf(value));
            }
        });
        return told;
    }
}
