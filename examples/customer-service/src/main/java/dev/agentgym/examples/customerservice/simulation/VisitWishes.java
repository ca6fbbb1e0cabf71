package dev.agentgym.examples.customerservice.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.examples.customerservice.Dice;
import dev.agentgym.examples.customerservice.office.ToolAnswer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Talks about visits, addresses and devices that are not as the customer has them in mind.
final class VisitWishes {

    private static final List<String> COMPLAINTS = List.of(
            "Line much slower than the plan promises",
            "Speed drops every evening, please measure the line",
            "Customer asks for a check of the line without a visit");

    private VisitWishes() {}

    /// The right postcode with the town next to it.
    static Optional<Outcome> wrongTown(Talk talk) {
        String right = talk.facts().get("newcity");
        List<String> others = Stream.of(true, false)
                .flatMap(served -> talk.office().directory().postcodes(served).stream())
                .map(talk.office().directory()::town)
                .distinct()
                .filter(town -> !town.equals(right))
                .toList();
        talk.facts().put("newcity", talk.wishes().pick(others));
        return Optional.empty();
    }

    /// A move that is long on file.
    static Optional<Outcome> samePlace(Talk talk) {
        JsonNode customer = talk.known("get_customer", "customer_id", talk.customerId());
        return nextDoor(talk.facts().put("newstreet", customer.at("/address/street")));
    }

    /// A move within the same postcode.
    static Optional<Outcome> nextDoor(Talk talk) {
        return nextDoor(talk.facts());
    }

    private static Optional<Outcome> nextDoor(Facts facts) {
        facts.put("newpostcode", facts.get("postcode")).put("newcity", facts.get("city"));
        return Optional.empty();
    }

    /// The old box in the cupboard.
    static Optional<Outcome> oldRouter(Talk talk) {
        ToolAnswer devices = talk.call("list_devices", "customer_id", talk.customerId());
        return Json.list(devices.result().get("devices")).stream()
                .filter(device -> device.get("status").asText().equals("returned"))
                .findFirst()
                .flatMap(device -> {
                    talk.facts().put("device", device.get("model"));
                    talk.customer("old_model");
                    ToolAnswer answer = talk.call("reset_device", "device_id", device.get("device_id"));
                    return answer.isError() ? Handover.explained(talk, answer) : Optional.empty();
                });
    }

    /// The box below the television.
    static Optional<Outcome> televisionBox(Talk talk) {
        ToolAnswer devices = talk.call("list_devices", "customer_id", talk.customerId());
        return Json.list(devices.result().get("devices")).stream()
                .filter(device -> device.get("model").asText().endsWith("Box"))
                .findFirst()
                .map(device -> Technical.restart(talk, device, 0.8));
    }

    /// A slow line that the customer wants measured, not repaired.
    static Optional<Outcome> lineCheck(Talk talk) {
        boolean noted = Handover.ticket(talk, "technical", talk.wishes().pick(COMPLAINTS), "ticket");
        return Optional.of(noted ? Outcome.SOLVED : Outcome.PARTLY_SOLVED);
    }

    /// A slot out of an old message, to be booked.
    static Optional<Outcome> namedSlot(Talk talk) {
        return named(talk).flatMap(offer -> {
            ToolAnswer answer = Visits.take(talk, offer.slot(), "repair");
            return answer.isError()
                    ? Handover.explained(talk, answer)
                    : Optional.of(Visits.afterBooking(talk, answer, "repair"));
        });
    }

    /// A slot out of an old message, to which a visit is to be moved.
    static Optional<Outcome> namedTime(Talk talk) {
        Optional<JsonNode> booked = Visits.appointment(talk, "booked");
        if (booked.isEmpty()) {
            return Optional.empty();
        }
        return named(talk).flatMap(offer -> {
            ToolAnswer answer = Visits.shift(talk, booked.get(), offer.slot());
            return answer.isError() ? Handover.explained(talk, answer) : Optional.of(Visits.afterShift(talk, answer));
        });
    }

    private static Optional<OldOffers.Offer> named(Talk talk) {
        Optional<OldOffers.Offer> found = talk.oldOffers().found(talk.facts().get("city"), talk.today(), talk.wishes());
        found.ifPresent(offer -> {
            talk.facts().put("slot", offer.slot()).put("slotdate", Facts.soon(offer.day()));
            talk.agent("slot.ask");
            talk.customer("slot_of_message");
        });
        return found;
    }

    /// A finished visit after which nothing is better, to be moved.
    static Optional<Outcome> followUp(Talk talk) {
        return again(talk, "completed").or(() -> Optional.of(Visits.technician(talk)));
    }

    /// A visit of today, to be moved.
    static Optional<Outcome> today(Talk talk) {
        return Visits.appointment(talk, "booked").map(booked -> {
            Visits.tell(talk, booked);
            talk.agent("reschedule.found");
            return Visits.moveTo(talk, booked);
        });
    }

    /// A missed visit, to be moved rather than made up for.
    static Optional<Outcome> missedMoved(Talk talk) {
        return again(talk, "missed");
    }

    /// Tries to move what is over. Empty where the talk goes on with a new visit.
    private static Optional<Outcome> again(Talk talk, String status) {
        return Visits.appointment(talk, status).flatMap(over -> {
            Visits.tell(talk, over);
            talk.agent("reschedule.found");
            Optional<JsonNode> slot = Slots.offer(talk);
            if (slot.isEmpty()) {
                return Optional.of(Handover.refused(talk, "visit.none"));
            }
            ToolAnswer answer =
                    Visits.shift(talk, over, slot.get().get("slot_id").asText());
            return answer.isError() ? Handover.explained(talk, answer) : Optional.of(Visits.afterShift(talk, answer));
        });
    }

    /// A visit that took place, or never was to.
    static Optional<Outcome> notMissed(Talk talk) {
        Visits.appointments(talk);
        if (!talk.agreed("missed.try", 0.97)) {
            return Optional.empty();
        }
        ToolAnswer answer = compensation(talk);
        return Optional.of(answer.isError() ? Handover.refused(talk, answer) : Payments.afterCredit(talk, answer));
    }

    private static ToolAnswer compensation(Talk talk) {
        Dice wishes = talk.wishes();
        String amount = wishes.pick(List.of("15.00", "15.00", "10.00", "20.00"));
        talk.facts().put("amount", "€" + amount);
        return MoneyWishes.credit(talk, amount, "missed_appointment");
    }

    /// One missed visit, for which the customer wants two credits.
    static Optional<Outcome> missedTwice(Talk talk) {
        Outcome outcome = Visits.missed(talk);
        if (outcome != Outcome.SOLVED) {
            return Optional.of(outcome);
        }
        talk.customer("second_day");
        ToolAnswer answer = compensation(talk);
        if (!answer.isError()) {
            return Optional.of(Payments.afterCredit(talk, answer));
        }
        Handover.explain(talk, answer);
        return Optional.of(outcome);
    }
}
