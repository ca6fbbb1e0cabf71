package dev.agentgym.world;

import static dev.agentgym.trace.Logged.log;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What a greenhouse shows of itself.
class ContextKnowledgeTest {

    private static List<Observation> calls(String... calls) {
        return Observation.of(log("1", calls));
    }

    private static String answer(ContextModel model, ContextMemory memory, String tool, String arguments) {
        return model.suppose(memory, tool, (ObjectNode) Json.parse(arguments))
                .orElseThrow()
                .answer()
                .textValue();
    }

    @Test
    void a_number_is_repeated_as_the_call_writes_it() {
        List<List<Observation>> logs = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            String litres = i % 2 == 0 ? "2" : "2.0";
            logs.add(calls("pour {\"litres\": " + litres + "} -> \"Poured " + litres + " litres.\""));
        }
        ContextModel model = new ContextLearning(logs).model();

        assertThat(answer(model, model.memory(), "pour", "{\"litres\": 2}")).isEqualTo("Poured 2 litres.");
        assertThat(answer(model, model.memory(), "pour", "{\"litres\": 2.0}")).isEqualTo("Poured 2.0 litres.");
    }

    /// The bug this catches: a tool whose words are only known of sessions in which it was called first.
    @Test
    void two_tools_that_show_the_same_are_learned_from_each_other_whichever_was_called_first() {
        List<List<Observation>> logs = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            boolean open = i % 3 == 0;
            logs.add(calls(
                    "feel_air {} -> \"" + (open ? "A draught." : "Still.") + "\"",
                    "see_roof {} -> \"The roof is " + (open ? "open" : "shut") + ".\""));
        }
        ContextModel model = new ContextLearning(logs).model();
        ContextMemory memory = model.memory();
        memory.observe("see_roof", Json.object(), Json.of("The roof is open."), false);

        assertThat(answer(model, memory, "feel_air", "{}")).isEqualTo("A draught.");
    }

    @Test
    void each_part_has_the_calls_that_change_it() {
        ContextCalls calls = new ContextCalls(Set.of("look", "turn_lamp", "turn_tap"), Set.of());
        List<List<Observation>> logs = List.of(
                calls(
                        "look {} -> \"Lamp: on\\nBeds: wet | green\"",
                        "turn_lamp {} -> \"Lamp: off\"",
                        "look {} -> \"Lamp: off\\nBeds: wet | green\""),
                calls(
                        "look {} -> \"Lamp: on\\nBeds: wet | green\"",
                        "turn_tap {} -> \"Done.\"",
                        "look {} -> \"Lamp: on\\nBeds: dry | green\""));

        Map<String, Set<String>> changers = new KeptParts(calls, logs).changers(-1);

        assertThat(changers)
                .containsEntry("Lamp", Set.of("turn_lamp"))
                .containsEntry("Beds", Set.of("turn_tap"))
                .containsEntry("Beds | wet", Set.of("turn_tap"))
                .containsEntry("Beds | green", Set.of());
    }

    @Test
    void a_part_stays_as_another_tool_showed_it_until_it_is_changed() {
        ContextCalls calls = new ContextCalls(Set.of("look"), Set.of("turn_lamp", "turn_tap"));
        ContextMemory memory = new ContextMemory(calls, ContextInterest.EVERYTHING);
        ContextCall look = new ContextCall("look", "", Map.of());
        memory.observe("turn_lamp", Json.object(), Json.of("Lamp: off"), false);
        memory.observe("turn_tap", Json.object(), Json.of("Done."), false);

        assertThat(memory.kept("Lamp", Set.of("turn_lamp"), look)).contains("off");
        assertThat(memory.kept("Lamp", Set.of("turn_tap"), look)).isEmpty();
        assertThat(memory.kept("Lamp", Set.of("look"), look)).isEmpty();
    }

    /// Most see rain, and most wear boots; but nobody does in the rain.
    @Test
    void the_parts_of_an_answer_do_not_contradict_each_other() {
        List<ContextExample> examples = new ArrayList<>();
        for (int i = 0; i < 70; i++) {
            String answer = i % 7 < 3 ? "Sky: sun\nFeet: boots" : "Sky: rain\nFeet: " + (i % 7 < 5 ? "clogs" : "bare");
            Observation seen = calls("look {} -> " + Json.of(answer)).getFirst();
            ContextMemory before = new ContextMemory(new ContextCalls(Set.of(), Set.of()), ContextInterest.EVERYTHING);
            examples.add(ContextExample.of(ContextCall.of("look", Json.object()), i, seen, before, false));
        }
        BitSet all = new BitSet();
        all.set(0, examples.size());

        ContextGroup group = ContextGroup.learn(
                examples,
                ContextExample.columns(examples),
                all,
                ContextGroup.Way.PARTS,
                new ContextCommon(Map.of(), Map.of()));

        assertThat(group.guess(examples.getFirst().before(), examples.getFirst().call())
                        .answer())
                .isEqualTo(Json.of("Sky: rain\nFeet: clogs"));
    }
}
