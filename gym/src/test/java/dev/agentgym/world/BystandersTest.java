package dev.agentgym.world;

import static dev.agentgym.trace.Logged.log;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.tool.Strictness;
import dev.agentgym.tool.Tier;
import dev.agentgym.tool.TierAccuracy;
import dev.agentgym.tool.ToolMocker;
import dev.agentgym.tool.ToolSession;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Json;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A kennel: the dogs of a keeper are listed, without the keeper; walking one changes its mood, lending one out takes
/// it from the list.
class BystandersTest {

    private static final int KEEPERS = 24;
    private static final World WORLD = World.induce(logs());

    private static String dog(int keeper, int dog, String mood) {
        return "{\"dogId\":%d,\"mood\":\"%s\",\"coat\":\"coat %d\",\"born\":%d}"
                .formatted(dog(keeper, dog), mood, keeper * 7 + dog, 2010 + (keeper + dog) % 12);
    }

    private static int dog(int keeper, int dog) {
        return 5_000 + keeper * 10 + dog;
    }

    private static String list(int keeper, String... dogs) {
        return "listDogs {\"keeper\":\"K%d\"} -> {\"dogs\":[%s],\"count\":%d}"
                .formatted(keeper, String.join(",", dogs), dogs.length);
    }

    private static String walk(int keeper) {
        return "walk {\"dogId\":%d} -> {\"dogId\":%d,\"mood\":\"tired\",\"minutes\":30}"
                .formatted(dog(keeper, 0), dog(keeper, 0));
    }

    private static String lend(int keeper) {
        return "lend {\"dogId\":%d} -> \"Lent.\"".formatted(dog(keeper, 1));
    }

    private static List<Conversation> logs() {
        List<Conversation> logs = new ArrayList<>();
        for (int keeper = 0; keeper < KEEPERS; keeper++) {
            String before = list(keeper, dog(keeper, 0, "glad"), dog(keeper, 1, "glad"));
            logs.add(log(
                    "w" + keeper, before, walk(keeper), list(keeper, dog(keeper, 0, "tired"), dog(keeper, 1, "glad"))));
            logs.add(log("l" + keeper, before, lend(keeper), list(keeper, dog(keeper, 0, "glad"))));
        }
        return logs;
    }

    private static ToolSession session() {
        ToolSession session = new ToolMocker(WORLD, new TierAccuracy(java.util.Map.of())).session(Strictness.ABSTAIN);
        observe(session, list(3, dog(3, 0, "glad"), dog(3, 1, "glad")));
        return session;
    }

    private static void observe(ToolSession session, String call) {
        String[] parts = call.split(" -> ", 2);
        String tool = parts[0].substring(0, parts[0].indexOf(' '));
        session.observe(tool, (ObjectNode) Json.parse(parts[0].substring(tool.length())), Json.parse(parts[1]), false);
    }

    private static dev.agentgym.tool.ToolResult dogs(ToolSession session) {
        return session.call("listDogs", Json.object().put("keeper", "K3"));
    }

    @Test
    void a_list_outlasts_what_never_changed_which_rows_it_has() {
        ToolSession session = session();
        observe(session, walk(3));

        assertThat(dogs(session).result().at("/dogs/0/mood").asText()).isEqualTo("tired");
        assertThat(dogs(session).result().at("/count").asInt()).isEqualTo(2);
    }

    @Test
    void a_list_outlasts_what_is_done_to_things_that_are_not_on_it() {
        ToolSession session = session();
        observe(session, walk(4));

        assertThat(dogs(session).tier()).isNotEqualTo(Tier.ABSTAIN);
    }

    @Test
    void a_list_is_not_known_any_more_after_what_took_rows_from_such_lists() {
        ToolSession session = session();
        observe(session, lend(3));

        assertThat(dogs(session).result().at("/count").asInt()).isNotEqualTo(2);
    }
}
