package dev.agentgym.world;

import static dev.agentgym.trace.Logged.log;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.tool.Strictness;
import dev.agentgym.tool.TierAccuracy;
import dev.agentgym.tool.ToolMocker;
import dev.agentgym.tool.ToolSession;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A lighthouse lists its sightings of ships by month: how many there are, and no more than are asked for.
class ListSizeTest {

    private static final int MONTHS = 40;
    private static final World WORLD = World.induce(logs());

    private static String ship(int month, int number) {
        return "{\"sightingId\":%d,\"ship\":\"ship %d\",\"metres\":%d}"
                .formatted(month * 100 + number, month + number, 20 + (month * 7 + number * 13) % 90);
    }

    private static int ships(int month) {
        return 2 + month % 7;
    }

    private static String answer(int month, int most) {
        String rows = IntStream.range(0, Math.min(most, ships(month)))
                .mapToObj(number -> ship(month, number))
                .collect(Collectors.joining(","));
        return "{\"month\":%d,\"found\":%d,\"sightings\":[%s]}".formatted(month, ships(month), rows);
    }

    private static List<Conversation> logs() {
        List<Conversation> logs = new ArrayList<>();
        for (int month = 0; month < MONTHS; month++) {
            int most = 2 + month % 3;
            logs.add(log("a" + month, "sightings {\"month\":%d} -> ".formatted(month) + answer(month, 99)));
            logs.add(log(
                    "m" + month,
                    "sightings {\"month\":%d,\"max\":%d} -> ".formatted(month, most) + answer(month, most)));
        }
        return logs;
    }

    private static JsonNode asked(String arguments) {
        ToolSession session = new ToolMocker(WORLD, new TierAccuracy(Map.of())).session(Strictness.ABSTAIN);
        session.observe("sightings", Json.object().put("month", 77), Json.parse(answer(77, 99)), false);
        return session.call("sightings", (ObjectNode) Json.parse(arguments)).result();
    }

    @Test
    void a_list_is_cut_where_a_call_says_how_long_it_may_be() {
        assertThat(asked("{\"month\":77,\"max\":1}")).isEqualTo(Json.parse(answer(77, 1)));
    }

    @Test
    void what_counts_the_rows_counts_those_that_are_cut_off_too() {
        assertThat(asked("{\"month\":77,\"max\":1}").path("found").asInt()).isEqualTo(ships(77));
    }
}
