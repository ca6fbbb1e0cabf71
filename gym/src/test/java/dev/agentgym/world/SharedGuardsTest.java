package dev.agentgym.world;

import static dev.agentgym.trace.Logged.log;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.program.Guard;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A library. Expired and blocked cards are neither lent to nor reserved for, but only the logs of `lend` show what
/// is said of an expired one.
class SharedGuardsTest {

    private static final int CARDS = 60;
    private static final String EXPIRED = "expired";
    private static final String BLOCKED = "blocked";
    private static final String BLOCKED_WORDS = "!\"Error: card %s is blocked\"";
    private static final World LIBRARY = World.induce(logs("card", BLOCKED_WORDS, 0, 0));

    private static String state(int card) {
        return switch (card % 5) {
            case 1 -> EXPIRED;
            case 2 -> BLOCKED;
            default -> "valid";
        };
    }

    /// @param argument what `reserve` calls the number of the card
    /// @param blocked what `reserve` says of a blocked card
    /// @param accepted so many expired cards `reserve` accepts
    /// @param refused so many it refuses
    private static List<Conversation> logs(String argument, String blocked, int accepted, int refused) {
        List<Conversation> logs = new ArrayList<>();
        for (int i = 0; i < CARDS; i++) {
            String id = "K-" + (100 + i);
            String get = "get_card {\"card\":\"" + id + "\"} -> " + row(id, i);
            logs.add(log("lend" + i, get, "lend {\"card\":\"" + id + "\",\"book\":\"B" + i % 7 + "\"} -> " + lent(i)));
            boolean expired = state(i).equals(EXPIRED);
            if (!expired || i / 5 < accepted + refused) {
                String answer = switch (state(i)) {
                    case EXPIRED -> i / 5 < accepted ? "{\"reserved\":true}" : lent(i);
                    case BLOCKED -> blocked.formatted(id);
                    default -> "{\"reserved\":true}";
                };
                logs.add(log("reserve" + i, get, "reserve {\"" + argument + "\":\"" + id + "\"} -> " + answer));
            }
        }
        return logs;
    }

    private static String row(String id, int i) {
        return "{\"card\":\"%s\",\"state\":\"%s\",\"until\":\"2025-0%d-1%d\"}"
                .formatted(id, state(i), 1 + i % 9, i % 10);
    }

    private static String lent(int i) {
        return switch (state(i)) {
            case EXPIRED -> "!\"Error: card K-%d ended on 2025-0%d-1%d\"".formatted(100 + i, 1 + i % 9, i % 10);
            case BLOCKED -> "!\"Error: card K-%d is blocked\"".formatted(100 + i);
            default -> "{\"lent\":true}";
        };
    }

    private static List<Guard> takenOver(World world, String tool) {
        return world.rules(tool).orElseThrow().guards().inOrder().stream()
                .filter(guard -> !guard.as().isEmpty())
                .toList();
    }

    private static Told reserve(World world, String state) {
        WorldSession session = world.session();
        ObjectNode card = Json.arguments(Map.of("card", "K-103"));
        ObjectNode row = card.deepCopy().put("state", state).put("until", "2025-11-30");
        session.observe("get_card", card, row, false, false);
        return session.tell("reserve", card);
    }

    @Test
    void a_tool_refuses_in_the_words_of_one_that_it_shares_a_check_with() {
        assertThat(reserve(LIBRARY, EXPIRED))
                .isInstanceOfSatisfying(
                        Told.Refused.class,
                        refused ->
                                assertThat(refused.text().asText()).isEqualTo("Error: card K-103 ended on 2025-11-30"));
        assertThat(reserve(LIBRARY, "valid")).isInstanceOf(Told.Computed.class);
    }

    @Test
    void the_rule_says_which_tool_it_comes_from() {
        assertThat(LIBRARY.rules().lines("reserve"))
                .anyMatch(line ->
                        line.startsWith("refuses where card.state = \"expired\", as lend does (12 for, 0 against"));
        assertThat(LIBRARY.rules().lines("lend")).noneMatch(line -> line.contains(", as "));
    }

    @Test
    void a_tool_that_accepts_what_another_one_refuses_does_not_share_its_check() {
        World lenient = World.induce(logs("card", BLOCKED_WORDS, 1, 0));

        assertThat(takenOver(lenient, "reserve")).isEmpty();
        assertThat(reserve(lenient, EXPIRED)).isNotInstanceOf(Told.Refused.class);
    }

    @Test
    void an_argument_of_another_name_may_mean_another_thing() {
        World other = World.induce(logs("holder", BLOCKED_WORDS, 0, 0));

        assertThat(takenOver(other, "reserve")).isEmpty();
    }

    @Test
    void an_argument_of_the_same_name_that_names_another_thing_is_not_the_same() {
        List<Conversation> logs = new ArrayList<>(logs("card", BLOCKED_WORDS, 0, 0));
        for (int i = 0; i < CARDS; i++) {
            String id = "{\"card\":\"G-" + i + "\"}";
            String gift = "{\"card\":\"G-%d\",\"state\":\"%s\",\"worth\":%d}".formatted(i, state(i), i);
            String answer = state(i).equals(BLOCKED) ? "!\"Error: card G-" + i + " is blocked\"" : "{\"spent\":true}";
            if (!state(i).equals(EXPIRED)) {
                logs.add(log("gift" + i, "get_gift " + id + " -> " + gift, "spend " + id + " -> " + answer));
            }
        }

        World both = World.induce(logs);

        assertThat(takenOver(both, "spend")).isEmpty();
        assertThat(takenOver(both, "reserve")).hasSize(1);
    }

    @Test
    void tools_that_refuse_nothing_in_the_same_words_are_strangers() {
        World strangers = World.induce(logs("card", "!\"Error: %s cannot reserve\"", 0, 0));

        assertThat(takenOver(strangers, "reserve")).isEmpty();
    }

    @Test
    void refusals_too_few_to_learn_from_are_explained_by_those_of_another_tool() {
        World seldom = World.induce(logs("card", BLOCKED_WORDS, 0, 1));

        assertThat(takenOver(seldom, "reserve"))
                .singleElement()
                .satisfies(guard -> assertThat(guard.support())
                        .as("12 of lend and 1 of its own")
                        .isEqualTo(13));
        assertThat(seldom.rules("reserve").orElseThrow().guards().unexplained()).isEmpty();
    }

    @Test
    void forms_and_missing_rows_come_before_what_is_taken_over() {
        List<Conversation> logs = new ArrayList<>(logs("card", BLOCKED_WORDS, 0, 0));
        for (int i = 0; i < 6; i++) {
            String call = " {\"card\":\"X%d\"} -> !\"Error: a card looks like K-\\\\d+, not X%d\"".formatted(i, i);
            logs.add(log("typo" + i, "reserve" + call, "lend" + call));
        }

        List<Guard> guards =
                World.induce(logs).rules("reserve").orElseThrow().guards().inOrder();

        assertThat(guards.getFirst().when().text()).isEqualTo("not (args.card looks like K-\\d+)");
        assertThat(guards.get(1).as()).containsExactly("lend");
    }

    @Test
    void a_check_of_its_own_that_refused_such_calls_stays_before_it() {
        List<Conversation> logs = new ArrayList<>();
        for (int i = 0; i < CARDS; i++) {
            boolean owes = i % 10 == 1 || i % 10 == 3;
            String card = "{\"card\":\"K-" + (100 + i) + "\"}";
            String get = "get_card " + card + " -> " + row("K-" + (100 + i), i).replace("}", ",\"owes\":" + owes + "}");
            logs.add(log("lend" + i, get, "lend " + card + " -> " + lent(i)));
            if (owes || !state(i).equals(EXPIRED)) {
                String answer = owes ? "!\"Error: card K-%d owes us\"".formatted(100 + i) : lent(i);
                logs.add(log("reserve" + i, get, "reserve " + card + " -> " + answer));
            }
        }

        List<Guard> guards =
                World.induce(logs).rules("reserve").orElseThrow().guards().inOrder();

        assertThat(guards)
                .extracting(guard -> guard.when().text())
                .containsSubsequence("card.owes = true", "card.state = \"expired\"");
        assertThat(guards).filteredOn(guard -> !guard.as().isEmpty()).hasSize(1);
    }

    @Test
    void it_has_the_id_of_the_rule_that_it_comes_from_and_can_be_forbidden_for_one_tool() {
        Guard taken = takenOver(LIBRARY, "reserve").getFirst();
        String id = new Rule.Refuses(taken).id();
        assertThat(LIBRARY.rules().lines("lend")).anyMatch(line -> line.endsWith("[" + id + "]"));

        World corrected = LIBRARY.with(Overrides.parse("tools: {reserve: {forbid: [" + id + "]}}", "overrides.yaml"));

        assertThat(takenOver(corrected, "reserve")).isEmpty();
        assertThat(corrected.rules("lend")).isEqualTo(LIBRARY.rules("lend"));
    }

    @Test
    void a_world_that_recalls_its_rules_knows_where_they_come_from() {
        World recalling = World.induce(logs("card", BLOCKED_WORDS, 0, 0)).recalling(LIBRARY.learnedRules());

        assertThat(recalling.rules("reserve")).isEqualTo(LIBRARY.rules("reserve"));
        assertThat(takenOver(recalling, "reserve")).hasSize(1);
    }

    @Test
    void the_rules_are_the_same_whatever_is_asked_first_and_by_however_many() {
        List<String> tools = new ArrayList<>(List.of("get_card", "lend", "reserve"));
        List<Conversation> logs = logs("card", BLOCKED_WORDS, 0, 0);
        ObjectNode expected = LIBRARY.learnedRules();

        for (int round = 0; round < tools.size(); round++) {
            World world = World.induce(logs);
            Collections.rotate(tools, 1);
            IntStream.range(0, 9).parallel().forEach(i -> world.rules(tools.get(i % tools.size())));

            assertThat(world.learnedRules()).isEqualTo(expected);
        }
    }
}
