package dev.agentgym.examples.customerservice.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.examples.customerservice.Dice;
import dev.agentgym.examples.customerservice.office.ToolAnswer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Finds a time for a visit: what the customer asks for, what the agent searches, and what the two agree on.
final class Slots {

    private static final List<String> WINDOWS = List.of("08:00-12:00", "12:00-16:00", "16:00-19:00");
    private static final List<String> DAYTIMES = List.of("mornings", "afternoons", "evenings");
    private static final double EVENING = 0.15;
    private static final double DAYTIME = 0.2;
    private static final double LATER = 0.28;
    private static final double TOO_FAR = 0.18;
    private static final double WRONG_MONTH = 0.2;

    private Slots() {}

    /// Offers free slots and lets the customer choose one.
    static Optional<JsonNode> offer(Talk talk) {
        ToolAnswer answer = search(talk);
        List<JsonNode> slots = Json.list(answer.result().get("slots"));
        if (slots.isEmpty()) {
            return Optional.empty();
        }
        slots.forEach(
                slot -> talk.oldOffers().readOut(answer.result().get("city").asText(), slot));
        int index = talk.dice().chance(0.6) ? 0 : talk.dice().between(0, slots.size() - 1);
        JsonNode choice = slots.get(index);
        String described = slots.stream()
                .map(slot ->
                        Facts.soon(slot.get("date")) + " " + slot.get("window").asText())
                .collect(Collectors.joining(", "));
        talk.facts()
                .put("slots", described)
                .put("slotdate", Facts.soon(choice.get("date")))
                .put("slotwindow", choice.get("window"));
        talk.agent("visit.offer");
        talk.customer(index == 0 ? "choose_first" : "choose_other");
        return Optional.of(choice);
    }

    /// When a visit would suit.
    private record Time(Optional<String> window, Optional<LocalDate> from) {}

    private static ToolAnswer search(Talk talk) {
        var time = new Time(window(talk), from(talk));
        ToolAnswer answer = search(talk, time);
        if (!Json.code(answer).equals("DATE_TOO_FAR")) {
            return answer;
        }
        LocalDate last = LocalDate.parse(Json.slot(answer, "until (\\S+),"));
        talk.facts().put("lastday", Facts.soon(last));
        talk.agent("slots.too_far");
        talk.customer("ok");
        LocalDate earlier = last.minusDays(talk.wishes().between(0, 6));
        return search(talk, new Time(time.window(), Optional.of(earlier)));
    }

    private static ToolAnswer search(Talk talk, Time time) {
        List<Object> arguments =
                new ArrayList<>(List.of("postcode", talk.facts().get("postcode")));
        time.from().ifPresent(day -> arguments.addAll(List.of("from_date", day)));
        time.window().ifPresent(window -> arguments.addAll(List.of("window", window)));
        return talk.call("search_slots", arguments.toArray());
    }

    private static Optional<String> window(Talk talk) {
        boolean evening = talk.dice().chance(EVENING);
        if (!evening && !talk.wishes().chance(DAYTIME)) {
            return Optional.empty();
        }
        int time = evening ? WINDOWS.size() - 1 : talk.wishes().between(0, WINDOWS.size() - 2);
        talk.facts().put("times", DAYTIMES.get(time));
        talk.customer("wish_window");
        return Optional.of(WINDOWS.get(time));
    }

    /// The first day that suits the customer. Now and then the agent has the wrong month on the screen first.
    private static Optional<LocalDate> from(Talk talk) {
        Dice wishes = talk.wishes();
        if (!wishes.chance(LATER)) {
            return Optional.empty();
        }
        LocalDate day = talk.today().plusDays(wishes.chance(TOO_FAR) ? wishes.between(29, 60) : wishes.between(2, 20));
        talk.facts().put("notbefore", Facts.soon(day));
        talk.customer("not_before");
        LocalDate monthBefore = day.minusMonths(1);
        if (wishes.chance(WRONG_MONTH) && monthBefore.isBefore(talk.today())) {
            talk.call("search_slots", "postcode", talk.facts().get("postcode"), "from_date", monthBefore);
        }
        return Optional.of(day);
    }
}
