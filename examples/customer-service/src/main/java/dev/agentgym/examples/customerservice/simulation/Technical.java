package dev.agentgym.examples.customerservice.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.examples.customerservice.office.ToolAnswer;
import java.util.Optional;

/// Talks about lines and routers that do not work.
final class Technical {

    private Technical() {}

    static Outcome noInternet(Talk talk) {
        if (talk.forgets()) {
            return restart(talk, 0.5);
        }
        JsonNode outage = talk.call("check_outage", "postcode", talk.facts().get("postcode"))
                .result();
        if (outage.get("outage").asBoolean()) {
            return explain(talk, outage);
        }
        talk.agent("outage.none");
        return restart(talk, 0.65);
    }

    static Outcome slow(Talk talk) {
        Contracts.subscription(talk, false).ifPresent(subscription -> Contracts.tell(talk, subscription));
        return talk.dice().chance(0.5) ? noInternet(talk) : restart(talk, 0.6);
    }

    static Outcome routerReset(Talk talk) {
        return restart(talk, 0.85);
    }

    private static Outcome explain(Talk talk, JsonNode outage) {
        talk.facts()
                .put("cause", outage.get("cause"))
                .put("outage", outage.get("outage_id"))
                .put("expected", Facts.hour(outage.get("expected_until")));
        talk.agent("outage.yes", "outage.wait");
        boolean wantsMoney = talk.persona().mood() == Mood.ANGRY
                ? talk.dice().chance(0.6)
                : talk.dice().chance(0.15);
        if (!wantsMoney) {
            talk.customer("ok");
            return Outcome.SOLVED;
        }
        talk.customer("ask_compensation");
        return Payments.goodwill(talk, talk.dice().chance(0.5) ? "5.00" : "10.00")
                .with(Outcome.SOLVED);
    }

    private static Outcome restart(Talk talk, double helps) {
        ToolAnswer devices = talk.call("list_devices", "customer_id", talk.customerId());
        Optional<JsonNode> device = Json.list(devices.result().get("devices")).stream()
                .filter(one -> !one.get("status").asText().equals("returned"))
                .findFirst();
        if (device.isEmpty()) {
            return Handover.refused(talk, "reset.none");
        }
        return restart(talk, device.get(), helps);
    }

    static Outcome restart(Talk talk, JsonNode device, double helps) {
        talk.facts().put("device", device.get("model"));
        if (!talk.agreed("reset.ask", 0.93) || talk.onlyPromised()) {
            return Outcome.UNSOLVED;
        }
        ToolAnswer answer = talk.call("reset_device", "device_id", device.get("device_id"));
        return afterReset(talk, answer, helps);
    }

    private static Outcome afterReset(Talk talk, ToolAnswer answer, double helps) {
        return switch (Json.code(answer)) {
            case "" -> afterRestart(talk, answer.result(), helps);
            case "DEVICE_UNREACHABLE" -> {
                talk.agent("reset.unreachable");
                boolean plugged = talk.dice().chance(0.35);
                talk.customer(plugged ? "works_now" : "checked_power");
                yield plugged ? Outcome.SOLVED : Visits.repair(talk);
            }
            case "OUTAGE_IN_AREA" ->
                explain(
                        talk,
                        talk.call("check_outage", "postcode", talk.facts().get("postcode"))
                                .result());
            default -> Handover.refused(talk, answer);
        };
    }

    private static Outcome afterRestart(Talk talk, JsonNode reset, double helps) {
        int minutes = reset.get("back_in_minutes").asInt();
        talk.facts().put("minutes", reset.get("back_in_minutes"));
        talk.agent("reset.started");
        talk.pause(minutes * 60_000, minutes * 75_000);
        if (talk.dice().chance(helps)) {
            talk.customer("works_now");
            return Outcome.SOLVED;
        }
        talk.customer("still_broken");
        if (talk.dice().chance(talk.agent().givesUp())) {
            talk.agent("give_up");
            return Handover.to(talk, "network", "Line still down after a restart of the device");
        }
        return Visits.repair(talk);
    }
}
