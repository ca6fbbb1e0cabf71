package dev.agentgym.world;

import static dev.agentgym.trace.Logged.log;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgym.trace.Conversation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A stable of which every tool shows its horses in another way, found by numbers.
class ManyViewsTest {

    private static final int FIRST = 710;
    private static final int HORSES = 30;
    private static final List<String> TOWNS = List.of("Ghent", "Bruges", "Ypres", "Namur");
    private static final World WORLD = World.induce(logs());

    private static String horse(int i, int stall) {
        return "{\"horseId\":%d,\"name\":\"Horse %d\",\"chip\":\"X%d\",\"born\":\"%d-03-01\",\"stall\":%d,\"fed\":true}"
                .formatted(i, i, i * 31, 1990 + i % 25, stall);
    }

    private static List<Conversation> logs() {
        List<Conversation> logs = new ArrayList<>();
        for (int log = 0; log < 4 * HORSES; log++) {
            int i = FIRST + log % HORSES;
            int stall = i % 9;
            int moved = 20 + log % 7;
            String find = "findByChip {\"chip\":\"X%d\"} -> {\"horseId\":%d,\"chip\":\"X%d\",\"town\":\"%s\"}"
                    .formatted(i * 31, i, i * 31, TOWNS.get(i % 4));
            String look = "getHorse {\"horseId\":%d} -> ".formatted(i);
            String move = "moveHorse {\"horseId\":%d,\"stall\":%d} -> {\"done\":{\"horseId\":%d,\"chip\":\"X%d\"}}"
                    .formatted(i, moved, i, i * 31);
            String groom = "groom {\"horseId\":%d} -> {\"horseId\":%d,\"shine\":\"much\",\"new\":true}".formatted(i, i);
            logs.add(
                    log % 3 == 0
                            ? log("m" + log, find, look + horse(i, stall), move, look + horse(i, moved))
                            : log(
                                    "l" + log,
                                    find,
                                    look + horse(i, stall),
                                    groom,
                                    look + horse(i, stall).replace("true", "false")));
        }
        return logs;
    }

    private static ToolKind kind(String tool) {
        return WORLD.tool(tool).orElseThrow().kind();
    }

    @Test
    void what_says_the_same_of_the_same_numbers_is_about_the_same_things() {
        assertThat(WORLD.toJson().at("/tables/horse").toString()).contains("getHorse", "findByChip", "moveHorse");
    }

    /// The answer to the move shows two fields that stay, which must not hide the one that changed.
    @Test
    void a_change_is_seen_across_a_look_that_does_not_show_it() {
        assertThat(kind("moveHorse")).isEqualTo(ToolKind.CHANGE);
        assertThat(kind("getHorse")).isEqualTo(ToolKind.LOOKUP);
        assertThat(WORLD.tool("moveHorse").orElseThrow().rules())
                .anyMatch(rule -> rule.startsWith("sets horse.stall to args.stall"));
    }

    @Test
    void what_a_call_says_that_it_did_is_no_thing_of_its_own() {
        assertThat(kind("groom")).isEqualTo(ToolKind.CHANGE);
        assertThat(WORLD.toJson().path("tables").has("horse2")).isFalse();
    }

    @Test
    void looks_that_show_different_parts_of_a_thing_make_nothing() {
        assertThat(kind("findByChip")).isEqualTo(ToolKind.LOOKUP);
    }
}
