package dev.agentgym.examples.customerservice.office;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/// Who the customer is and where they live.
record CustomerTools(Records records) {

    private static final String POSTCODE = "[A-Z]{2}-\\d{4}";

    List<Tool> tools() {
        return List.of(
                new Tool(
                        "find_customer",
                        "Find a customer by phone number or e-mail address; give exactly one of the two.",
                        List.of(
                                Parameter.text("phone", "Phone number, such as 020 910 0001")
                                        .matching("020 91\\d \\d{4}")
                                        .optional(),
                                Parameter.text("email", "E-mail address")
                                        .matching("[^@\\s]+@[^@\\s]+\\.[a-z]+")
                                        .optional()),
                        this::find),
                new Tool(
                        "get_customer",
                        "Read a customer's account by customer id.",
                        List.of(Parameter.id("customer_id", "C", "Customer id")),
                        arguments -> records.show(records.customer(arguments.text("customer_id")))),
                new Tool(
                        "change_address",
                        "Move a customer to a new address that Tarnwave serves.",
                        List.of(
                                Parameter.id("customer_id", "C", "Customer id"),
                                Parameter.text("street", "Street and house number"),
                                Parameter.text("city", "Town"),
                                Parameter.text("postcode", "Postcode, such as AM-1040")
                                        .matching(POSTCODE)),
                        this::changeAddress));
    }

    /// Guards: exactly one key, key known.
    private ObjectNode find(Arguments arguments) {
        Optional<String> phone = arguments.optionalText("phone");
        Optional<String> email = arguments.optionalText("email");
        if (phone.isPresent() == email.isPresent()) {
            throw Refusal.EXACTLY_ONE_KEY.of(phone.isPresent() ? "both" : "neither");
        }
        return phone.map(this::byPhone).orElseGet(() -> byEmail(email.orElseThrow()));
    }

    private ObjectNode byPhone(String phone) {
        return records.database()
                .row("SELECT * FROM customers WHERE phone = ?", phone)
                .map(records::show)
                .orElseThrow(() -> Refusal.PHONE_NOT_FOUND.of(phone));
    }

    private ObjectNode byEmail(String email) {
        return records.database()
                .row("SELECT * FROM customers WHERE email = ? COLLATE NOCASE", email)
                .map(records::show)
                .orElseThrow(() -> Refusal.EMAIL_NOT_FOUND.of(email));
    }

    /// Guards: customer known, account open, postcode served, postcode of that town, address new, no visit still
    /// booked at the old address, fibre there if fibre is used.
    private ObjectNode changeAddress(Arguments arguments) {
        String id = arguments.text("customer_id");
        Row customer = records.openCustomer(id);
        Row area = records.servedArea(arguments.text("postcode"));
        refuseOtherAddress(arguments, customer, area);
        records.database()
                .row("SELECT * FROM appointments WHERE customer_id = ? AND status = 'booked' ORDER BY id LIMIT 1", id)
                .ifPresent(booked -> {
                    throw Refusal.APPOINTMENT_PENDING.of(booked.text("id"));
                });
        if (!area.flag("fibre") && usesFibre(id)) {
            throw Refusal.FIBRE_NOT_AVAILABLE.of(area.text("postcode"));
        }
        records.database()
                .change(
                        "UPDATE customers SET street = ?, city = ?, postcode = ? WHERE id = ?",
                        arguments.text("street"),
                        arguments.text("city"),
                        area.text("postcode"),
                        id);
        return records.show(records.customer(id));
    }

    private static void refuseOtherAddress(Arguments arguments, Row customer, Row area) {
        String city = arguments.text("city");
        if (!area.text("city").equals(city)) {
            throw Refusal.CITY_MISMATCH.of(area.text("postcode"), area.text("city"), city);
        }
        boolean sameStreet = customer.text("street").equals(arguments.text("street"));
        if (sameStreet && customer.text("postcode").equals(area.text("postcode"))) {
            throw Refusal.SAME_ADDRESS.of(
                    arguments.text("street") + ", " + area.text("postcode") + " " + city, customer.text("id"));
        }
    }

    private boolean usesFibre(String customerId) {
        return records.database()
                .row(
                        "SELECT s.id FROM subscriptions s JOIN plans p ON p.id = s.plan_id"
                                + " WHERE s.customer_id = ? AND s.status <> 'cancelled' AND p.kind = 'fibre' LIMIT 1",
                        customerId)
                .isPresent();
    }
}
