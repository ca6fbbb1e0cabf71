package dev.agentgym.world;

import static dev.agentgym.trace.Logged.log;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.tool.TierAccuracy;
import dev.agentgym.tool.ToolMocker;
import dev.agentgym.tool.ToolResult;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A till that takes amounts as numbers and in quotes, and no amount above 20.
class QuotedNumbersTest {

    private static final World WORLD = World.induce(logs());

    private static List<Conversation> logs() {
        List<Conversation> logs = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            double amount = 0.5 + i * 0.45;
            String given = i % 3 == 0 ? "\"" + amount + "\"" : "" + amount;
            logs.add(log("ok" + i, "pay {\"amount\":%s} -> {\"due\":%s}".formatted(given, amount + 2.25)));
        }
        for (int i = 0; i < 6; i++) {
            String given = i % 2 == 0 ? "\"" + (21 + i) + "\"" : "" + (21 + i);
            logs.add(log("no" + i, "pay {\"amount\":%s} -> !\"Error: at most 20, got %d\"".formatted(given, 21 + i)));
        }
        return logs;
    }

    private static ToolResult pay(String amount) {
        return new ToolMocker(WORLD, new TierAccuracy(Map.of()))
                .session()
                .call("pay", Json.object().set("amount", Json.parse(amount)));
    }

    @Test
    void what_is_learned_of_a_number_is_learned_from_those_in_quotes_too() {
        assertThat(WORLD.rules("pay").orElseThrow().answer().orElseThrow().support())
                .isEqualTo(40);
        assertThat(WORLD.rules("pay").orElseThrow().guards().inOrder().getFirst())
                .satisfies(guard -> assertThat(guard.unknown()).isZero());
    }

    /// The trap: what a log shows as it stands needs no repair, but rules know of numbers only.
    @Test
    void a_logged_number_in_quotes_is_told_like_the_number_too() {
        ObjectNode logged = Json.object().put("amount", "0.5");

        assertThat(WORLD.session().tell("pay", logged))
                .isInstanceOfSatisfying(
                        Told.Computed.class,
                        told -> assertThat(told.answer().path("due").decimalValue())
                                .isEqualByComparingTo("2.75"));
    }

    @Test
    void a_number_in_quotes_is_answered_like_the_number() {
        assertThat(pay("\"17.7\"").result().path("due").decimalValue()).isEqualByComparingTo("19.95");
        assertThat(pay("\"31\"").result().asText()).isEqualTo("Error: at most 20, got 31");
        assertThat(pay("31").result().asText()).isEqualTo("Error: at most 20, got 31");
    }
}
