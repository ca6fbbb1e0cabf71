package dev.agentgym.examples.customerservice.office;

import dev.agentgym.examples.customerservice.Dice;
import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Fills an empty office with plans, places, customers and outages that a seed decides.
///
/// Phone numbers lie in the Irish range kept for fiction (020 910 0000 to 020 919 9999), mail addresses under
/// `.example`.
final class OfficeSeed {

    static final Map<String, String> CITIES = cities();
    static final int CUSTOMERS = 600;
    static final LocalDate FOUNDED = LocalDate.parse("2025-09-15");
    private static final int OUTAGES = 600;
    private static final int POSTCODES_A_CITY = 8;
    private static final int OUTAGE_DAYS = 300;

    private final Database database;
    private final Dice dice;
    private final Names names = Names.load();

    OfficeSeed(Database database, long seed) {
        this.database = database;
        this.dice = new Dice(seed, "office");
    }

    void fill() {
        sequences();
        areas();
        plans();
        for (int i = 0; i < CUSTOMERS; i++) {
            customer(i);
        }
        outages();
    }

    private void sequences() {
        Map.of("C", 10_000, "S", 20_000, "INV", 40_000, "PAY", 50_000, "RF", 30_000, "CR", 60_000)
                .forEach(this::sequence);
        Map.of("AP", 70_000, "SL", 1_000, "DV", 90_000, "TK", 11_000, "OUT", 800)
                .forEach(this::sequence);
    }

    private void sequence(String prefix, int last) {
        database.change("INSERT INTO sequences VALUES (?, ?)", prefix, last);
    }

    private void areas() {
        CITIES.forEach((city, code) -> {
            for (int i = 0; i < POSTCODES_A_CITY; i++) {
                String postcode = code + "-" + (1000 + 10 * i + code.charAt(0) % 10 * 100);
                boolean served = i < POSTCODES_A_CITY - 1;
                database.change(
                        "INSERT INTO areas VALUES (?, ?, ?, ?)", postcode, city, served ? 1 : 0, i % 3 != 2 ? 1 : 0);
            }
        });
    }

    private void plans() {
        plan("BB-50", "Cable Start 50", "cable", 2499, 50, null, 12, true);
        plan("BB-100", "Cable Home 100", "cable", 2999, 100, null, 12, true);
        plan("BB-250", "Cable Plus 250", "cable", 3799, 250, null, 12, true);
        plan("BB-300", "Fibre Home 300", "fibre", 3999, 300, null, 12, true);
        plan("BB-600", "Fibre Plus 600", "fibre", 4999, 600, null, 18, true);
        plan("BB-1000", "Fibre Max 1000", "fibre", 6499, 1000, null, 24, true);
        plan("BB-30", "Classic 30", "cable", 2199, 30, null, 12, false);
        plan("TV-10", "Stream Basic", "streaming", 699, null, 1, 0, true);
        plan("TV-20", "Stream Family", "streaming", 1199, null, 4, 0, true);
        plan("TV-30", "Stream Sports", "streaming", 1499, null, 2, 0, true);
        plan("TV-40", "Stream Cinema", "streaming", 999, null, 2, 0, true);
    }

    private void plan(
            String id,
            String name,
            String kind,
            long price,
            @Nullable Integer mbps,
            @Nullable Integer screens,
            int contractMonths,
            boolean onSale) {
        database.change(
                "INSERT INTO plans VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                id,
                name,
                kind,
                price,
                mbps,
                screens,
                contractMonths,
                onSale ? 1 : 0);
    }

    private void customer(int index) {
        String id = database.nextId("C");
        String first = dice.pick(names.first());
        String last = dice.pick(names.last());
        String mailbox = Normalizer.normalize(first + "." + last, Normalizer.Form.NFD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z.]", "");
        String email = mailbox + (index + 3) * 7 % 1000 + "@"
                + dice.pick(List.of("inbox", "post", "letterbox", "mailo")) + ".example";
        String phone = "020 91%d %04d".formatted(index % 10, (index * 7919 + 137) % 10_000);
        Row area = dice.pick(database.rows("SELECT * FROM areas WHERE served = 1 ORDER BY postcode"));
        int billingDay = dice.between(1, 28);
        boolean closed = dice.chance(0.02);
        LocalDate since = FOUNDED.minusDays(dice.between(0, 1500));
        String paysBy = List.of("card", "direct_debit", "transfer").get(dice.weighted(List.of(0.55, 0.25, 0.2)));
        boolean card = paysBy.equals("card");
        database.change(
                "INSERT INTO customers VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?)",
                id,
                first + " " + last,
                email,
                phone,
                dice.between(1, 140) + " " + dice.pick(names.streets()),
                area.text("city"),
                area.text("postcode"),
                closed ? "closed" : "active",
                since.toString(),
                nextBilling(billingDay).toString(),
                billingDay,
                paysBy,
                card ? "%04d".formatted(dice.between(0, 9999)) : null,
                card ? "20%d-%02d".formatted(dice.between(26, 29), dice.between(1, 12)) : null,
                card ? "valid" : null);
        equip(id, area.flag("fibre"), since, closed);
    }

    private static LocalDate nextBilling(int day) {
        LocalDate thisMonth = FOUNDED.withDayOfMonth(day);
        return thisMonth.isAfter(FOUNDED) ? thisMonth : thisMonth.plusMonths(1);
    }

    private void equip(String customer, boolean fibre, LocalDate since, boolean closed) {
        String plan = dice.pick(
                fibre
                        ? List.of("BB-300", "BB-300", "BB-600", "BB-1000", "BB-100", "BB-250")
                        : List.of("BB-30", "BB-50", "BB-100", "BB-100", "BB-250"));
        int age = dice.between(0, 800);
        LocalDate started = since.isAfter(FOUNDED.minusDays(age)) ? since : FOUNDED.minusDays(age);
        subscribe(customer, plan, started, closed);
        if (dice.chance(0.45)) {
            subscribe(customer, dice.pick(List.of("TV-10", "TV-20", "TV-30", "TV-40")), started, closed);
        }
        device(customer, dice.pick(List.of("Tide R1", "Tide R2", "Coral X5")), closed, started);
        if (dice.chance(0.3)) {
            device(customer, "Coral Box", closed, started);
        }
        if (dice.chance(0.1)) {
            device(customer, "Tide Mini", true, started);
        }
    }

    private void subscribe(String customer, String plan, LocalDate started, boolean closed) {
        Row row = database.row("SELECT * FROM plans WHERE id = ?", plan).orElseThrow();
        LocalDate until = started.plusMonths(row.number("contract_months"));
        database.change(
                "INSERT INTO subscriptions VALUES (?, ?, ?, ?, ?, ?, ?, NULL, ?)",
                database.nextId("S"),
                customer,
                plan,
                closed ? "cancelled" : "active",
                row.number("price"),
                started.toString(),
                until.toString(),
                closed ? FOUNDED.toString() : null);
    }

    private void device(String customer, String model, boolean returned, LocalDate started) {
        String serial = "%s%06d".formatted(model.startsWith("Tide") ? "TD" : "CX", dice.between(0, 999_999));
        String status = returned ? "returned" : dice.chance(0.12) ? "unreachable" : "online";
        database.change(
                "INSERT INTO devices VALUES (?, ?, ?, ?, ?, ?)",
                database.nextId("DV"),
                customer,
                model,
                serial,
                status,
                returned ? started.plusDays(20).toString() : null);
    }

    private void outages() {
        List<Row> areas = database.rows("SELECT * FROM areas WHERE served = 1 ORDER BY postcode");
        for (int i = 0; i < OUTAGES; i++) {
            Instant start = FOUNDED.atStartOfDay(ZoneOffset.UTC)
                    .toInstant()
                    .plus(Duration.ofMinutes(dice.between(0, OUTAGE_DAYS * 24 * 4) * 15L));
            database.change(
                    "INSERT INTO outages VALUES (?, ?, ?, ?, ?, ?)",
                    database.nextId("OUT"),
                    dice.pick(areas).text("postcode"),
                    dice.pick(List.of("internet", "internet", "streaming")),
                    dice.pick(List.of("cable cut", "power failure", "planned maintenance", "equipment fault")),
                    start.toString(),
                    start.plus(Duration.ofHours(dice.between(4, 60))).toString());
        }
    }

    private static Map<String, String> cities() {
        var cities = new LinkedHashMap<String, String>();
        cities.put("Ardmere", "AM");
        cities.put("Brackwell", "BW");
        cities.put("Caldonhaven", "CH");
        cities.put("Dunstrand", "DS");
        cities.put("Eskvale", "EV");
        cities.put("Farrowby", "FB");
        return cities;
    }
}
