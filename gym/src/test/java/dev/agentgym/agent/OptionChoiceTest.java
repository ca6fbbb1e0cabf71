package dev.agentgym.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionChoiceTest {

    private static OptionChoice learned() {
        OptionChoice choice = new OptionChoice();
        for (int i = 0; i < 6; i++) {
            choice.learn(TextNode.valueOf("repair"), List.of("hello", "my router is broken"));
            choice.learn(TextNode.valueOf("installation"), List.of("please install the new line"));
            choice.learn(TextNode.valueOf("installation"), List.of("we moved, a new line please"));
        }
        return choice;
    }

    @Test
    void the_customers_words_decide() {
        assertThat(learned().of(List.of("the router broke, it is broken"))).contains(TextNode.valueOf("repair"));
        assertThat(learned().of(List.of("a line in the new flat"))).contains(TextNode.valueOf("installation"));
    }

    @Test
    void without_a_telling_word_the_most_usual_is_taken() {
        assertThat(learned().of(List.of("good day"))).contains(TextNode.valueOf("installation"));
    }

    @Test
    void nothing_learned_is_nothing_chosen() {
        assertThat(new OptionChoice().of(List.of("anything"))).isEmpty();
    }
}
