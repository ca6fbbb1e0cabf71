package dev.agentgym.examples.customerservice.office;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.List;

/// Visits of technicians.
record AppointmentTools(Records records) {

    private static final int DAYS_OPEN = 28;
    private static final int LISTED_SLOTS = 4;

    List<Tool> tools() {
        Parameter customer = Parameter.id("customer_id", "C", "Customer id");
        Parameter slot = Parameter.id("slot_id", "SL", "Slot id");
        return List.of(
                new Tool(
                        "list_appointments",
                        "List a customer's technician appointments.",
                        List.of(customer),
                        this::list),
                new Tool(
                        "search_slots",
                        "Search free technician slots at a postcode, earliest first, at most 4.",
                        List.of(
                                Parameter.text("postcode", "Postcode").matching("[A-Z]{2}-\\d{4}"),
                                Parameter.date("from_date", "Earliest day; tomorrow if absent")
                                        .optional(),
                                Parameter.text("window", "Only this time of day")
                                        .oneOf("08:00-12:00", "12:00-16:00", "16:00-19:00")
                                        .optional()),
                        this::search),
                new Tool(
                        "book_appointment",
                        "Book a free slot for a customer.",
                        List.of(
                                customer,
                                slot,
                                Parameter.text("purpose", "What for").oneOf("repair", "installation")),
                        this::book),
                new Tool(
                        "reschedule_appointment",
                        "Move a booked appointment to another free slot.",
                        List.of(Parameter.id("appointment_id", "AP", "Appointment id"), slot),
                        this::reschedule));
    }

    private ObjectNode list(Arguments arguments) {
        String id = records.customer(arguments.text("customer_id")).text("id");
        ObjectNode json = Money.object().put("customer_id", id);
        ArrayNode list = json.putArray("appointments");
        records.database()
                .texts("SELECT id FROM appointments WHERE customer_id = ? ORDER BY id", id)
                .forEach(appointment -> list.add(records.showAppointment(appointment)));
        return json;
    }

    /// Guards: day on the calendar, postcode served, day not past, day open.
    private ObjectNode search(Arguments arguments) {
        LocalDate today = records.clock().today();
        LocalDate from = arguments.optionalDate("from_date").orElse(today.plusDays(1));
        String city = records.servedArea(arguments.text("postcode")).text("city");
        if (from.isBefore(today)) {
            throw Refusal.DATE_IN_PAST.of(from, today);
        }
        LocalDate last = today.plusDays(DAYS_OPEN);
        if (from.isAfter(last)) {
            throw Refusal.DATE_TOO_FAR.of(last, from);
        }
        ObjectNode json = Money.object().put("city", city).put("from_date", from.toString());
        ArrayNode list = json.putArray("slots");
        records.database()
                .rows(
                        "SELECT * FROM slots WHERE city = ?1 AND day >= ?2 AND taken = 0 AND (?3 = '' OR time_window = ?3)"
                                + " ORDER BY day, time_window, id LIMIT " + LISTED_SLOTS,
                        city,
                        from.toString(),
                        arguments.optionalText("window").orElse(""))
                .forEach(row -> list.addObject()
                        .put("slot_id", row.text("id"))
                        .put("date", row.text("day"))
                        .put("window", row.text("time_window"))
                        .put("technician", row.text("technician")));
        return json;
    }

    /// Guards: customer known, account open, slot known, slot not past, slot free, slot in the customer's town,
    /// nothing booked yet, and no repair where an outage is being fixed.
    private ObjectNode book(Arguments arguments) {
        Row customer = records.openCustomer(arguments.text("customer_id"));
        String id = customer.text("id");
        Row slot = freeSlot(arguments.text("slot_id"), customer);
        records.database()
                .row("SELECT * FROM appointments WHERE customer_id = ? AND status = 'booked' ORDER BY id LIMIT 1", id)
                .ifPresent(booked -> {
                    String day = records.slot(booked.text("slot_id")).text("day");
                    throw Refusal.APPOINTMENT_ALREADY_BOOKED.of(id, booked.text("id"), day);
                });
        String purpose = arguments.text("purpose");
        if (purpose.equals("repair")) {
            records.outage(customer.text("postcode")).ifPresent(outage -> {
                throw Refusal.OUTAGE_IN_AREA.of(outage.text("id"), outage.text("postcode"));
            });
        }
        String appointment = records.database().nextId("AP");
        take(slot, true);
        records.database()
                .change(
                        "INSERT INTO appointments VALUES (?, ?, ?, ?, 'booked', 0)",
                        appointment,
                        id,
                        slot.text("id"),
                        purpose);
        return records.showAppointment(appointment);
    }

    /// Guards: appointment known, account open, still booked, moved by the day before, new slot known, not past,
    /// free, in town.
    private ObjectNode reschedule(Arguments arguments) {
        Row appointment = records.appointment(arguments.text("appointment_id"));
        String id = appointment.text("id");
        Row customer = records.openCustomer(appointment.text("customer_id"));
        if (!appointment.text("status").equals("booked")) {
            throw Refusal.APPOINTMENT_NOT_BOOKED.of(id, appointment.text("status"));
        }
        Row old = records.slot(appointment.text("slot_id"));
        if (!records.clock().today().isBefore(old.date("day"))) {
            throw Refusal.MOVED_TOO_LATE.of(id, old.text("day"));
        }
        Row slot = freeSlot(arguments.text("slot_id"), customer);
        take(old, false);
        take(slot, true);
        records.database().change("UPDATE appointments SET slot_id = ? WHERE id = ?", slot.text("id"), id);
        return records.showAppointment(id);
    }

    private Row freeSlot(String id, Row customer) {
        Row slot = records.slot(id);
        if (!slot.date("day").isAfter(records.clock().today())) {
            throw Refusal.SLOT_IN_PAST.of(id, slot.text("day"));
        }
        if (slot.flag("taken")) {
            throw Refusal.SLOT_TAKEN.of(id, slot.text("day"));
        }
        if (!slot.text("city").equals(customer.text("city"))) {
            throw Refusal.SLOT_OTHER_CITY.of(id, slot.text("city"), customer.text("id"), customer.text("city"));
        }
        return slot;
    }

    private void take(Row slot, boolean taken) {
        records.database().change("UPDATE slots SET taken = ? WHERE id = ?", taken ? 1 : 0, slot.text("id"));
    }
}
