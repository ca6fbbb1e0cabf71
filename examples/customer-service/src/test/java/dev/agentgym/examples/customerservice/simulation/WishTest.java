package dev.agentgym.examples.customerservice.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.examples.customerservice.Dice;
import dev.agentgym.examples.customerservice.office.BackOffice;
import dev.agentgym.examples.customerservice.office.Directory.Matter;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WishTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-02-10");

    @Test
    void every_wish_has_words_of_its_own() {
        Phrasebook common = Phrasebook.load("customer.phrases");
        Phrasebook heldOut = Phrasebook.load("customer-held-out.phrases");
        assertThat(Wish.values())
                .allSatisfy(wish -> assertThat(common.has(wish.key()) && heldOut.has(wish.key()))
                        .as(wish.key())
                        .isTrue());
    }

    @Test
    void most_customers_want_the_usual() {
        var dice = new Dice(1, "test");
        List<Optional<Wish>> drawn = Arrays.stream(Intent.values())
                .flatMap(intent -> IntStream.range(0, 100).mapToObj(_ -> Wish.of(intent, dice)))
                .toList();
        long special = drawn.stream().filter(Optional::isPresent).count();
        assertThat(special).isBetween(drawn.size() / 5L, drawn.size() / 2L);
        assertThat(drawn.stream().flatMap(Optional::stream).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(Wish.values());
    }

    @Test
    void who_comes_back_has_no_line_and_who_changes_again_has_changed() {
        try (BackOffice office = BackOffice.open(7)) {
            String leaver = office.directory().customers(Matter.INTERNET).stream()
                    .filter(customer -> cancels(office, customer))
                    .findFirst()
                    .orElseThrow();
            assertThat(Wish.COME_BACK.callers(office)).contains(leaver);
            assertThat(Wish.COME_BACK.callers(office))
                    .doesNotContainAnyElementsOf(office.directory().customers(Matter.INTERNET));
            String changer = office.directory().customers(Matter.INTERNET).stream()
                    .filter(customer -> changes(office, customer))
                    .findFirst()
                    .orElseThrow();
            assertThat(Wish.CHANGE_AGAIN.callers(office)).containsExactly(changer);
        }
    }

    @Test
    void an_old_message_names_a_slot_that_passed_or_is_to_come_or_is_elsewhere_or_is_misread() {
        var offers = new OldOffers();
        JsonNode passed = Json.object("slot_id", "SL-1001", "date", TODAY);
        offers.readOut("Ardmere", passed);
        offers.readOut("Ardmere", Json.object("slot_id", "SL-1002", "date", TODAY.plusDays(1)));
        offers.readOut("Eskvale", Json.object("slot_id", "SL-1003", "date", TODAY.plusDays(1)));
        var dice = new Dice(1, "test");
        Set<String> named = IntStream.range(0, 300)
                .mapToObj(
                        _ -> offers.found("Ardmere", TODAY, dice).orElseThrow().slot())
                .collect(Collectors.toSet());
        assertThat(named).contains("SL-1001", "SL-1002", "SL-1003").anyMatch(slot -> slot.matches("SL-100[12]\\d"));
    }

    @Test
    void nothing_is_named_before_anything_was_read_out() {
        var dice = new Dice(1, "test");
        assertThat(new OldOffers().found("Ardmere", TODAY, dice)).isEmpty();
    }

    private static boolean cancels(BackOffice office, String customer) {
        String id = subscription(office, customer);
        return !office.call(
                        "cancel_subscription",
                        Json.object("subscription_id", id, "reason", "price", "accept_fee", true))
                .isError();
    }

    private static boolean changes(BackOffice office, String customer) {
        String id = subscription(office, customer);
        return !office.call("change_plan", Json.object("subscription_id", id, "plan_id", "BB-250"))
                .isError();
    }

    private static String subscription(BackOffice office, String customer) {
        return office.call("list_subscriptions", Json.object("customer_id", customer))
                .result()
                .at("/subscriptions/0/subscription_id")
                .asText();
    }
}
