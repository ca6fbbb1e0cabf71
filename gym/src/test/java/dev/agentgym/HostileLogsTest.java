package dev.agentgym;

import static dev.agentgym.trace.Logged.log;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.tool.Strictness;
import dev.agentgym.tool.Tier;
import dev.agentgym.tool.ToolResult;
import dev.agentgym.tool.ToolSession;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Exchange;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.Outcome;
import dev.agentgym.trace.ToolCall;
import dev.agentgym.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Whatever the logs are like, a gym is made of them, and its tools answer every logged call and a strange one.
class HostileLogsTest {

    private static Gym gym(List<Conversation> logs) {
        Gym gym = AgentGym.createEnvironment(logs, Map.of());
        gym.world().toJson();
        for (Strictness strictness : Strictness.values()) {
            ToolSession session = gym.toolMocker().session(strictness, 3);
            logs.stream().limit(20).flatMap(log -> log.exchanges().stream()).forEach(exchange -> {
                session.branch().call(exchange.call().name(), exchange.call().arguments());
                session.call(exchange.call().name(), exchange.call().arguments());
                session.call(exchange.call().name(), strange(exchange.call().arguments()));
            });
        }
        return gym;
    }

    /// The same arguments with values of other kinds.
    private static ObjectNode strange(ObjectNode arguments) {
        ObjectNode strange = Json.object();
        arguments.properties().forEach(field -> strange.set(field.getKey(), Json.parse("[{\"\": null}]")));
        return strange;
    }

    private static ToolResult call(Gym gym, String tool, String arguments) {
        return gym.toolMocker().session().call(tool, (ObjectNode) Json.parse(arguments));
    }

    @Test
    void logs_without_any_call_make_a_gym_without_tools() {
        Gym gym = gym(List.of(Conversation.of("1", List.of(Message.User.says("hello")), Outcome.SUCCESS)));

        assertThat(gym.world().tools()).isEmpty();
        assertThat(call(gym, "get", "{}").tier()).isEqualTo(Tier.ABSTAIN);
        assertThat(World.induce(List.of()).toJson().path("tools")).isEmpty();
    }

    @Test
    void tools_that_never_answered_are_known_and_abstain() {
        List<Conversation> logs = IntStream.range(0, 10)
                .mapToObj(i -> Conversation.of(
                        "c" + i,
                        List.<Message>of(
                                Message.User.says("hello"),
                                Message.Assistant.calls(
                                        List.of(new ToolCall("x", "send", Json.arguments(Map.of("id", "A" + i)))))),
                        Outcome.FAILURE))
                .toList();

        Gym gym = gym(logs);

        assertThat(gym.world().tools()).containsOnlyKeys("send");
        assertThat(call(gym, "send", "{\"id\":\"A1\"}").tier()).isEqualTo(Tier.ABSTAIN);
    }

    @Test
    void logs_that_contradict_each_other_lower_the_confidence_and_nothing_else() {
        List<Conversation> logs = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            logs.add(log("c" + i, "get {\"id\":\"A\"} -> {\"id\":\"A\",\"price\":" + i % 3 + "}"));
            logs.add(log(
                    "d" + i, "get {\"id\":\"B\"} -> " + (i % 2 == 0 ? "{\"id\":\"B\",\"price\":1}" : "!\"Error\"")));
        }

        Gym gym = gym(logs);

        ToolResult answer = call(gym, "get", "{\"id\":\"A\"}");
        assertThat(answer.result().path("price").asInt(-1)).isBetween(-1, 2);
        assertThat(answer.confidence()).isLessThan(0.7);
    }

    @Test
    void one_conversation_is_enough() {
        Gym gym = gym(List.of(log("1", "get {\"id\":\"A1\"} -> {\"id\":\"A1\",\"n\":1}")));

        assertThat(call(gym, "get", "{\"id\":\"A1\"}").result().path("n").asInt())
                .isEqualTo(1);
        assertThat(call(gym, "get", "{\"id\":\"A2\"}").tier()).isIn(Tier.ABSTAIN, Tier.NOT_FOUND);
    }

    /// The trap: a search that follows references for ever.
    @Test
    void references_may_lead_in_circles() {
        List<Conversation> logs = new ArrayList<>();
        for (int i = 10; i < 40; i++) {
            int next = 10 + (i - 9) % 30;
            logs.add(log(
                    "c" + i,
                    "get_man {\"man_id\":\"M" + i + "\"} -> {\"man_id\":\"M" + i + "\",\"dog_id\":\"D" + i
                            + "\",\"boss_id\":\"M" + next + "\"}",
                    "get_dog {\"dog_id\":\"D" + i + "\"} -> {\"dog_id\":\"D" + i + "\",\"man_id\":\"M" + i
                            + "\",\"friends\":[\"D" + i + "\",\"D" + next + "\"]}"));
        }

        Gym gym = gym(logs);

        assertThat(call(gym, "get_dog", "{\"dog_id\":\"D12\"}")
                        .result()
                        .path("man_id")
                        .asText())
                .isEqualTo("M12");
        ToolSession guessing = gym.toolMocker().session(Strictness.GUESS, 1);
        ToolResult dog = guessing.call("get_dog", Json.arguments(Map.of("dog_id", "D77")));
        String owner = dog.result().path("man_id").asText();
        assertThat(dog.tier()).isEqualTo(Tier.GUESS);
        assertThat(guessing.call("get_man", Json.arguments(Map.of("man_id", owner)))
                        .result()
                        .path("dog_id")
                        .asText())
                .isEqualTo("D77");
    }

    @Test
    void answers_of_five_megabytes_are_taken_in() {
        String text = "lorem ipsum 4711 dolor, ".repeat(220_000);
        StringBuilder rows = new StringBuilder("[");
        for (int i = 0; i < 50_000; i++) {
            rows.append(i == 0 ? "" : ",")
                    .append("{\"row_id\":\"R")
                    .append(i)
                    .append("\",\"value\":")
                    .append(i * 3)
                    .append(",\"owner_id\":\"O")
                    .append(i % 977)
                    .append("\",\"note\":\"some note that is as long as notes are: ")
                    .append(i % 101)
                    .append("\"}");
        }
        String all = rows.append("]").toString();
        assertThat(all.length()).isGreaterThan(5_000_000);

        Gym gym = gym(List.of(
                log("1", "page {\"n\":1} -> \"" + text + "\"", "rows {\"of\":\"x\"} -> " + all),
                log("2", "page {\"n\":2} -> \"" + text + "2\"", "rows {\"of\":\"x\"} -> " + all),
                log("3", "page {\"n\":3} -> !\"" + text + "\"")));

        assertThat(call(gym, "rows", "{\"of\":\"x\"}").result()).hasSize(50_000);
    }

    @Test
    void five_hundred_tools_are_learned() {
        List<Conversation> logs = new ArrayList<>();
        for (int tool = 0; tool < 500; tool++) {
            for (int i = 0; i < 3; i++) {
                String id = "{\"item_id\":\"I" + tool + "-" + i + "\"";
                logs.add(log(
                        "c" + tool + "-" + i,
                        "tool_" + tool + " " + id + "} -> " + id + ",\"size\":" + i * tool + "}"));
            }
        }

        Gym gym = gym(logs);

        assertThat(gym.world().tools()).hasSize(500);
        assertThat(call(gym, "tool_499", "{\"item_id\":\"I499-2\"}")
                        .result()
                        .path("size")
                        .asInt())
                .isEqualTo(998);
    }

    @Test
    void a_key_may_be_a_number_in_one_log_and_a_text_in_another() {
        List<Conversation> logs = new ArrayList<>();
        for (int i = 100; i < 130; i++) {
            String key = i % 2 == 0 ? "" + i : "\"" + i + "\"";
            logs.add(log("c" + i, "get {\"id\":" + key + "} -> {\"id\":" + key + ",\"size\":" + i + "}"));
        }

        Gym gym = gym(logs);

        assertThat(call(gym, "get", "{\"id\":\"104\"}").result().path("size").asInt())
                .isEqualTo(104);
        assertThat(call(gym, "get", "{\"id\":105}").result().path("size").asInt())
                .isEqualTo(105);
    }

    @Test
    void answers_may_be_lists_texts_numbers_and_null() {
        List<String> answers = List.of(
                "null",
                "[]",
                "[1,[2,[null]],{}]",
                "\"\"",
                "\"text\"",
                "0",
                "-1.5e300",
                "true",
                "{}",
                "{\"\":{\"\":[]}}",
                "[[],[[]]]");
        List<Conversation> logs = new ArrayList<>();
        for (int i = 0; i < 44; i++) {
            String answer = answers.get(i % answers.size());
            logs.add(log(
                    "c" + i,
                    "any {\"id\":\"A" + i + "\"} -> " + answer,
                    "none {} -> " + answer,
                    "refuses {\"id\":\"A" + i + "\"} -> !" + answer));
        }

        Gym gym = gym(logs);

        for (Conversation log : logs.subList(0, answers.size())) {
            Exchange first = log.exchanges().getFirst();
            assertThat(call(gym, "any", first.call().arguments().toString()).result())
                    .isEqualTo(first.answer().orElseThrow().result());
        }
    }
}
