package dev.agentgym.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.Outcome;
import dev.agentgym.trace.ToolCall;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Golden numbers, counted by hand: of three logs one has the fewest lookups, deeds and facts, one as many lookups
/// as the third, and one the most of all and the only failure of its intent.
class DifficultiesTest {

    private static List<ToolCall> calls(String tool, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new ToolCall("c" + i, tool, Json.arguments(Map.of("n", i))))
                .toList();
    }

    private static void add(Difficulties all, String id, int lookups, int deeds, int facts, Outcome outcome) {
        all.add(
                Conversation.of(id, List.of(Message.User.says("Hello")), outcome),
                new Deeds(calls("do", deeds), calls("look", lookups), List.of()),
                facts,
                outcome.label());
    }

    @Test
    void difficulty_is_the_mean_of_four_ranks_from_the_easiest_to_the_hardest() {
        Difficulties all = new Difficulties();
        add(all, "easy", 1, 0, 1, Outcome.SUCCESS);
        add(all, "middle", 2, 0, 1, Outcome.SUCCESS);
        add(all, "hard", 2, 1, 2, Outcome.FAILURE);

        // A third for its lookups, of 1/3 + 2/3 + 2/3 + 2/3 that the hardest has.
        assertThat(all.all())
                .containsExactly(Map.entry("easy", 0.0), Map.entry("middle", 0.143), Map.entry("hard", 1.0));
    }

    @Test
    void logs_that_are_all_alike_are_all_easy() {
        Difficulties all = new Difficulties();
        add(all, "one", 1, 1, 1, Outcome.SUCCESS);
        add(all, "other", 1, 1, 1, Outcome.SUCCESS);

        assertThat(all.all().values()).containsOnly(0.0);
    }
}
