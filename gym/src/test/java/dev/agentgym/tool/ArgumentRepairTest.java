package dev.agentgym.tool;

import static dev.agentgym.trace.Logged.log;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Json;
import dev.agentgym.world.Signature;
import dev.agentgym.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentRepairTest {

    private static final String BOOKED =
            "book {\"count\":2,\"price\":1.5,\"code\":\"A1\",\"fast\":true,\"seats\":[{\"row\":1}],\"who\":{\"name\":\"Al\"}}"
                    + " -> {\"booking\":\"B1\"}";

    private static final List<Conversation> LOGS = List.of(
            log("1", BOOKED),
            log("2", "book {\"count\":\"many\"} -> !\"Error: a number please\""),
            log("3", "trip {\"count\":2} -> \"ok\"", "trip {\"count\":\"2\"} -> !\"Error: a number please\""));

    private static Signature tool(String name) {
        return World.induce(LOGS).signature(name).orElseThrow();
    }

    private static ObjectNode object(String json) {
        return (ObjectNode) Json.parse(json.replace('\'', '"'));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "price | \"2.5\" | 2.5",
                "price | \"-2\" | -2",
                "fast | \"True\" | true",
                "fast | \"false\" | false",
                "code | 17 | \"17\"",
                "code | 2.50 | \"2.5\"",
                "seats | \"[{'row': 3}]\" | [{\"row\":3}]",
                "seats | \"[{\\\"row\\\": 3}]\" | [{\"row\":3}]",
                "seats | \"({'row': '4'},)\" | [{\"row\":4}]",
                "seats | [{\"row\":\"3\"}] | [{\"row\":3}]",
                "who | \"{'name': 'Bo', 'old': None, 'x': True}\" | {\"name\":\"Bo\",\"old\":null,\"x\":true}"
            })
    void what_is_meant_is_taken(String argument, String given, String meant) {
        ObjectNode arguments = Json.object();
        arguments.set(argument, Json.parse(given));

        ArgumentRepair.Repaired repaired = ArgumentRepair.of(tool("book"), arguments);

        assertThat(Json.canonical(repaired.arguments().path(argument))).isEqualTo(Json.canonical(Json.parse(meant)));
        assertThat(repaired.changes()).isNotEmpty().allMatch(change -> change.startsWith("`" + argument));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                // A code with a leading zero is no number.
                "price | \"007\"",
                "price | \"two\"",
                "price | \"\"",
                "price | null",
                "price | \"[1]\"",
                // Refused calls had text here, accepted ones never.
                "count | \"3\"",
                "fast | 1",
                "fast | \"yes\"",
                "code | true",
                "code | \"[1]\"",
                "seats | \"[1\"",
                "seats | \"{}\"",
                "seats | 1",
                "new | \"[1]\""
            })
    void what_may_be_meant_otherwise_stays(String argument, String given) {
        ObjectNode arguments = Json.object();
        arguments.set(argument, Json.parse(given));

        assertThat(ArgumentRepair.of(tool("book"), arguments).arguments()).isSameAs(arguments);
    }

    /// The property that makes repair safe: arguments of the declared types come back as they are, whatever they
    /// say.
    @Test
    void valid_arguments_are_never_changed() {
        SplittableRandom random = new SplittableRandom(3);
        Signature tool = tool("book");
        for (int round = 0; round < 2_000; round++) {
            ObjectNode arguments = valid(tool.declaration().parameters(), random, 0);
            ObjectNode before = arguments.deepCopy();

            ArgumentRepair.Repaired repaired = ArgumentRepair.of(tool, arguments);

            assertThat(repaired.arguments()).isSameAs(arguments).isEqualTo(before);
            assertThat(repaired.changes()).isEmpty();
        }
    }

    /// Text in every disguise that repair looks for.
    private static final List<String> TEXTS =
            List.of("1", "true", "None", "[1]", "{'a': 1}", "{\"a\":1}", "", "null", "-2.5", "(1,)", "A1");

    private static ObjectNode valid(JsonNode schema, SplittableRandom random, int depth) {
        ObjectNode object = Json.object();
        schema.path("properties").properties().forEach(property -> {
            if (random.nextInt(4) > 0) {
                object.set(property.getKey(), value(property.getValue(), random, depth + 1));
            }
        });
        return object;
    }

    private static JsonNode value(JsonNode schema, SplittableRandom random, int depth) {
        return switch (schema.path("type").asText()) {
            case "object" -> valid(schema, random, depth);
            case "array" -> {
                var list = Json.MAPPER.createArrayNode();
                for (int i = random.nextInt(3); i > 0; i--) {
                    list.add(value(schema.path("items"), random, depth + 1));
                }
                yield list;
            }
            case "integer" -> Json.of(random.nextInt(-5, 5));
            case "number" -> random.nextBoolean() ? Json.of(random.nextDouble()) : Json.of(random.nextInt());
            case "boolean" -> Json.of(random.nextBoolean());
            default -> Json.of(TEXTS.get(random.nextInt(TEXTS.size())));
        };
    }

    /// Whatever an agent sends gets an answer: repair reads hostile text.
    @Test
    void deep_and_broken_text_is_left_alone() {
        for (String text : List.of("[".repeat(100_000), "{'a':".repeat(5_000), "[\ud800]", "(" + "1,".repeat(50_000))) {
            ObjectNode arguments = Json.object().put("seats", text);
            assertThat(ArgumentRepair.of(tool("book"), arguments).changes()).isEmpty();
        }
    }

    @Test
    void a_repaired_call_is_answered_like_the_right_one_and_says_so() {
        ToolMocker mocker = new ToolMocker(World.induce(LOGS), new TierAccuracy(Map.of()));
        ObjectNode sent = object("{'count':2,'price':'1.5','code':'A1','fast':'True','who':{'name':'Al'}}");
        sent.put("seats", "[{'row': 1}]");

        ToolResult got = mocker.session().call("book", sent);

        assertThat(got.result()).isEqualTo(Json.parse("{\"booking\":\"B1\"}"));
        assertThat(got.tier()).isEqualTo(Tier.REPLAYED);
        assertThat(got.provenance().reason())
                .contains("repaired: `price` was text and is taken as the number in it")
                .contains("`seats` was text and is taken as the list in it");
    }

    /// The trap: a broken call that the real tool refused must go on being refused.
    @Test
    void a_logged_call_is_answered_as_logged_however_broken() {
        ToolMocker mocker = new ToolMocker(World.induce(LOGS), new TierAccuracy(Map.of()));
        ToolSession session = mocker.session();
        session.call("trip", object("{'count':2}"));

        ToolResult got = session.call("trip", object("{'count':'2'}"));

        assertThat(got.isError()).isTrue();
        assertThat(got.provenance().reason()).doesNotContain("repaired");
    }

    @Test
    void a_declared_schema_is_believed_before_any_call_was_seen() {
        List<Conversation> declared = new ArrayList<>();
        Conversation plain = log("1", "other {} -> 1");
        declared.add(new Conversation(
                "1",
                plain.messages(),
                plain.outcome(),
                plain.satisfaction(),
                List.of(new dev.agentgym.trace.ToolSchema(
                        "f",
                        "",
                        object("{'type':'object','properties':{'a':{'anyOf':[{'type':'integer'},{'type':'null'}]},"
                                + "'b':{'anyOf':[{'type':'string'},{'type':'object'}]},'c':{'$ref':'#/x'},"
                                + "'d':{'enum':[1,2]}}}"))),
                plain.metadata(),
                plain.extra()));
        Signature tool = World.induce(declared).signature("f").orElseThrow();

        ArgumentRepair.Repaired repaired =
                ArgumentRepair.of(tool, object("{'a':'5','b':'{}','c':'[1]','d':'2','e':'1'}"));

        assertThat(repaired.arguments()).isEqualTo(object("{'a':5,'b':'{}','c':'[1]','d':2,'e':'1'}"));
    }

    /// The trap: logs in which a few agents wrote the number in quotes, and others wrote no number at all.
    @Test
    void a_number_in_quotes_is_the_number_where_texts_that_are_none_were_refused() {
        List<Conversation> logs = List.of(
                log(
                        "1",
                        "pay {\"amount\":5.5} -> \"ok\"",
                        "pay {\"amount\":7} -> \"ok\"",
                        "pay {\"amount\":\"6.00\"} -> \"ok\""),
                log("2", "pay {\"amount\":\"7 EUR\"} -> !\"Error: a number please\""));
        Signature pay = World.induce(logs).signature("pay").orElseThrow();

        assertThat(ArgumentRepair.of(pay, object("{'amount':'8.50'}")).arguments())
                .isEqualTo(object("{'amount':8.5}"));
        assertThat(ArgumentRepair.of(pay, object("{'amount':'8 EUR'}")).changes())
                .isEmpty();
    }
}
