package dev.agentgym.examples.customerservice.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.examples.customerservice.Dice;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The slots that agents have read out so far, as customers find them in old messages: some have passed, some are
/// taken meanwhile, some were for another town. Mutable, one for a simulation.
final class OldOffers {

    private static final double STILL_TO_COME = 0.4;
    private static final double PASSED = 0.35;
    private static final double OTHER_TOWN = 0.65;

    private final List<Offer> offers = new ArrayList<>();

    /// A slot that was read out once.
    record Offer(String slot, String city, LocalDate day) {}

    void readOut(String city, JsonNode slot) {
        offers.add(new Offer(
                slot.get("slot_id").asText(),
                city,
                LocalDate.parse(slot.get("date").asText())));
    }

    /// What a customer of a town takes from an old message, if there is one: mostly what was meant for them.
    Optional<Offer> found(String city, LocalDate today, Dice dice) {
        if (dice.chance(STILL_TO_COME)) {
            return pick(offer -> offer.city().equals(city) && offer.day().isAfter(today), dice);
        }
        if (dice.chance(PASSED)) {
            return pick(offer -> offer.city().equals(city) && !offer.day().isAfter(today), dice);
        }
        if (dice.chance(OTHER_TOWN)) {
            return pick(offer -> !offer.city().equals(city) && offer.day().isAfter(today), dice);
        }
        return pick(offer -> offer.city().equals(city), dice).map(offer -> misread(offer, dice));
    }

    private Optional<Offer> pick(Predicate<Offer> which, Dice dice) {
        List<Offer> possible = offers.stream().filter(which).toList();
        return possible.isEmpty() ? Optional.empty() : Optional.of(dice.pick(possible));
    }

    /// With one digit too many.
    private static Offer misread(Offer offer, Dice dice) {
        return new Offer(offer.slot() + dice.between(0, 9), offer.city(), offer.day());
    }
}
