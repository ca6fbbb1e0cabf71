package dev.agentgym.world;

import static dev.agentgym.trace.Logged.log;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverridesTest {

    private static final World WORLD = World.induce(logs());

    /// Orders that are sent cannot be cancelled; every third order is sent. To pack one shows nothing of it.
    private static List<Conversation> logs() {
        return logs(true);
    }

    private static List<Conversation> logs(boolean refusals) {
        List<Conversation> logs = new ArrayList<>();
        for (int i = 10; i < 40; i++) {
            String order = "{\"id\":\"W" + i + "\",\"status\":\"%s\",\"total\":" + i + "}";
            String cancelled = i % 3 == 0 ? "!\"Error: order is sent\"" : order.formatted("cancelled");
            String read = "get_order {\"id\":\"W" + i + "\"} -> ";
            String shown = read + order.formatted(i % 3 == 0 ? "sent" : "open");
            String cancel = "cancel {\"order\":\"W" + i + "\"} -> " + cancelled;
            logs.add(refusals || i % 3 != 0 ? log("c" + i, shown, shown, cancel) : log("c" + i, shown));
            if (i % 3 != 0) {
                logs.add(log(
                        "p" + i,
                        shown,
                        "pack {\"order\":\"W" + i + "\"} -> {\"done\":true}",
                        read + order.formatted("packed")));
            }
        }
        return logs;
    }

    private static World with(String yaml) {
        return WORLD.with(Overrides.parse(yaml, "overrides.yaml"));
    }

    private static String idOf(World world, String tool, String part) {
        String line = world.tool(tool).orElseThrow().rules().stream()
                .filter(rule -> rule.contains(part))
                .findFirst()
                .orElseThrow();
        return line.substring(line.lastIndexOf('[') + 1, line.lastIndexOf(']'));
    }

    private static Told tell(World world, String tool, String argument, String value) {
        return world.session().tell(tool, Json.arguments(Map.of(argument, value)));
    }

    private static String verdict(World world) {
        assertThat(world.verdicts()).hasSize(1);
        return world.verdicts().getFirst().text();
    }

    @Test
    void every_rule_is_printed_with_an_id_that_does_not_change() {
        assertThat(idOf(WORLD, "cancel", "refuses where")).matches("r[0-9a-f]{6}");
        assertThat(idOf(World.induce(logs()), "cancel", "refuses where"))
                .isEqualTo(idOf(WORLD, "cancel", "refuses where"));
        assertThat(idOf(WORLD, "cancel", "its total:")).startsWith("a");
    }

    @Test
    void a_forbidden_guard_refuses_no_more_and_the_logs_that_show_it_are_named() {
        World world = with("tools: {cancel: {forbid: [" + idOf(WORLD, "cancel", "refuses where") + "]}}");

        assertThat(tell(WORLD, "cancel", "order", "W12")).isInstanceOf(Told.Refused.class);
        assertThat(tell(world, "cancel", "order", "W12")).isInstanceOf(Told.Computed.class);
        assertThat(verdict(world)).isEqualTo("contradicts 10: c12, c15, c18, c21, c24 and 5 more");
    }

    @Test
    void a_forbidden_answer_field_leaves_the_answer_unknown_until_it_is_put_right() {
        String id = idOf(WORLD, "cancel", "its total:");
        World forbidden = with("tools: {cancel: {forbid: [" + id + "]}}");
        World right = with("tools: {cancel: {forbid: [" + id + "], answer: {total: id.total * 2}}}");

        assertThat(tell(forbidden, "cancel", "order", "W13")).isInstanceOf(Told.Untold.class);
        assertThat(tell(right, "cancel", "order", "W13"))
                .isInstanceOfSatisfying(
                        Told.Computed.class,
                        told -> assertThat(told.answer().path("total").asInt()).isEqualTo(26));
    }

    @Test
    void a_persons_refusal_comes_first_and_is_checked_against_every_call() {
        World world = with("""
                tools:
                  cancel:
                    refuse:
                      - when: id.total >= 30 and id.status = "open"
                        saying: "Error: {args.order} is too dear"
                """);

        assertThat(tell(world, "cancel", "order", "W31")).isInstanceOfSatisfying(Told.Refused.class, told -> {
            assertThat(told.text().textValue()).isEqualTo("Error: W31 is too dear");
            assertThat(told.rule().get())
                    .isEqualTo("refuses where id.total ≥ 30 and id.status = \"open\""
                            + " (declared in overrides.yaml, line 4)");
        });
        assertThat(tell(world, "cancel", "order", "W13")).isInstanceOf(Told.Computed.class);
        assertThat(verdict(world)).isEqualTo("contradicts 6: c31, c32, c34, c35, c37 and 1 more");
    }

    @Test
    void a_refusal_that_all_logs_bear_out_holds() {
        World world = with("tools: {cancel: {refuse: {when: id.status = \"sent\", saying: 'Error: order is sent'}}}");

        assertThat(verdict(world)).isEqualTo("holds on 10 calls");
    }

    @Test
    void a_refusal_may_be_an_object_with_slots_inside() {
        World world =
                with("tools: {cancel: {refuse: {when: id.total = 13, saying: {error: 'no {args.order}', code: 4}}}}");

        assertThat(tell(world, "cancel", "order", "W13"))
                .isInstanceOfSatisfying(
                        Told.Refused.class,
                        told -> assertThat(told.text()).isEqualTo(Json.parse("{\"code\":4,\"error\":\"no W13\"}")));
    }

    @Test
    void a_declared_effect_changes_what_is_read_afterwards_and_is_checked_against_later_reads() {
        World world = with("tools: {pack: {set: {id.status: '\"boxed\"'}}}");
        WorldSession session = world.session();
        ObjectNode order = Json.arguments(Map.of("id", "W13"));
        session.observe(
                "get_order", order, Json.parse("{\"id\":\"W13\",\"status\":\"open\",\"total\":13}"), false, false);

        session.observe("pack", Json.arguments(Map.of("order", "W13")), Json.parse("{\"done\":true}"), false, false);

        assertThat(session.tell("get_order", order))
                .isInstanceOfSatisfying(
                        Told.Shown.class,
                        told -> assertThat(told.answer().path("status").textValue())
                                .isEqualTo("boxed"));
        assertThat(verdict(world)).startsWith("contradicts ");
    }

    @Test
    void a_constant_answer_is_given_to_every_call_and_measured_against_the_logged_ones() {
        World world = with("tools: {pack: {always: {done: true}}, cancel: {always: [1, yes, 2.50, null]}}");

        assertThat(tell(world, "cancel", "order", "nobody knows"))
                .isInstanceOfSatisfying(
                        Told.Computed.class,
                        told -> assertThat(told.answer()).isEqualTo(Json.parse("[1,\"yes\",2.50,null]")));
        assertThat(world.verdicts().stream().map(OverrideVerdict::text))
                .containsExactly("contradicts 30: c10, c11, c12, c13, c14 and 25 more", "holds on 20 calls");
    }

    /// The trap: a pin by id alone would be lost with the rule.
    @Test
    void a_pinned_rule_outlasts_the_logs_that_showed_it() {
        String id = idOf(WORLD, "cancel", "refuses where");
        World relearned = World.induce(logs(false));
        assertThat(tell(relearned, "cancel", "order", "W12")).isNotInstanceOf(Told.Refused.class);
        Overrides pin = Overrides.parse("tools: {cancel: {pin: " + id + "}}", "overrides.yaml");

        World pinned = relearned.with(pin.remembering(WORLD.with(pin).toJson()));

        assertThat(tell(pinned, "cancel", "order", "W12"))
                .isInstanceOfSatisfying(
                        Told.Refused.class,
                        told -> assertThat(told.text().textValue()).isEqualTo("Error: order is sent"));
        assertThat(relearned
                        .with(pin.remembering(pinned.toJson()))
                        .tool("cancel")
                        .orElseThrow()
                        .rules())
                .anyMatch(line -> line.contains("[" + id + "]"));
    }

    @Test
    void a_pinned_answer_comes_before_one_that_is_learned_later() {
        String id = idOf(WORLD, "cancel", "answers {");
        Overrides pin = Overrides.parse("tools: {cancel: {pin: [" + id + "]}}", "overrides.yaml");
        World other = World.induce(List.of(
                log("1", "cancel {\"order\":\"W1\"} -> {\"gone\":true}"),
                log("2", "cancel {\"order\":\"W2\"} -> {\"gone\":true}")));

        assertThat(other.with(pin.remembering(WORLD.toJson()))
                        .tool("cancel")
                        .orElseThrow()
                        .rules())
                .anyMatch(line -> line.startsWith("answers {id: id.id, status: \"cancelled\""));
        assertThat(WORLD.with(pin).tool("cancel").orElseThrow().rules())
                .anyMatch(line -> line.contains("(20 logged answers for it, 0 against) [" + id + "]"));
    }

    @Test
    void what_is_said_stands_first_among_the_rules_of_its_tool() {
        assertThat(with("tools: {pack: {always: 1}}").tool("pack").orElseThrow().rules())
                .first()
                .isEqualTo("overrides.yaml, line 1 says always: always answers 1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            tools: {cancle: {always: 1}}                       ; line 1: no tool is named cancle; there are cancel, get_order, pack
            tools: {cancel: {forbid: [r000000]}}               ; line 1: forbid r000000 of cancel: no rule has this id
            tools: {cancel: {set: {order.status: 1}}}          ; the rows that this tool concerns are id
            tools: {cancel: {refuse: {when: id.status = sent, saying: x}}} ; column 13 of the rule: expected one of the names
            tools: {cancel: {refuse: {when: id.status, saying: x}}}  ; column 10 of the rule: expected a comparison
            tools: {cancel: {refuse: {when: id.total = 1}}}    ; line 1, column 26: a refusal needs 'when'
            tools: {cancel: {drop: 1}}                         ; line 1, column 18: 'drop' means nothing here; there are always, answer, forbid
            tool: {}                                           ; line 1, column 1: 'tool' means nothing here
            tools: [1                                          ; line 1, column 10: not YAML
            tools: {cancel: {always: 1}, cancel: {always: 2}}  ; line 1, column 30: cancel stands here twice
            tools: {cancel: {always: &x [*x]}}                 ; not YAML
            - 1                                                ; the file must hold names with values
            """)
    void what_cannot_be_taken_in_is_refused_with_place_and_remedy(String yaml, String message) {
        assertThatThrownBy(() -> with(yaml))
                .isInstanceOf(OverrideException.class)
                .hasMessageStartingWith("overrides.yaml")
                .hasMessageContaining(message);
    }

    @Test
    void nothing_and_comments_say_nothing() {
        assertThat(Overrides.parse("", "f").isEmpty()).isTrue();
        assertThat(Overrides.parse("# later\n", "f").isEmpty()).isTrue();
        assertThat(WORLD.with(Overrides.NONE).toJson()).isEqualTo(WORLD.toJson());
    }
}
