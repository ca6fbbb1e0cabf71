package dev.agentgym.examples.customerservice.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentgym.examples.customerservice.Dice;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PhrasebookTest {

    private static final List<String> BOOKS =
            List.of("customer.phrases", "agent.phrases", "customer-held-out.phrases", "agent-held-out.phrases");

    @Test
    void choices_are_made_and_slots_are_left_open() {
        var dice = new Dice(1, "test");
        Phrasebook book = Phrasebook.load("agent.phrases");
        Set<String> composed = new HashSet<>();
        IntStream.range(0, 200).forEach(_ -> composed.add(book.compose("greeting", Mood.CALM, dice)));
        assertThat(composed)
                .hasSizeGreaterThan(10)
                .allSatisfy(text -> assertThat(text).contains("{agent}").doesNotContain("|", "[", "]", "(", "<"));
    }

    @Test
    void a_mood_has_its_own_words_where_there_are_some() {
        var dice = new Dice(1, "test");
        Phrasebook book = Phrasebook.load("customer.phrases");
        for (int i = 0; i < 50; i++) {
            assertThat(book.compose("nothing_else", Mood.ANGRY, dice)).isIn("No", "No. Goodbye");
        }
    }

    @Test
    void an_unknown_list_is_named() {
        assertThatThrownBy(() -> Phrasebook.load("agent.phrases").compose("singing", Mood.CALM, new Dice(1, "test")))
                .hasMessageContaining("singing");
    }

    @Test
    void there_are_several_hundred_phrases() {
        long count = BOOKS.stream()
                .mapToLong(book -> Phrasebook.load(book).all().size())
                .sum();
        assertThat(count).isGreaterThan(600);
    }

    @Test
    void held_out_phrases_occur_in_no_common_list() {
        List<String> common = new ArrayList<>(Phrasebook.load(BOOKS.get(0)).all());
        common.addAll(Phrasebook.load(BOOKS.get(1)).all());
        List<String> heldOut = new ArrayList<>(Phrasebook.load(BOOKS.get(2)).all());
        heldOut.addAll(Phrasebook.load(BOOKS.get(3)).all());
        heldOut.removeAll(List.of("internet", "broadband")); // words inside sentences, not sentences
        assertThat(heldOut).hasSizeGreaterThan(90).doesNotContainAnyElementsOf(common);
    }
}
