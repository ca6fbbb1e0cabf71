package dev.agentgym.world;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.program.Values;
import dev.agentgym.tool.Tier;
import dev.agentgym.tool.TierAccuracy;
import dev.agentgym.tool.ToolMocker;
import dev.agentgym.tool.ToolResult;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Details;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.Outcome;
import dev.agentgym.trace.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// A ferry line whose sailings have one number every day and another fare: the answer to a search for a day does
/// not say the day again.
class AskedRowsTest {

    private static final int LOGS = 60;
    private static final int SAILINGS = 6;
    private static final int DAYS = 9;

    private static final World WORLD = World.induce(logs());

    @Test
    void what_a_call_asked_for_is_part_of_the_key_of_what_it_found() {
        assertThat(WORLD.tables().all())
                .filteredOn(table -> table.kind() == Table.Kind.ENTITY)
                .extracting(Table::key)
                .contains(List.of("sailing_id", "date"));
    }

    @Test
    void a_sailing_has_the_fare_of_its_day() {
        for (int day = 0; day < DAYS; day++) {
            ObjectNode call = reservation("Zoe Zimmer", "cabin", List.of(trip(2, day)));
            ToolResult got =
                    new ToolMocker(WORLD, new TierAccuracy(Map.of())).session().call("reserve", call);

            assertThat(got.tier()).isEqualTo(Tier.INDUCED);
            assertThat(Values.equal(got.result(), reserved(call))).as("%s", got).isTrue();
        }
    }

    @Test
    void a_row_is_shown_without_the_day_that_was_asked_for() {
        ObjectNode search = Json.object().put("harbour", "north").put("date", date(3));
        ToolResult got =
                new ToolMocker(WORLD, new TierAccuracy(Map.of())).session().call("search_sailings", search);

        assertThat(Values.equal(got.result(), found(search))).isTrue();
    }

    private static List<Conversation> logs() {
        Random random = new Random(5);
        List<Conversation> logs = new ArrayList<>();
        for (int log = 0; log < LOGS; log++) {
            List<Message> messages = new ArrayList<>();
            List<ObjectNode> trips = new ArrayList<>();
            for (int leg = 0; leg < 1 + log % 2; leg++) {
                int day = (log + 4 * leg) % DAYS;
                int sailing = random.nextInt(SAILINGS);
                ObjectNode search = Json.object()
                        .put("harbour", sailing % 2 == 0 ? "north" : "south")
                        .put("date", date(day));
                say(messages, "search_sailings", search, found(search));
                trips.add(trip(sailing, day));
            }
            ObjectNode reservation = reservation("Person " + log, log % 3 == 0 ? "cabin" : "deck", trips);
            say(messages, "reserve", reservation, reserved(reservation));
            logs.add(Conversation.of("quay-" + log, messages, Outcome.UNKNOWN));
        }
        return logs;
    }

    private static String date(int day) {
        return "2026-07-" + (10 + day);
    }

    private static ObjectNode trip(int sailing, int day) {
        return Json.object().put("sailing_id", "F" + (30 + sailing)).put("date", date(day));
    }

    private static ObjectNode reservation(String name, String place, List<ObjectNode> trips) {
        ObjectNode reservation = Json.object().put("name", name).put("place", place);
        reservation.putArray("trips").addAll(trips);
        return reservation;
    }

    private static ArrayNode found(ObjectNode search) {
        ArrayNode found = Json.MAPPER.createArrayNode();
        int parity = search.path("harbour").asText().equals("north") ? 0 : 1;
        for (int sailing = parity; sailing < SAILINGS; sailing += 2) {
            found.add(sailing(sailing, search.path("date").asText()));
        }
        return found;
    }

    private static ObjectNode sailing(int sailing, String date) {
        int day = Integer.parseInt(date.substring(8)) - 10;
        ObjectNode row = Json.object()
                .put("sailing_id", "F" + (30 + sailing))
                .put("ship", "MS " + (char) ('A' + sailing))
                .put("departs", (8 + sailing) + ":00")
                .put("arrives", (10 + sailing) + ":30")
                .put("berth", 3 + sailing)
                .put("bar", sailing % 3 == 0);
        row.putObject("fares").put("deck", 20 + 7 * day + sailing).put("cabin", 90 + 11 * day - 3 * sailing);
        return row;
    }

    private static ObjectNode reserved(ObjectNode reservation) {
        ObjectNode reserved = reservation.deepCopy().put("status", "reserved");
        for (JsonNode trip : reserved.path("trips")) {
            int sailing = Integer.parseInt(trip.path("sailing_id").asText().substring(1)) - 30;
            ObjectNode row = sailing(sailing, trip.path("date").asText());
            ((ObjectNode) trip)
                    .put("ship", row.path("ship").asText())
                    .put(
                            "fare",
                            row.path("fares")
                                    .path(reservation.path("place").asText())
                                    .asInt());
        }
        return reserved;
    }

    private static void say(List<Message> messages, String tool, ObjectNode arguments, JsonNode answer) {
        String id = "call-" + messages.size();
        messages.add(new Message.Assistant("", List.of(new ToolCall(id, tool, arguments)), Details.NONE));
        messages.add(new Message.Tool(id, tool, answer, false, Details.NONE));
    }
}
