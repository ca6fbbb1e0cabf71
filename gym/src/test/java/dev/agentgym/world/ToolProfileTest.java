package dev.agentgym.world;

import static dev.agentgym.trace.Logged.log;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.ToolSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class ToolProfileTest {

    private static List<Conversation> logs(int count, IntFunction<String[]> calls) {
        List<Conversation> logs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            logs.add(log("c" + i, calls.apply(i)));
        }
        return logs;
    }

    private static ToolProfile profile(String tool, List<Conversation> logs) {
        return World.induce(logs).tool(tool).orElseThrow();
    }

    private static ToolProfile profile(String tool, int count, IntFunction<String> call) {
        return profile(tool, logs(count, i -> new String[] {call.apply(i)}));
    }

    @Test
    void statistics_count_calls_refusals_arguments_and_conversations() {
        ToolProfile tool = profile(
                "get",
                List.of(
                        log("1", "get {\"id\":1} -> \"ab\"", "get {\"id\":1} -> \"ab\""),
                        log("2", "get {\"id\":2} -> !\"no\"")));

        assertThat(tool.statistics()).isEqualTo(new ToolStatistics(3, 1, 0, 2, 2, 4));
    }

    @Test
    void a_declared_schema_wins_and_the_observed_one_stands_beside_it() {
        Conversation logged = log("1", "get {\"id\":1} -> \"ab\"");
        ToolSchema declared = new ToolSchema("get", "Gets.", Json.object().put("type", "object"));
        ToolProfile tool = profile(
                "get",
                List.of(new Conversation(
                        "1",
                        logged.messages(),
                        logged.outcome(),
                        logged.satisfaction(),
                        List.of(declared),
                        logged.metadata(),
                        logged.extra())));

        assertThat(tool.declaration()).isEqualTo(declared);
        assertThat(tool.toJson().at("/observed_arguments/properties/id/type").asText())
                .isEqualTo("integer");
        assertThat(tool.toJson().at("/arguments/properties").isMissingNode()).isTrue();
    }

    @Test
    void an_optional_argument_that_the_answer_echoes_has_its_default() {
        ToolProfile tool = profile(
                "order",
                10,
                i -> i % 2 == 0
                        ? "order {\"item\":\"i" + i + "\"} -> {\"item\":\"i" + i + "\",\"count\":1}"
                        : "order {\"item\":\"i" + i + "\",\"count\":" + i + "} -> {\"item\":\"i" + i + "\",\"count\":"
                                + i + "}");

        assertThat(tool.declaration().parameters().at("/properties/count/default"))
                .isEqualTo(Json.of(1));
        assertThat(tool.declaration().parameters().at("/properties/item").has("default"))
                .isFalse();
    }

    /// The trap: a field that is 1 without the argument is no default unless it follows the argument where given.
    @Test
    void what_does_not_follow_the_argument_is_no_default() {
        ToolProfile tool = profile(
                "order",
                10,
                i -> i % 2 == 0 ? "order {} -> {\"count\":1}" : "order {\"count\":" + i + "} -> {\"count\":1}");

        assertThat(tool.declaration().parameters().toString()).doesNotContain("default");
    }

    @Test
    void an_argument_is_an_alias_of_the_field_that_always_has_its_value() {
        ToolProfile tool = profile(
                "get",
                6,
                i -> "get {\"id\":\"R" + i + "\"} -> {\"data\":{\"reservation_id\":\"R" + i + "\",\"by\":\"R1\"}}");

        assertThat(tool.aliases()).containsExactly(new Alias("id", "data.reservation_id", 6));
    }

    @Test
    void fields_that_agree_for_two_values_only_are_no_aliases() {
        assertThat(profile("get", 6, i -> "get {\"id\":\"R" + i % 2 + "\"} -> {\"x\":\"R" + i % 2 + "\"}")
                        .aliases())
                .isEmpty();
    }

    @Test
    void fields_that_differ_between_repeats_are_volatile() {
        ToolProfile tool = profile("now", 8, i -> "now {} -> {\"zone\":\"UTC\",\"token\":\"t" + i * 7 + "\"}");

        assertThat(tool.volatileFields()).containsExactly("token");
    }

    @Test
    void errors_are_told_by_prefix_exception_field_or_flag() {
        ToolProfile tool = profile(
                "get",
                List.of(
                        log("1", "get {\"id\":1} -> {\"id\":1,\"name\":\"a\"}"),
                        log("2", "get {\"id\":2} -> !\"Error: nothing\"", "get {\"id\":3} -> !\"Error: all\""),
                        log("3", "get {\"id\":4} -> !\"ValueError: bad\""),
                        log("4", "get {\"id\":5} -> !\"Traceback (most recent call last):\\n  x\\nKeyError: 'a'\""),
                        log("5", "get {\"id\":6} -> !{\"id\":6,\"code\":404,\"message\":\"gone\"}"),
                        log("6", "get {\"id\":7} -> !\"Seat 4: taken\"")));

        assertThat(tool.errors())
                .containsExactly(
                        new ErrorShape.Prefix("Error:", 2),
                        new ErrorShape.ExceptionText("KeyError", 1),
                        new ErrorShape.ExceptionText("ValueError", 1),
                        new ErrorShape.Field(List.of("code", "message"), 1),
                        new ErrorShape.Flag(1));
        assertThat(Json.canonical(tool.toJson().path("errors").get(0)))
                .isEqualTo("{\"count\":2,\"kind\":\"prefix\",\"text\":\"Error:\"}");
    }

    /// An unusual word is a mark when different errors start with it.
    @Test
    void a_mark_of_the_tools_own_is_found_by_repetition() {
        assertThat(profile(
                                "get",
                                List.of(
                                        log("1", "get {\"id\":1} -> !\"Nope: a\"", "get {\"id\":2} -> !\"Nope: b\""),
                                        log("2", "get {\"id\":3} -> !\"Alas: c\"")))
                        .errors())
                .containsExactly(new ErrorShape.Prefix("Nope:", 2), new ErrorShape.Flag(1));
    }

    @Test
    void a_calculator_computes() {
        assertThat(profile("f1", 6, i -> "f1 {\"expression\":\"2 * " + i + "\"} -> \"" + 2 * i + ".0\"")
                        .kind())
                .isEqualTo(ToolKind.COMPUTATION);
    }

    /// The trap: a limit that is set and said back is a number for a number, too.
    @Test
    void what_only_says_its_arguments_back_does_not_compute() {
        assertThat(profile("f1", 6, i -> "f1 {\"limit\":" + i + "} -> {\"set\":" + i + "}")
                        .kind())
                .isEqualTo(ToolKind.UNKNOWN);
    }

    @Test
    void the_same_answer_to_every_sentence_is_control_and_to_every_id_an_external_effect() {
        assertThat(profile("f1", 6, i -> "f1 {\"t\":\"I wonder about " + i + "\"} -> \"\"")
                        .kind())
                .isEqualTo(ToolKind.CONTROL);
        List<Conversation> mails = logs(6, i -> new String[] {
            "get {\"id\":\"U-" + i + "\"} -> {\"id\":\"U-" + i + "\",\"name\":\"n" + i + "\"}",
            "f1 {\"user\":\"U-" + i + "\"} -> \"sent\""
        });
        assertThat(profile("f1", mails).kind()).isEqualTo(ToolKind.EXTERNAL);
    }

    private static List<Conversation> office() {
        return logs(8, i -> {
            String item = "{\"item_id\":\"I-" + (100 + i) + "\",\"name\":\"n" + i + "\",\"size\":" + i * i
                    + ",\"hue\":\"h" + i + "\",\"state\":\"";
            String made = "{\"item_id\":\"I-" + (200 + i) + "\",\"name\":\"m" + i + "\",\"size\":" + i + ",\"hue\":\"g"
                    + i + "\",\"state\":\"new\"}";
            return new String[] {
                "a {\"item_id\":\"I-" + (100 + i) + "\"} -> " + item + "open\"}",
                "b {\"shelf\":\"s" + i + "\"} -> [" + item + "open\"}]",
                "c {\"item_id\":\"I-" + (100 + i) + "\"} -> " + item + "shut\"}",
                "a {\"item_id\":\"I-" + (100 + i) + "\"} -> " + item + "shut\"}",
                "d {\"name\":\"m" + i + "\"} -> " + made,
                "b {\"shelf\":\"s" + i + "\"} -> [" + item + "shut\"}," + made + "]",
                "e {\"item_id\":\"I-" + (100 + i) + "\"} -> \"ok\"",
                "a {\"item_id\":\"I-" + (100 + i) + "\"} -> !\"Error: item not found\""
            };
        });
    }

    @Test
    void kinds_show_in_what_happens_to_the_rows() {
        World world = World.induce(office());

        assertThat(world.tools().values())
                .extracting(ToolProfile::kind)
                .containsExactly(ToolKind.LOOKUP, ToolKind.SEARCH, ToolKind.CHANGE, ToolKind.CREATE, ToolKind.DELETE);
    }

    @Test
    void a_tool_that_was_only_declared_or_refused_is_of_unknown_kind() {
        assertThat(profile("f1", 6, i -> "f1 {\"id\":" + i + "} -> !\"no\"").kind())
                .isEqualTo(ToolKind.UNKNOWN);
    }

    @Test
    void merged_worlds_have_the_same_catalog_as_one() {
        List<Conversation> all = office();
        World merged = World.merge(World.induce(all.subList(4, 8)), World.induce(all.subList(0, 4)));

        assertThat(ToolCatalog.of(merged).toJsonSchema())
                .isEqualTo(ToolCatalog.of(World.induce(all)).toJsonSchema());
    }

    @Test
    void real_airline_tools_are_of_the_kinds_that_people_would_name() {
        World world = RealAirline.world();

        assertThat(world.tool("calculate").orElseThrow().kind()).isEqualTo(ToolKind.COMPUTATION);
        assertThat(world.tool("think").orElseThrow().kind()).isEqualTo(ToolKind.CONTROL);
        assertThat(world.tool("transfer_to_human_agents").orElseThrow().kind()).isEqualTo(ToolKind.CONTROL);
        assertThat(world.tool("get_user_details").orElseThrow().kind()).isEqualTo(ToolKind.LOOKUP);
        assertThat(world.tool("search_direct_flight").orElseThrow().kind()).isEqualTo(ToolKind.SEARCH);
        assertThat(world.tool("book_reservation").orElseThrow().kind()).isEqualTo(ToolKind.CREATE);
        assertThat(world.tool("cancel_reservation").orElseThrow().kind()).isEqualTo(ToolKind.CHANGE);
        JsonNode reservation = world.tool("get_reservation_details")
                .orElseThrow()
                .declaration()
                .parameters()
                .at("/properties/reservation_id");
        assertThat(reservation.path("pattern").asText()).isEqualTo("^[A-Z0-9]{6}$");
    }
}
