package dev.agentgym.world;

import static dev.agentgym.trace.Logged.log;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Worlds of parts, put together in whatever way, are the world of the whole, to the byte.
class MergeTest {

    /// A shop whose orders are read, cancelled, refused and not found, and whose clerks do not always agree.
    private static List<Conversation> logs(Random random) {
        List<Conversation> logs = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            String id = "{\"id\":\"W" + (10 + random.nextInt(12)) + "\"";
            String status = random.nextBoolean() ? "open" : "sent";
            List<String> calls = new ArrayList<>();
            calls.add("get_order " + id + "} -> " + id + ",\"status\":\"" + status + "\",\"total\":" + random.nextInt(5)
                    + "}");
            if (random.nextBoolean()) {
                calls.add("cancel " + id + "} -> "
                        + (status.equals("sent") ? "!\"Error: order is sent\"" : id + ",\"status\":\"cancelled\"}"));
            }
            if (random.nextInt(4) == 0) {
                calls.add("get_order {\"id\":\"W99\"} -> !\"Error: order W99 not found\"");
            }
            if (random.nextInt(4) == 0) {
                calls.add("new_order {} -> {\"id\":\"W" + (50 + i) + "\",\"status\":\"open\"}");
            }
            logs.add(log("c" + i, calls.toArray(String[]::new)));
        }
        return logs;
    }

    private static String bytes(World world) {
        return world.toJson().toString();
    }

    /// Parts of any size, a conversation now and then in two of them, put together in any order and nesting.
    private static World mergedAtRandom(List<Conversation> logs, Random random) {
        List<Conversation> shuffled = new ArrayList<>(logs);
        Collections.shuffle(shuffled, random);
        List<World> worlds = new ArrayList<>();
        int from = 0;
        while (from < shuffled.size()) {
            int to = Math.min(shuffled.size(), from + 1 + random.nextInt(shuffled.size() / 2));
            worlds.add(World.induce(shuffled.subList(Math.max(0, from - random.nextInt(2)), to)));
            from = to;
        }
        while (worlds.size() > 1) {
            World one = worlds.remove(random.nextInt(worlds.size()));
            World other = worlds.remove(random.nextInt(worlds.size()));
            worlds.add(World.merge(one, other));
        }
        return worlds.getFirst();
    }

    private static void assertEveryPartitionGives(List<Conversation> logs, Random random, int partitions) {
        String whole = bytes(World.induce(logs));
        for (int i = 0; i < partitions; i++) {
            assertThat(bytes(mergedAtRandom(logs, random))).isEqualTo(whole);
        }
    }

    @Test
    void any_partition_merged_in_any_order_is_the_whole() {
        for (int seed = 0; seed < 8; seed++) {
            Random random = new Random(seed);
            assertEveryPartitionGives(logs(random), random, 4);
        }
    }

    /// The trap: conversations that share an id and know no time stand in the order in which they came.
    @Test
    void conversations_may_share_an_id() {
        Random random = new Random(5);
        List<Conversation> logs = new ArrayList<>();
        logs(random).forEach(one -> logs.add(Conversation.of("same", one.messages(), one.outcome())));
        World whole = World.induce(logs);

        for (int i = 0; i < 12; i++) {
            World merged = mergedAtRandom(logs, random);
            assertThat(bytes(merged)).isEqualTo(bytes(whole));
            for (int order = 10; order < 22; order++) {
                ObjectNode id = Json.arguments(Map.of("id", "W" + order));
                CallKey call = CallKey.exact("get_order", id);
                assertThat(merged.recorded(call)).isEqualTo(whole.recorded(call));
            }
        }
    }

    @Test
    void any_partition_of_real_logs_is_the_whole() {
        List<Conversation> logs = RealAirline.traces();
        assertEveryPartitionGives(logs.subList(0, Math.min(24, logs.size())), new Random(1), 2);
    }

    @Test
    void nothing_and_the_same_add_nothing() {
        World world = World.induce(logs(new Random(99)));
        World nothing = World.induce(List.of());

        assertThat(bytes(World.merge(world, nothing))).isEqualTo(bytes(world));
        assertThat(bytes(World.merge(nothing, world))).isEqualTo(bytes(world));
        assertThat(bytes(World.merge(world, world))).isEqualTo(bytes(world));
    }
}
