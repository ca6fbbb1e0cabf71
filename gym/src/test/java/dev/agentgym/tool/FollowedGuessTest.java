package dev.agentgym.tool;

import static dev.agentgym.trace.Logged.log;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Json;
import dev.agentgym.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// A tree nursery: what a guess told or changed stays a guess when it is shown again.
class FollowedGuessTest {

    private static final ToolMocker NURSERY = new ToolMocker(World.induce(nursery()), new TierAccuracy(Map.of()));

    /// Sold trees cannot be pruned; a tree that some conversations saw growing was sold when others saw it.
    private static List<Conversation> nursery() {
        List<Conversation> logs = new ArrayList<>();
        for (int i = 100; i < 140; i++) {
            String tree = "{\"tree_id\":\"T" + i + "\",\"state\":";
            logs.add(log(
                    "a" + i,
                    "get_tree {\"tree_id\":\"T" + i + "\"} -> " + tree + "\"growing\"}",
                    "prune_tree {\"tree_id\":\"T" + i + "\"} -> " + tree + "\"pruned\"}"));
            logs.add(log(
                    "b" + i,
                    "get_tree {\"tree_id\":\"T" + i + "\"} -> " + tree + "\"sold\"}",
                    "prune_tree {\"tree_id\":\"T" + i + "\"} -> !\"Error: tree is sold\""));
        }
        logs.add(log("c", "get_tree {\"tree_id\":\"T990\"} -> {\"tree_id\":\"T990\",\"state\":\"growing\"}"));
        return logs;
    }

    private static ToolResult call(ToolSession session, String tool) {
        return session.call(tool, Json.arguments(Map.of("tree_id", "T990")));
    }

    @Test
    void a_row_that_a_guess_changed_is_shown_as_a_guess() {
        ToolSession session = NURSERY.session(Strictness.GUESS, 1);
        ToolResult pruned = call(session, "prune_tree");
        ToolResult shown = call(session, "get_tree");

        assertThat(pruned.tier()).isEqualTo(Tier.GUESS);
        assertThat(shown.result().path("state").asText()).isEqualTo("pruned");
        assertThat(shown.tier()).isEqualTo(Tier.GUESS);
        assertThat(call(session.branch(), "get_tree").tier()).isEqualTo(Tier.GUESS);
    }

    @Test
    void what_the_real_tool_shows_after_a_guess_is_no_guess() {
        ToolSession session = NURSERY.session(Strictness.GUESS, 1);
        call(session, "prune_tree");
        session.observe(
                "get_tree",
                Json.arguments(Map.of("tree_id", "T990")),
                Json.parse("{\"tree_id\":\"T990\",\"state\":\"pruned\"}"),
                false);

        assertThat(call(session, "get_tree").tier()).isEqualTo(Tier.ENTITY);
    }

    /// A lamp that is on or off by chance, and a meter that shows the same in its own words.
    @Test
    void what_is_supposed_from_a_guess_is_a_guess() {
        Random random = new Random(1);
        List<Conversation> logs = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            boolean on = random.nextBoolean();
            logs.add(log(
                    "l" + i,
                    "look {} -> \"The lamp is " + (on ? "on" : "off") + ".\"",
                    "meter {} -> \"" + (on ? "60" : "0") + " watts.\""));
        }
        ToolMocker lamp = new ToolMocker(World.induce(logs), new TierAccuracy(Map.of()));
        ToolSession guessing = lamp.session(Strictness.GUESS, 1);
        ToolSession told = lamp.session(Strictness.GUESS, 1);
        told.observe("look", Json.object(), Json.of("The lamp is on."), false);

        assertThat(guessing.call("look", Json.object()).tier()).isEqualTo(Tier.GUESS);
        assertThat(guessing.branch().call("meter", Json.object()).tier()).isEqualTo(Tier.GUESS);
        assertThat(told.call("meter", Json.object()).tier()).isNotEqualTo(Tier.GUESS);
    }
}
