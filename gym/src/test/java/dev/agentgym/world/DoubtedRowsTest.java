package dev.agentgym.world;

import static dev.agentgym.trace.Logged.log;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.tool.Tier;
import dev.agentgym.tool.TierAccuracy;
import dev.agentgym.tool.ToolMocker;
import dev.agentgym.tool.ToolSession;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A library whose readers many conversations look up, each of them first of all. Some are sent a voucher then; the
/// two that are looked up again have it, nobody knows from where.
class DoubtedRowsTest {

    private static final World WORLD = World.induce(logs());

    private static List<Conversation> logs() {
        List<Conversation> logs = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            int reader = i % 3;
            List<String> calls = new ArrayList<>();
            calls.add(
                    "get_reader {\"reader_id\":\"R-%d\"} -> {\"reader_id\":\"R-%d\",\"name\":\"Reader %d\",\"vouchers\":{\"V-%d\":%d}}"
                            .formatted(reader, reader, reader, reader, 5 + reader));
            if (i % 2 == 0) {
                calls.add("send_voucher {\"reader_id\":\"R-%d\",\"amount\":%d} -> \"Voucher V-9 for reader R-%d\""
                        .formatted(reader, 1 + i % 7, reader));
            }
            logs.add(log("c" + i, calls.toArray(String[]::new)));
        }
        for (int i = 0; i < 2; i++) {
            logs.add(log(
                    "again" + i,
                    "get_reader {\"reader_id\":\"R-1%d\"} -> {\"reader_id\":\"R-1%d\",\"name\":\"R\",\"vouchers\":{\"V-3\":1}}"
                            .formatted(i, i),
                    "send_voucher {\"reader_id\":\"R-1%d\",\"amount\":4} -> \"Voucher V-9 for reader R-1%d\""
                            .formatted(i, i),
                    "get_reader {\"reader_id\":\"R-1%d\"} -> {\"reader_id\":\"R-1%d\",\"name\":\"R\",\"vouchers\":{\"V-3\":1,\"V-%d\":%d}}"
                            .formatted(i, i, 712 - 31 * i, 17 + 12 * i)));
        }
        return logs;
    }

    private static ToolSession session() {
        return new ToolMocker(WORLD, new TierAccuracy(Map.of())).session();
    }

    private static ObjectNode reader(String id) {
        return Json.object().put("reader_id", id);
    }

    @Test
    void what_every_log_shows_of_a_row_is_answered() {
        assertThat(session().call("get_reader", reader("R-1")).result().path("name"))
                .isEqualTo(Json.of("Reader 1"));
    }

    @Test
    void what_every_log_shows_of_a_row_says_nothing_of_how_this_session_changed_it() {
        ToolSession session = session();
        session.call("send_voucher", reader("R-1").put("amount", 3));

        assertThat(session.call("get_reader", reader("R-1")).tier()).isEqualTo(Tier.ABSTAIN);
        assertThat(session.call("get_reader", reader("R-2")).tier()).isNotEqualTo(Tier.ABSTAIN);
    }
}
