package dev.agentgym.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgym.task.Desk;
import dev.agentgym.task.TaskMiner;
import dev.agentgym.task.Tasks;
import dev.agentgym.trace.Conversation;
import dev.agentgym.world.World;
import java.util.List;
import org.junit.jupiter.api.Test;

class UserCardTest {

    private static final List<Conversation> LOGS = Desk.logs();
    private static final Tasks TASKS = TaskMiner.mine(LOGS, World.induce(LOGS));
    private static final UserCard CARD = UserCard.measure(LoggedCustomer.of(LOGS, TASKS), LOGS, TASKS.all());

    @Test
    void with_the_words_of_the_log_every_fact_is_right_and_nothing_spoiled() {
        Portrait portrait = CARD.asLogged();

        assertThat(portrait.visits()).isEqualTo(20);
        assertThat(portrait.facts()).isEqualTo(12 * 2 + 8);
        assertThat(portrait.factsRight()).isEqualTo(1);
        assertThat(portrait.leaks() + portrait.inventions() + portrait.premature() + portrait.faults())
                .isZero();
        assertThat(portrait.actDistance()).isZero();
    }

    @Test
    void without_the_own_log_the_facts_are_still_right_and_nothing_is_invented() {
        Portrait portrait = CARD.withoutLog();

        assertThat(portrait.factsRight()).isEqualTo(1);
        assertThat(portrait.inventions() + portrait.leaks()).isZero();
    }

    @Test
    void the_card_as_json_holds_both_portraits() {
        assertThat(CARD.toJson().at("/as_logged/facts_right").asDouble()).isEqualTo(1);
        // Wilson's lower end for 32 of 32 is 1 / (1 + 1.96² / 32).
        assertThat(CARD.toJson().at("/as_logged/facts_right_bounds/low").asDouble())
                .isEqualTo(0.8928);
        assertThat(CARD.toJson().at("/as_logged/premature_bounds/high").asDouble())
                .isEqualTo(0.1611);
        assertThat(CARD.toJson().at("/without_own_log/visits").asInt()).isEqualTo(20);
    }
}
