package dev.agentgym.world;

import static dev.agentgym.trace.Logged.log;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgym.trace.Conversation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A kitchen garden of which every log begins anew: a sowing shows no more than the bed, the list shows what was
/// sown, by the same next numbers in every log.
class MakersTest {

    private static final int LOGS = 80;
    private static final int NEXT = 900;

    private static String plant(int number, int log) {
        return "{\"plantId\":%d,\"sort\":\"sort %d\",\"sown\":\"day %d\",\"row\":%d}"
                .formatted(number, log, log % 31, log);
    }

    private static List<Conversation> logs() {
        List<Conversation> logs = new ArrayList<>();
        for (int log = 0; log < LOGS; log++) {
            int bed = log % 20;
            String list = "listPlants {\"bed\":%d} -> ".formatted(bed);
            List<String> old = IntStream.range(0, 3)
                    .mapToObj(i -> plant(bed * 10 + i, bed * 10 + i))
                    .collect(Collectors.toCollection(ArrayList::new));
            String before = list + old;
            old.add(plant(NEXT, 300 + log));
            String sow = "sow {\"bed\":%d,\"sort\":\"sort %d\"} -> {\"bed\":%d,\"left\":%d}"
                    .formatted(bed, 300 + log, bed, 70 - log % 5);
            logs.add(log % 2 == 0 ? log("s" + log, before, sow, list + old) : log("l" + log, before));
        }
        return logs;
    }

    @Test
    void a_list_that_shows_what_others_made_makes_nothing() {
        World world = World.induce(logs());

        assertThat(world.tool("listPlants").orElseThrow().kind()).isNotEqualTo(ToolKind.CREATE);
        assertThat(world.tool("sow").orElseThrow().rules()).contains("changes something");
    }
}
