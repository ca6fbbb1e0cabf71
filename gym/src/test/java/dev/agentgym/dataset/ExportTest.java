package dev.agentgym.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.agentgym.rollout.Rollout;
import dev.agentgym.rollout.TokenSpan;
import dev.agentgym.task.Task;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Details;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What every format owes, and what an export as a whole does.
class ExportTest {

    @TempDir
    Path folder;

    /// Every format with every kind of rows that it has.
    static Stream<ExportSettings> formats() {
        return Stream.of(Target.values())
                .flatMap(target -> target.kinds().stream().map(ExportSettings.of(target)::with));
    }

    /// The fields that rows of each format must have, as their trainers name them.
    private static List<String> required(ExportSettings settings) {
        return switch (settings.target()) {
            case TRL_SFT -> List.of("messages", "tools");
            case TRL_DPO -> List.of("prompt", "chosen", "rejected", "tools", "margin");
            case TRL_KTO -> List.of("prompt", "completion", "label", "tools");
            case TRL_GRPO -> List.of("prompt", "task_id");
            case VERL -> List.of("data_source", "agent_name", "prompt", "ability", "reward_model", "extra_info");
            case OPENRLHF ->
                switch (settings.kind()) {
                    case CONVERSATIONS -> List.of("input");
                    case PAIRS -> List.of("prompt", "chosen", "rejected", "margin");
                    case PROMPTS -> List.of("input", "label", "datasource");
                };
            case PRIME_RL -> List.of("id", "env", "task", "ok", "errors", "traces");
            case SKYRL -> List.of("data_source", "prompt", "env_class", "reward_spec", "extra_info");
            case NEMO_GYM ->
                settings.kind() == RowKind.PROMPTS
                        ? List.of("responses_create_params", "agent_ref")
                        : List.of("responses_create_params", "response", "_ng_task_index", "_ng_rollout_index");
            case ART -> List.of("trajectories");
            case TAU2 ->
                List.of("id", "task_id", "start_time", "end_time", "duration", "termination_reason", "messages");
            case OTEL -> List.of("resourceSpans");
        };
    }

    private static Source shop() {
        List<Message> hostile = List.of(
                Shop.user("Where is \"order\"\n7?\t\u0000 \u2028 \ud83d\ude00 <b>&amp;</b> {{x}} {% raw %} '}"),
                Shop.calls(Shop.call("a", "7"), Shop.call("b", "8\\\" }")),
                Shop.answers("b", TextNode.valueOf("<|im_end|>\nnot found"), true),
                Shop.answers("a", IntNode.valueOf(7), false),
                Shop.says("Gone \u200b."));
        Conversation open = Shop.log("open", Outcome.UNKNOWN, Shop.looksUp(), Json.object());
        return Shop.logs(
                List.of(
                        Shop.trial("good", Shop.TASK, Outcome.SUCCESS, Shop.looksUp()),
                        Shop.trial("bad", Shop.TASK, Outcome.FAILURE, Shop.refuses()),
                        Shop.log("hostile \"1\"", Outcome.FAILURE, hostile, Json.object()),
                        open),
                Shop.task(Shop.TASK, "good", 0, Task.Part.TRAIN),
                Shop.task("hostile \"1\"", "hostile \"1\"", 0, Task.Part.TEST));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void every_row_has_the_fields_of_its_format(ExportSettings settings) throws IOException {
        assertThat(Shop.rows(shop(), settings, folder)).isNotEmpty().allSatisfy(row -> {
            List<String> names = new ArrayList<>();
            row.fieldNames().forEachRemaining(names::add);
            assertThat(names).containsAll(required(settings));
        });
    }

    @ParameterizedTest
    @MethodSource("formats")
    void the_same_source_gives_the_same_bytes(ExportSettings settings) throws IOException {
        Path one = folder.resolve("one");
        Path two = folder.resolve("two");
        ExportReport report = Export.run(shop(), settings, one, ExportListener.SILENT);
        Export.run(shop(), settings, two, ExportListener.SILENT);
        assertThat(report.files()).isNotEmpty();
        for (ExportReport.File file : report.files()) {
            assertThat(two.resolve(file.path().getFileName())).hasSameBinaryContentAs(file.path());
        }
    }

    @ParameterizedTest
    @MethodSource("formats")
    void nothing_gives_an_error_and_no_file(ExportSettings settings) {
        Path out = folder.resolve("none");
        assertThatThrownBy(() -> Export.run(Shop.logs(List.of()), settings, out, ExportListener.SILENT))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("there is nothing to export");
        assertThat(out).doesNotExist();
    }

    @ParameterizedTest
    @MethodSource("formats")
    void what_was_read_is_a_row_or_left_out_for_a_reason(ExportSettings settings) throws IOException {
        ExportReport report = Export.run(shop(), settings, folder.resolve("all"), ExportListener.SILENT);
        long left =
                report.leftOut().values().stream().mapToLong(Long::longValue).sum();
        long used = switch (settings.kind()) {
            case PROMPTS -> report.rows();
            case PAIRS -> 2;
            case CONVERSATIONS -> settings.target() == Target.TRL_KTO ? 3 : report.read() - left;
        };
        assertThat(report.read()).isEqualTo(used + left);
        assertThat(report.toJson().path("rows").asLong()).isEqualTo(report.rows());
    }

    @Test
    void a_folder_gets_one_file_for_each_part_of_the_split() throws IOException {
        ExportReport report =
                Export.run(shop(), ExportSettings.of(Target.TRL_SFT), folder.resolve("sft"), ExportListener.SILENT);
        assertThat(report.files())
                .map(file -> file.path().getFileName() + " " + file.rows())
                .containsExactly("train.jsonl 3", "test.jsonl 1");
        assertThat(Files.readString(folder.resolve("sft/test.jsonl"))).contains("hostile");
        Selection train = new Selection(Optional.of(Task.Part.TRAIN), OptionalDouble.empty(), false, false);
        assertThat(Shop.rows(shop(), ExportSettings.of(Target.TRL_SFT).with(train), folder))
                .hasSize(3);
    }

    @Test
    void the_mask_is_1_for_the_agents_own_words_and_calls_only() throws IOException {
        List<Message> given = List.of(Shop.user("Hi"), Shop.says("Given."), Shop.user("Order 7?"));
        List<Message> talk = new ArrayList<>(given);
        talk.addAll(Shop.looksUp().subList(2, 5));
        Source source = Shop.rollouts(folder, List.of(Shop.played("t", "a", 0, 1, talk, 2, false)));
        JsonNode row =
                Shop.rows(source, ExportSettings.of(Target.TRL_SFT), folder).getFirst();
        assertThat(row.path("mask").toString()).isEqualTo("[0,0,0,1,0,1]");
        JsonNode nodes = Shop.rows(source, ExportSettings.of(Target.PRIME_RL), folder)
                .getFirst()
                .at("/traces/0/nodes");
        assertThat(nodes)
                .map(node -> node.path("sampled").asBoolean())
                .containsExactly(false, false, false, true, false, true);
        JsonNode choices = Shop.rows(source, ExportSettings.of(Target.ART), folder)
                .getFirst()
                .at("/trajectories/0/messages_and_choices");
        assertThat(choices)
                .map(each -> each.has("finish_reason"))
                .containsExactly(false, false, false, true, false, true);
    }

    @Test
    void tokens_that_a_policy_drew_go_along_with_their_mask_and_chances() throws IOException {
        Rollout plain = Shop.played("t", "a", 0, 1, Shop.looksUp());
        TokenSpan span = new TokenSpan(2, List.of(9, 10, 11), List.of(false, true, true), List.of(0.0, -0.5, -0.25));
        JsonNode json = plain.toJson()
                .set(
                        "tokens",
                        Json.of(List.of(Map.of(
                                "message", 2,
                                "ids", span.ids(),
                                "sampled", span.sampled(),
                                "log_probabilities", span.logProbabilities()))));
        Source source = Shop.rollouts(folder, List.of(Rollout.fromJson(json)));
        JsonNode node = Shop.rows(source, ExportSettings.of(Target.PRIME_RL), folder)
                .getFirst()
                .at("/traces/0/nodes/2");
        assertThat(node.path("token_ids").toString()).isEqualTo("[9,10,11]");
        assertThat(node.path("mask").toString()).isEqualTo("[false,true,true]");
        assertThat(node.path("logprobs").toString())
                .as("one for each drawn token")
                .isEqualTo("[-0.5,-0.25]");
    }

    // Two calls of one tool, answered the other way round: by order alone, each would get the other's answer.
    @Test
    void ids_are_written_only_where_order_does_not_pair_calls_with_answers() throws IOException {
        List<JsonNode> rows = Shop.rows(shop(), ExportSettings.of(Target.TRL_SFT), folder);
        assertThat(rows.get(0).at("/messages/2/tool_calls/0").has("id")).isFalse();
        JsonNode swapped = rows.get(2).path("messages");
        assertThat(swapped.at("/1/tool_calls/1/id").asText()).isEqualTo("b");
        assertThat(swapped.at("/2/tool_call_id").asText()).isEqualTo("b");
    }

    @Test
    void what_customers_do_on_their_own_devices_is_nothing_that_an_agent_sees() throws IOException {
        List<Message> talk = List.of(
                Shop.user("My phone is slow."),
                Shop.says("Restart it, please."),
                new Message.User("", List.of(Shop.call("own", "phone")), Details.NONE),
                Shop.answers("own", "\"restarted\""),
                Shop.user("Done."),
                Shop.says("Good."));
        Source source = Shop.logs(List.of(Shop.log("phone", Outcome.SUCCESS, talk, Json.object())));
        assertThat(Shop.rows(source, ExportSettings.of(Target.TRL_SFT), folder)
                        .getFirst()
                        .path("messages"))
                .hasSize(4);
        JsonNode messages = Shop.rows(source, ExportSettings.of(Target.TAU2), folder)
                .getFirst()
                .path("messages");
        assertThat(messages).hasSize(6);
        assertThat(messages.at("/3/requestor").asText()).isEqualTo("user");
    }

    @Test
    void instructions_go_before_conversations_that_have_none() throws IOException {
        RowStyle style = new RowStyle(Optional.of("Be kind."), true, false);
        List<JsonNode> rows =
                Shop.rows(shop(), ExportSettings.of(Target.TRL_SFT).with(style), folder);
        assertThat(rows.get(0).at("/messages/0/content").asText()).isEqualTo("You help shop customers.");
        assertThat(rows.get(2).at("/messages/0/content").asText()).isEqualTo("Be kind.");
        assertThat(rows.get(2).path("mask")).hasSameSizeAs(rows.get(2).path("messages"));
        assertThat(rows.get(0).path("tools").isTextual()).isTrue();
        assertThat(Json.parse(rows.get(0).path("tools").asText())
                        .at("/0/function/name")
                        .asText())
                .isEqualTo("get_order");
    }

    @Test
    void a_decision_has_the_whole_way_to_it_and_the_action_of_its_log() throws IOException {
        Source source = Shop.logs(
                List.of(Shop.log("good", Outcome.SUCCESS, Shop.looksUp(), Json.object())),
                Shop.task("good", "good", 0, Task.Part.TRAIN),
                Shop.task("good#2", "good", 2, Task.Part.TRAIN));
        Selection decisions = new Selection(Optional.empty(), OptionalDouble.empty(), false, true);
        ExportSettings settings =
                ExportSettings.of(Target.NEMO_GYM).with(RowKind.PROMPTS).with(decisions);
        List<JsonNode> rows = Shop.rows(source, settings, folder);
        assertThat(rows).hasSize(1);
        assertThat(rows.getFirst().path("task_id").asText()).isEqualTo("good#2");
        assertThat(rows.getFirst().at("/responses_create_params/input")).hasSize(2);
        assertThat(rows.getFirst().path("expected_action"))
                .isEqualTo(
                        Json.parse(
                                "{\"type\":\"function_call\",\"name\":\"get_order\",\"arguments\":\"{\\\"order_id\\\":\\\"7\\\"}\"}"));
        assertThat(rows.getFirst().at("/expected/actions/0/name").asText()).isEqualTo("get_order");
    }

    @Test
    void prompts_of_rollouts_say_how_often_they_were_solved() throws IOException {
        Source source = Shop.rollouts(
                folder,
                List.of(
                        Shop.played("t", "a", 0, 1.0, Shop.looksUp()),
                        Shop.played("t", "a", 1, 0.1, Shop.refuses()),
                        Shop.played("t", "a", 2, 0.1, Shop.refuses(), 0, true)));
        List<JsonNode> rows = Shop.rows(source, ExportSettings.of(Target.TRL_GRPO), folder);
        assertThat(rows).hasSize(1);
        assertThat(rows.getFirst().path("prompt")).hasSize(2);
        assertThat(rows.getFirst().path("tries").asInt())
                .as("but not what was cut off")
                .isEqualTo(2);
        assertThat(rows.getFirst().path("successes").asInt()).isEqualTo(1);
    }

    @Test
    void calls_of_tools_that_nobody_declares_are_counted() throws IOException {
        Source source = Shop.rollouts(folder, List.of(Shop.played("t", "a", 0, 1.0, Shop.looksUp())));
        ExportReport report =
                Export.run(source, ExportSettings.of(Target.TRL_SFT), folder.resolve("x.jsonl"), ExportListener.SILENT);
        assertThat(report.undeclared()).isEqualTo(1);
        assertThat(Export.run(
                                shop(),
                                ExportSettings.of(Target.TRL_SFT),
                                folder.resolve("y.jsonl"),
                                ExportListener.SILENT)
                        .undeclared())
                .isZero();
    }

    @Test
    void a_document_does_not_go_into_a_file_of_lines() {
        assertThatThrownBy(() -> Export.run(
                        shop(), ExportSettings.of(Target.TAU2), folder.resolve("x.jsonl"), ExportListener.SILENT))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining(".json");
    }

    @Test
    void a_result_file_of_tau2_names_every_task_of_its_simulations_once() throws IOException {
        Path out = folder.resolve("tau2.json");
        Export.run(shop(), ExportSettings.of(Target.TAU2), out, ExportListener.SILENT);
        JsonNode file = Json.parse(Files.readString(out));
        assertThat(file.path("simulations")).hasSize(4);
        assertThat(file.path("tasks"))
                .map(task -> task.path("id").asText())
                .containsExactly(Shop.TASK, "hostile \"1\"", "open");
        assertThat(file.at("/tasks/0/evaluation_criteria/communicate_info/0").asText())
                .isEqualTo("shipped");
        assertThat(file.at("/simulations/3/reward_info").isNull()).isTrue();
    }
}
