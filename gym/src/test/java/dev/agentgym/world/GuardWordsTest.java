package dev.agentgym.world;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.program.Guard;
import dev.agentgym.program.Guards;
import dev.agentgym.program.RuleReader;
import dev.agentgym.program.Scope;
import dev.agentgym.trace.Json;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Keys of paper open nothing, and doors of iron are opened by nothing.
class GuardWordsTest {

    private static final String SLOTS = "\"a key of {key.made_of} does not open a door of {door.made_of}\"";
    private static final String CONSTANT = "\"a key of bone does not open a door of {door.made_of}\"";
    private static final Guard PAPER = guard("key.made_of = \"paper\"", SLOTS);
    private static final Guard IRON = guard("door.made_of = \"iron\"", CONSTANT);

    private static Guard guard(String when, String says) {
        return new Guard(
                RuleReader.predicate(when, Set.of()), RuleReader.program(says, Set.of()), 2, 0, 0, Optional.empty());
    }

    private static Evidence refused(String key, String door, String words) {
        ObjectNode names = Json.object();
        names.putObject("key").put("made_of", key);
        names.putObject("door").put("made_of", door);
        Observation seen = new Observation("c1", 0, "open", Json.object(), Json.of(words), true, Optional.empty());
        return new Evidence(Scope.of(names), seen, 0);
    }

    private static List<String> words(Evidence... calls) {
        Guards guards = new Guards(List.of(PAPER, IRON), List.of());
        return GuardWords.alike(guards, List.of(calls)).inOrder().stream()
                .map(guard -> guard.says().text())
                .toList();
    }

    @Test
    void what_looks_like_a_constant_is_computed_as_in_the_words_of_another_guard() {
        assertThat(words(
                        refused("paper", "wood", "a key of paper does not open a door of wood"),
                        refused("bone", "iron", "a key of bone does not open a door of iron")))
                .containsExactly(SLOTS, SLOTS);
    }

    @Test
    void words_that_another_guard_would_get_wrong_stay() {
        assertThat(words(
                        refused("paper", "wood", "a key of paper does not open a door of wood"),
                        refused("wood", "iron", "a key of bone does not open a door of iron")))
                .containsExactly(SLOTS, CONSTANT);
    }

    @Test
    void a_guard_that_no_refusal_shows_keeps_its_words() {
        assertThat(words(refused("paper", "wood", "a key of paper does not open a door of wood")))
                .containsExactly(SLOTS, CONSTANT);
    }
}
