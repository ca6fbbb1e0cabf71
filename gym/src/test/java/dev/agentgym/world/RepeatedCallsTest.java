package dev.agentgym.world;

import static dev.agentgym.trace.Logged.log;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgym.trace.Conversation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A restaurant whose agents call again and again what they call, as the answers are slow.
class RepeatedCallsTest {

    private static final World WORLD = World.induce(logs());

    private static List<Conversation> logs() {
        List<Conversation> logs = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            int table = 100 + i % 20;
            int guests = 3 + i % 4;
            String look = "get_table {\"table_id\":\"T-%d\"} -> ".formatted(table);
            String change = "set_guests {\"table_id\":\"T-%d\",\"guests\":%d} -> %s"
                    .formatted(table, guests, table(table, guests));
            List<String> calls = new ArrayList<>();
            if (i % 3 > 0) {
                calls.addAll(Collections.nCopies(2, look + table(table, 2)));
            }
            calls.addAll(Collections.nCopies(4, change));
            if (i % 3 > 1) {
                calls.add(look + table(table, guests));
            }
            logs.add(log("c" + i, calls.toArray(String[]::new)));
        }
        return logs;
    }

    private static String table(int number, int guests) {
        return "{\"table_id\":\"T-%d\",\"row\":%d,\"guests\":%d}".formatted(number, number % 9, guests);
    }

    @Test
    void a_change_that_is_made_again_is_no_look() {
        assertThat(WORLD.tool("set_guests").orElseThrow().changes()).isTrue();
    }

    @Test
    void what_a_tool_asks_for_by_one_value_is_told_by_it_alone() {
        assertThat(WORLD.tool("set_guests").orElseThrow().rules())
                .contains("concerns table: the table with table_id = args.table_id");
    }

    @Test
    void a_look_that_is_taken_again_is_no_change() {
        assertThat(WORLD.tool("get_table").orElseThrow().changes()).isFalse();
    }
}
