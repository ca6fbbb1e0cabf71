package dev.agentgym.examples.customerservice.office;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// Outages and devices.
record TechnicalTools(Records records) {

    List<Tool> tools() {
        return List.of(
                new Tool(
                        "check_outage",
                        "Check whether an outage is known at a postcode.",
                        List.of(Parameter.text("postcode", "Postcode").matching("[A-Z]{2}-\\d{4}")),
                        this::checkOutage),
                new Tool(
                        "list_devices",
                        "List a customer's devices and whether they answer.",
                        List.of(Parameter.id("customer_id", "C", "Customer id")),
                        this::listDevices),
                new Tool(
                        "reset_device",
                        "Restart a router or box from afar; it is back after some minutes.",
                        List.of(Parameter.id("device_id", "DV", "Device id")),
                        this::reset));
    }

    private ObjectNode checkOutage(Arguments arguments) {
        String postcode = records.servedArea(arguments.text("postcode")).text("postcode");
        ObjectNode json = Money.object().put("postcode", postcode);
        return records.outage(postcode)
                .map(outage -> json.put("outage", true)
                        .put("outage_id", outage.text("id"))
                        .put("service", outage.text("service"))
                        .put("cause", outage.text("cause"))
                        .put("started_at", outage.text("started_at"))
                        .put("expected_until", outage.text("expected_until")))
                .orElseGet(() -> json.put("outage", false));
    }

    private ObjectNode listDevices(Arguments arguments) {
        String id = records.customer(arguments.text("customer_id")).text("id");
        ObjectNode json = Money.object().put("customer_id", id);
        ArrayNode list = json.putArray("devices");
        for (Row row : records.database().rows("SELECT * FROM devices WHERE customer_id = ? ORDER BY id", id)) {
            ObjectNode device = list.addObject();
            device.put("device_id", row.text("id")).put("model", row.text("model"));
            device.put("serial", row.text("serial")).put("status", row.text("status"));
            row.optionalText("returned_on").ifPresent(day -> device.put("returned_on", day));
        }
        return json;
    }

    /// Guards: device known, not returned, no outage at its address, device answers. The restart leaves no trace in
    /// the files.
    private ObjectNode reset(Arguments arguments) {
        Row device = records.device(arguments.text("device_id"));
        String id = device.text("id");
        device.optionalText("returned_on").ifPresent(day -> {
            throw Refusal.DEVICE_RETIRED.of(id, day);
        });
        String postcode = records.customer(device.text("customer_id")).text("postcode");
        records.outage(postcode).ifPresent(outage -> {
            throw Refusal.OUTAGE_IN_AREA.of(outage.text("id"), postcode);
        });
        if (device.text("status").equals("unreachable")) {
            throw Refusal.DEVICE_UNREACHABLE.of(id);
        }
        return Money.object()
                .put("device_id", id)
                .put("reset", "started")
                .put("back_in_minutes", device.text("model").startsWith("Tide") ? 4 : 7);
    }
}
