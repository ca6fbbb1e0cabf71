package dev.agentgym.world;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.agentgym.program.Case;
import dev.agentgym.program.Check;
import dev.agentgym.program.Guard;
import dev.agentgym.program.GuardSearch;
import dev.agentgym.program.Guards;
import dev.agentgym.program.Scope;
import dev.agentgym.trace.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/// A cloakroom gives a coat back for its number or for its owner's name, and nobody has tried both.
class ExactlyOneTest {

    private static final String NEITHER = "Give either the number or the name, got neither";

    private static ObjectNode number(int i) {
        return Json.object().put("number", 100 + i);
    }

    private static ObjectNode name(int i) {
        return Json.object().put("name", "owner " + i);
    }

    private static ObjectNode both(int i) {
        return number(i).put("name", "owner " + i);
    }

    private static Case call(ObjectNode arguments, String refusal) {
        ObjectNode scope = Json.object().set("args", arguments);
        return new Case(
                Scope.of(scope),
                Optional.of(refusal).filter(words -> !words.isEmpty()).map(TextNode::valueOf));
    }

    private static List<Case> calls(IntFunction<ObjectNode> mistake, String words) {
        List<Case> calls = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            calls.add(call(i % 2 == 0 ? number(i) : name(i), ""));
        }
        for (int i = 0; i < 4; i++) {
            calls.add(call(mistake.apply(i), words));
        }
        return calls;
    }

    private static String said(List<Case> calls, ObjectNode arguments) {
        Guards learned = new GuardSearch(List.of("args")).learn(calls);
        ObjectNode scope = Json.object().set("args", arguments);
        return new ExactlyOne(calls).completed(learned).check(Scope.of(scope))
                        instanceof Check.Refused(Guard _, JsonNode text)
                ? text.asText()
                : "";
    }

    @Test
    void where_one_of_two_is_asked_for_both_are_refused_as_none_is() {
        assertThat(said(calls(i -> Json.object(), NEITHER), both(3)))
                .isEqualTo("Give either the number or the name, got both");
        assertThat(said(calls(i -> Json.object(), NEITHER), number(3))).isEmpty();
    }

    @Test
    void words_that_name_neither_mistake_are_said_of_both() {
        String words = "Exactly one of number and name is needed";

        assertThat(said(calls(i -> Json.object(), words), both(3))).isEqualTo(words);
    }

    @Test
    void where_both_are_refused_none_is_too() {
        assertThat(said(calls(ExactlyOneTest::both, "Exactly one of number and name, got both"), Json.object()))
                .isEqualTo("Exactly one of number and name, got neither");
    }

    @Test
    void words_that_ask_for_at_least_one_say_nothing_of_both() {
        assertThat(said(calls(i -> Json.object(), "Give a number or a name"), both(3)))
                .isEmpty();
    }

    @Test
    void nothing_is_refused_that_was_accepted_once() {
        List<Case> calls = calls(i -> Json.object(), NEITHER);
        calls.add(call(both(7), ""));

        assertThat(said(calls, both(3))).isEmpty();
    }
}
