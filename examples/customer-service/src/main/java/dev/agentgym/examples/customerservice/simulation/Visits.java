package dev.agentgym.examples.customerservice.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.examples.customerservice.Dice;
import dev.agentgym.examples.customerservice.office.ToolAnswer;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/// Talks about technicians and new addresses.
final class Visits {

    private static final List<String> STREETS = List.of(
            "Harbour Lane",
            "Mill Road",
            "Orchard Close",
            "Castle Street",
            "Linden Avenue",
            "Ferry Walk",
            "Beacon Hill");

    private static final double LOOKS_FIRST = 0.3;

    private Visits() {}

    static Outcome technician(Talk talk) {
        return book(talk, "repair");
    }

    static Outcome repair(Talk talk) {
        talk.agent("visit.suggest");
        talk.customer("ok");
        return book(talk, "repair");
    }

    private static Outcome book(Talk talk, String purpose) {
        Optional<JsonNode> slot = Slots.offer(talk);
        if (slot.isEmpty()) {
            return Handover.refused(talk, "visit.none");
        }
        if (talk.onlyPromised()) {
            return Outcome.UNSOLVED;
        }
        ToolAnswer answer = take(talk, slot.get().get("slot_id").asText(), purpose);
        return afterBooking(talk, answer, purpose);
    }

    static ToolAnswer take(Talk talk, String slot, String purpose) {
        return talk.call("book_appointment", "customer_id", talk.customerId(), "slot_id", slot, "purpose", purpose);
    }

    static Outcome afterBooking(Talk talk, ToolAnswer answer, String purpose) {
        return switch (Json.code(answer)) {
            case "" -> {
                tell(talk, answer.result());
                talk.agent("visit.done");
                talk.customer("thanks");
                yield Outcome.SOLVED;
            }
            case "APPOINTMENT_ALREADY_BOOKED" -> {
                alreadyBooked(talk);
                talk.agent("visit.have");
                talk.customer("ok");
                yield Outcome.PARTLY_SOLVED;
            }
            case "OUTAGE_IN_AREA" -> Handover.refused(talk, "visit.outage");
            case "SLOT_TAKEN" -> {
                talk.agent("visit.taken");
                yield book(talk, purpose);
            }
            default -> Handover.refused(talk, answer);
        };
    }

    private static void alreadyBooked(Talk talk) {
        appointment(talk, "booked").ifPresent(one -> tell(talk, one));
    }

    static Outcome reschedule(Talk talk) {
        Optional<JsonNode> booked = appointment(talk, "booked");
        if (booked.isEmpty()) {
            return Handover.refused(talk, "reschedule.none");
        }
        tell(talk, booked.get());
        boolean today = talk.today().toString().equals(booked.get().get("date").asText());
        if (today && !talk.forgets()) {
            return Handover.refused(talk, "reschedule.late");
        }
        talk.agent("reschedule.found");
        return moveTo(talk, booked.get());
    }

    static Outcome moveTo(Talk talk, JsonNode booked) {
        Optional<JsonNode> slot = Slots.offer(talk);
        if (slot.isEmpty()) {
            return Handover.refused(talk, "visit.none");
        }
        if (talk.onlyPromised()) {
            return Outcome.UNSOLVED;
        }
        return afterShift(talk, shift(talk, booked, slot.get().get("slot_id").asText()));
    }

    static ToolAnswer shift(Talk talk, JsonNode visit, String slot) {
        return talk.call("reschedule_appointment", "appointment_id", visit.get("appointment_id"), "slot_id", slot);
    }

    static Outcome afterShift(Talk talk, ToolAnswer answer) {
        return switch (Json.code(answer)) {
            case "" -> {
                tell(talk, answer.result());
                talk.agent("reschedule.done");
                talk.customer("thanks");
                yield Outcome.SOLVED;
            }
            case "MOVED_TOO_LATE" -> Handover.refused(talk, "reschedule.late");
            default -> Handover.refused(talk, answer);
        };
    }

    static Outcome missed(Talk talk) {
        Optional<JsonNode> missed = appointments(talk).stream()
                .filter(one -> one.get("status").asText().equals("missed"))
                .filter(one -> !one.get("compensated").asBoolean())
                .findFirst();
        if (missed.isEmpty()) {
            return Handover.refused(talk, "missed.none");
        }
        tell(talk, missed.get());
        if (!talk.agreed("missed.found", 0.9) || talk.onlyPromised()) {
            return Outcome.UNSOLVED;
        }
        return compensate(talk);
    }

    private static Outcome compensate(Talk talk) {
        ToolAnswer credit = talk.call(
                "apply_credit",
                "customer_id",
                talk.customerId(),
                "amount",
                new BigDecimal("15.00"),
                "reason",
                "missed_appointment");
        if (credit.isError()) {
            return Handover.refused(talk, credit);
        }
        talk.facts().put("amount", "€15.00").put("credit", credit.result().at("/credit/credit_id"));
        talk.agent("credit.done");
        boolean again = !talk.forgets() && talk.agreed("missed.rebook", 0.8);
        return again ? book(talk, "repair") : Outcome.SOLVED;
    }

    /// Where a customer who moves will live: mostly where there is network.
    static void newHome(Talk talk) {
        Dice dice = talk.dice();
        String postcode = dice.pick(talk.office().directory().postcodes(dice.chance(0.9)));
        talk.facts()
                .put("newpostcode", postcode)
                .put("newcity", talk.office().directory().town(postcode))
                .put("newstreet", dice.between(1, 140) + " " + dice.pick(STREETS));
    }

    static Outcome move(Talk talk) {
        talk.agent("move.ask");
        talk.customer("new_address");
        if (!talk.agreed("move.confirm", 0.98) || talk.onlyPromised()) {
            return Outcome.UNSOLVED;
        }
        if (talk.wishes().chance(LOOKS_FIRST)) {
            appointments(talk);
        }
        return afterMove(talk, changeAddress(talk));
    }

    private static ToolAnswer changeAddress(Talk talk) {
        return talk.call(
                "change_address",
                "customer_id",
                talk.customerId(),
                "street",
                talk.facts().get("newstreet"),
                "city",
                talk.facts().get("newcity"),
                "postcode",
                talk.facts().get("newpostcode"));
    }

    private static Outcome afterMove(Talk talk, ToolAnswer answer) {
        return switch (Json.code(answer)) {
            case "" -> moved(talk);
            case "POSTCODE_NOT_SERVED" -> Handover.refused(talk, "move.not_served");
            case "FIBRE_NOT_AVAILABLE" -> Handover.refused(talk, "move.no_fibre");
            case "APPOINTMENT_PENDING" -> {
                talk.facts().put("appointment", Json.slot(answer, "(AP-\\d+)"));
                yield Handover.refused(talk, "move.appointment");
            }
            case "CITY_MISMATCH" -> otherTown(talk, answer);
            case "SAME_ADDRESS" -> {
                talk.agent("move.same");
                talk.customer("ok");
                yield Outcome.SOLVED;
            }
            default -> Handover.refused(talk, answer);
        };
    }

    /// The town that the postcode belongs to, if that is what the customer meant.
    private static Outcome otherTown(Talk talk, ToolAnswer refusal) {
        talk.facts().put("newcity", Json.slot(refusal, "belongs to (\\S+),"));
        talk.agent("move.town");
        talk.customer("right_town");
        return afterMove(talk, changeAddress(talk));
    }

    private static Outcome moved(Talk talk) {
        talk.facts()
                .put("postcode", talk.facts().get("newpostcode"))
                .put("city", talk.facts().get("newcity"));
        talk.agent("move.done");
        talk.customer("thanks");
        boolean visit = !talk.forgets() && talk.agreed("move.offer_visit", 0.6);
        return visit ? book(talk, "installation") : Outcome.SOLVED;
    }

    static List<JsonNode> appointments(Talk talk) {
        ToolAnswer answer = talk.call("list_appointments", "customer_id", talk.customerId());
        return Json.list(answer.result().get("appointments"));
    }

    /// The first visit of a status, as the agent finds it.
    static Optional<JsonNode> appointment(Talk talk, String status) {
        return appointments(talk).stream()
                .filter(one -> one.get("status").asText().equals(status))
                .findFirst();
    }

    /// The day of the visit, which the customer knows from the booking.
    static void rememberVisit(Talk talk) {
        JsonNode known = talk.known("list_appointments", "customer_id", talk.customerId());
        Json.list(known.get("appointments")).stream()
                .filter(one -> one.get("status").asText().equals("booked"))
                .findFirst()
                .ifPresentOrElse(one -> tell(talk, one), () -> talk.facts().put("apptdate", "Friday"));
    }

    static void tell(Talk talk, JsonNode appointment) {
        talk.facts()
                .put("appointment", appointment.get("appointment_id"))
                .put("apptdate", Facts.soon(appointment.get("date")))
                .put("apptwindow", appointment.get("window"))
                .put("technician", appointment.get("technician"));
    }
}
