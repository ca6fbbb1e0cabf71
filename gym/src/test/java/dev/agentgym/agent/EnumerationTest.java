package dev.agentgym.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EnumerationTest {

    private static String slot(int item, String field) {
        return "result:search:0.slots." + item + "." + field;
    }

    /// The trap: both slots are on Monday, so each "Monday" stands in both.
    @Test
    void each_item_of_a_list_is_told_in_turn() {
        List<String> monday = List.of(slot(0, "day"), slot(1, "day"));
        List<List<String>> sentence = List.of(monday, List.of(slot(0, "window")), monday, List.of(slot(1, "window")));

        assertThat(Enumeration.items(sentence))
                .containsExactly(
                        Optional.of(slot(0, "day")),
                        Optional.of(slot(0, "window")),
                        Optional.of(slot(1, "day")),
                        Optional.of(slot(1, "window")));
    }

    @Test
    void a_sentence_about_one_item_goes_through_no_list() {
        assertThat(Enumeration.items(List.of(List.of(slot(1, "day")), List.of(slot(1, "window")))))
                .containsExactly(Optional.empty(), Optional.empty());
    }

    @Test
    void what_also_stands_outside_lists_is_of_no_list() {
        assertThat(Enumeration.items(List.of(
                        List.of("result:search:0.from", slot(0, "day")),
                        List.of(slot(0, "id")),
                        List.of(slot(1, "id")))))
                .containsExactly(Optional.empty(), Optional.of(slot(0, "id")), Optional.of(slot(1, "id")));
    }
}
