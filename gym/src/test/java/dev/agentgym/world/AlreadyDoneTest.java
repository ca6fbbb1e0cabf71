package dev.agentgym.world;

import static dev.agentgym.trace.Logged.log;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgym.program.Guard;
import dev.agentgym.trace.Conversation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A theatre that sells each seat once, and shows of a hall only how many are left. Some clerks press the button twice.
class AlreadyDoneTest {

    private static List<Conversation> logs(String refusal) {
        List<Conversation> logs = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            int hall = 100 + i;
            int left = 30 + i % 7;
            List<String> calls = new ArrayList<>(List.of(look(hall, left), sell(hall, "A" + i, left - 1)));
            if (i % 4 == 0) {
                calls.add("sell {\"hall_id\":\"H-%d\",\"seat\":\"A%d\"} -> !\"%s\"".formatted(hall, i, refusal));
            }
            calls.addAll(List.of(sell(hall, "B" + i, left - 2), look(hall, left - 2)));
            logs.add(log("log" + i, calls.toArray(String[]::new)));
        }
        return logs;
    }

    private static String look(int hall, int left) {
        return "get_hall {\"hall_id\":\"H-%d\"} -> {\"hall_id\":\"H-%d\",\"left\":%d}".formatted(hall, hall, left);
    }

    private static String sell(int hall, String seat, int left) {
        return "sell {\"hall_id\":\"H-%d\",\"seat\":\"%s\"} -> {\"hall_id\":\"H-%d\",\"left\":%d}"
                .formatted(hall, seat, hall, left);
    }

    private static List<String> guards(String refusal) {
        return World.induce(logs(refusal)).rules("sell").orElseThrow().guards().inOrder().stream()
                .map(Guard::text)
                .toList();
    }

    @Test
    void a_call_that_was_made_before_is_told_from_another_call_of_the_tool() {
        assertThat(guards("Error: this seat is already sold"))
                .singleElement()
                .asString()
                .startsWith("refuses where already_done = true (10 for, 0 against");
    }

    /// What happened before explains by chance whatever a first call has brought about.
    @Test
    void words_that_say_nothing_of_repeating_are_not_explained_by_it() {
        assertThat(guards("Error: the curtain is down")).isEmpty();
    }
}
