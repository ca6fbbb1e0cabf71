package dev.agentgym.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConsensusTest {

    private static final Consensus CONSENSUS = new Consensus(new WordEmbedder());

    private static Likeness.Ranked ranked(String act, double score) {
        Situation situation = Situation.of(Script.conversations("= c success\ncustomer: hello\n" + act)
                        .getFirst())
                .getFirst();
        return new Likeness.Ranked(situation, score);
    }

    private static String first(Likeness.Ranked... alone) {
        Situation best = CONSENSUS.of(List.of(alone)).getFirst().situation();
        return best.calls().isEmpty() ? best.words() : best.calls().getFirst().name();
    }

    /// The trap: one odd log that happens to be a little more alike than all others.
    @Test
    void of_the_equally_alike_what_most_agents_did_wins() {
        assertThat(first(
                        ranked("call: restart {}", 5.1),
                        ranked("call: check {}", 5.0),
                        ranked("call: check {}", 5.0),
                        ranked("call: check {}", 4.9)))
                .isEqualTo("check");
    }

    @Test
    void of_replies_the_one_closest_to_the_others_wins() {
        assertThat(first(
                        ranked("agent: lovely weather over here", 5.1),
                        ranked("agent: which number is your order", 5.0),
                        ranked("agent: what number is your order", 5.0),
                        ranked("agent: your order number is which", 4.9)))
                .contains("number");
    }

    @Test
    void what_is_clearly_more_alike_stays_first() {
        assertThat(first(ranked("call: restart {}", 9), ranked("call: check {}", 5.0), ranked("call: check {}", 5.0)))
                .isEqualTo("restart");
    }

    @Test
    void nothing_found_is_nothing_ordered() {
        assertThat(CONSENSUS.of(List.of())).isEmpty();
    }
}
