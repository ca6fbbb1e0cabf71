package dev.agentgym.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgym.world.World;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskTest {

    private static final Task MINED =
            TaskMiner.mine(Desk.logs(), World.induce(Desk.logs())).whole().getFirst();

    private static Task knowing(Fact... facts) {
        return new Task(
                MINED.id(),
                MINED.conversation(),
                MINED.start(),
                MINED.goal(),
                List.of(facts),
                MINED.persona(),
                MINED.intent(),
                MINED.difficulty(),
                MINED.part(),
                MINED.expectation(),
                MINED.decision());
    }

    @Test
    void a_fact_whose_value_is_volunteered_under_another_name_is_no_secret() {
        Fact from = new Fact("from_date", "25 March", 4, true);
        Fact date = new Fact("date", "25 March", 8, false);
        Fact phone = new Fact("phone", "020 917", 2, false);
        Task task = knowing(phone, from, date);

        assertThat(List.of(task.isSecret(phone), task.isSecret(from), task.isSecret(date)))
                .containsExactly(true, false, false);
    }
}
