package dev.agentgym.world;

import static dev.agentgym.trace.Logged.log;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.tool.Strictness;
import dev.agentgym.tool.Tier;
import dev.agentgym.tool.TierAccuracy;
import dev.agentgym.tool.ToolMocker;
import dev.agentgym.tool.ToolResult;
import dev.agentgym.tool.ToolSession;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A stable: one conversation rides a horse and looks before and after, the next books a lesson, a third looks again.
class LaterLooksTest {

    private static final int RIDERS = 16;

    private static String list(int rider, String mood) {
        return "listHorses {\"rider\":\"R%d\"} -> {\"horses\":[{\"horseId\":%d,\"mood\":\"%s\",\"coat\":\"coat %d\"}],\"count\":1}"
                .formatted(rider, 7_000 + rider, mood, rider % 5);
    }

    private static String ride(int rider) {
        return "ride {\"horseId\":%d} -> {\"horseId\":%d,\"mood\":\"tired\",\"minutes\":30}"
                .formatted(7_000 + rider, 7_000 + rider);
    }

    private static String book(int rider, int lesson) {
        return "bookLesson {\"rider\":\"R%d\",\"topic\":\"jumping\"} -> {\"lessonId\":\"L-%d\",\"rider\":\"R%d\",\"status\":\"booked\"}"
                .formatted(rider, lesson, rider);
    }

    /// @param later the mood of the horse in the third conversation
    private static World world(String later) {
        List<Conversation> logs = new ArrayList<>();
        for (int rider = 0; rider < RIDERS; rider++) {
            logs.add(log("a" + rider, list(rider, "glad"), ride(rider), list(rider, "tired")));
            logs.add(log("b" + rider, book(rider, 300 + rider)));
            logs.add(log("c" + rider, list(rider, later)));
        }
        return World.induce(logs);
    }

    private static ToolResult afterALesson(World world) {
        ToolSession session = new ToolMocker(world, new TierAccuracy(Map.of())).session(Strictness.ABSTAIN);
        for (String call : List.of(list(3, "tired"), book(3, 900))) {
            String[] parts = call.split(" -> ", 2);
            String tool = parts[0].substring(0, parts[0].indexOf(' '));
            session.observe(
                    tool, (ObjectNode) Json.parse(parts[0].substring(tool.length())), Json.parse(parts[1]), false);
        }
        return session.call("listHorses", Json.object().put("rider", "R3"));
    }

    @Test
    void what_later_conversations_still_saw_outlasts_the_changes_between_them() {
        ToolResult horses = afterALesson(world("tired"));

        assertThat(horses.tier()).isNotEqualTo(Tier.ABSTAIN);
        assertThat(horses.result().at("/horses/0/mood").asText()).isEqualTo("tired");
    }

    // That a horse is glad again says that the stable is, not that a lesson leaves it alone.
    @Test
    void where_each_conversation_begins_anew_later_ones_tell_nothing() {
        assertThat(afterALesson(world("glad")).tier()).isEqualTo(Tier.ABSTAIN);
    }
}
