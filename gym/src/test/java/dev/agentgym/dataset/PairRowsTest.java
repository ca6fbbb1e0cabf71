package dev.agentgym.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.rollout.Rollout;
import dev.agentgym.trace.Message;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PairRowsTest {

    private static final ExportSettings DPO = ExportSettings.of(Target.TRL_DPO);

    @TempDir
    Path folder;

    private List<JsonNode> pairs(ExportSettings settings, Rollout... rollouts) throws IOException {
        return Shop.rows(Shop.rollouts(folder, List.of(rollouts)), settings, folder);
    }

    private static List<Message> said(String... words) {
        List<Message> messages = new ArrayList<>();
        for (int i = 0; i < words.length; i++) {
            messages.add(i % 2 == 0 ? Shop.user(words[i]) : Shop.says(words[i]));
        }
        return messages;
    }

    private static Rollout played(int index, double reward, String... words) {
        return Shop.played("t", "a", index, reward, said(words));
    }

    @Test
    void the_prompt_ends_where_siblings_part_and_each_side_is_one_turn() throws IOException {
        List<JsonNode> rows = pairs(
                DPO,
                played(0, 1.0, "Hi", "Hello.", "Order 7?", "It has shipped.", "Thanks"),
                played(1, 0.2, "Hi", "Hello.", "Order 7?", "No idea.", "Then bye"));
        assertThat(rows).hasSize(1);
        JsonNode row = rows.getFirst();
        assertThat(row.path("prompt")).hasSize(3);
        assertThat(row.at("/prompt/2/content").asText()).isEqualTo("Order 7?");
        assertThat(row.path("chosen")).hasSize(1);
        assertThat(row.at("/chosen/0/content").asText()).isEqualTo("It has shipped.");
        assertThat(row.path("rejected")).hasSize(1);
        assertThat(row.at("/rejected/0/content").asText()).isEqualTo("No idea.");
        assertThat(row.path("margin").asDouble()).isEqualTo(1.0 - 0.2);
        assertThat(row.path("turn").asInt()).isEqualTo(3);
    }

    // The customer, not the agent, went another way: nothing can be learned of that.
    @Test
    void siblings_that_part_at_the_customers_words_are_no_pair() {
        assertThatThrownBy(() -> pairs(
                        DPO, played(0, 1.0, "Hi", "Hello.", "Order 7?", "Yes."), played(1, 0.0, "Hi", "Hello.", "Bye")))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("part at a turn of the agent", "--group");
    }

    @Test
    void the_same_row_is_written_once_with_its_largest_margin() throws IOException {
        List<JsonNode> rows = pairs(
                DPO, played(0, 1.0, "Hi", "Hello."), played(1, 0.5, "Hi", "What?"), played(2, 0.0, "Hi", "What?"));
        assertThat(rows).hasSize(1);
        assertThat(rows.getFirst().path("margin").asDouble()).isEqualTo(1.0);
        assertThat(rows.getFirst().path("rejected_id").asText()).isEqualTo("t~a~0.2");
    }

    @Test
    void rewards_closer_than_the_margin_are_no_pair_and_the_most_distant_come_first() throws IOException {
        Rollout[] three = {played(0, 1.0, "Hi", "A."), played(1, 0.95, "Hi", "B."), played(2, 0.3, "Hi", "C.")};
        assertThat(pairs(DPO, three))
                .map(row -> row.path("chosen_id").asText() + " "
                        + row.path("rejected_id").asText())
                .containsExactly("t~a~0.0 t~a~0.2", "t~a~0.1 t~a~0.2");
        assertThat(pairs(DPO.with(new Pairing(0.04, 1)), three)).hasSize(1);
        assertThat(pairs(DPO.with(new Pairing(0.04, 4)), three)).hasSize(3);
    }

    // A failure is a fine bad example: only the better one has to be good.
    @Test
    void only_the_better_one_has_to_be_successful_or_worth_something() throws IOException {
        Rollout[] three = {played(0, 1.0, "Hi", "A."), played(1, 0.6, "Hi", "B."), played(2, 0.0, "Hi", "C.")};
        Selection successful = new Selection(Optional.empty(), OptionalDouble.empty(), true, false);
        assertThat(pairs(DPO.with(successful), three))
                .extracting(row -> row.path("chosen_id").asText())
                .containsOnly("t~a~0.0");
        Selection worth = new Selection(Optional.empty(), OptionalDouble.of(0.5), false, false);
        assertThat(pairs(DPO.with(worth), three)).hasSize(3);
    }

    @Test
    void what_was_cut_off_is_in_no_pair() {
        assertThatThrownBy(() -> pairs(
                        DPO, played(0, 1.0, "Hi", "A."), Shop.played("t", "a", 1, 0.0, said("Hi", "B."), 0, true)))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("the episode was cut off (1)");
    }

    // What stood there before the agent began is nothing that it chose.
    @Test
    void messages_that_were_given_are_nobodys_choice() {
        assertThatThrownBy(() -> pairs(
                        DPO,
                        Shop.played("t", "a", 0, 1.0, said("Hi", "Given one.", "Yes", "Same."), 2, false),
                        Shop.played("t", "a", 1, 0.0, said("Hi", "Given two.", "Yes", "Same."), 2, false)))
                .isInstanceOf(DatasetException.class);
    }

    // Two tasks that begin alike, many tries, random rewards: a pair across tasks would be easy to make.
    @Test
    void pairs_never_cross_tasks() throws IOException {
        Random random = new Random(7);
        List<Rollout> rollouts = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            String task = "task " + random.nextInt(5);
            List<Message> talk = said("Hi", "Answer " + random.nextInt(6), "And?", "More " + random.nextInt(6));
            rollouts.add(Shop.played(task, "a", i, random.nextInt(11) / 10.0, talk));
        }
        List<JsonNode> rows = Shop.rows(Shop.rollouts(folder, rollouts), DPO.with(new Pairing(0.1, 100)), folder);
        assertThat(rows).hasSizeGreaterThan(20).allSatisfy(row -> {
            String task = row.path("task_id").asText();
            assertThat(row.path("chosen_id").asText()).startsWith(task + "~");
            assertThat(row.path("rejected_id").asText()).startsWith(task + "~");
            assertThat(row.path("chosen")).isNotEqualTo(row.path("rejected"));
            assertThat(row.path("margin").asDouble()).isGreaterThanOrEqualTo(0.1);
        });
    }

    @Test
    void a_pairing_without_a_margin_is_refused() {
        assertThatThrownBy(() -> new Pairing(0, 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("margin above 0");
    }
}
