package dev.agentgym.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentgym.dataset.Export;
import dev.agentgym.dataset.ExportListener;
import dev.agentgym.dataset.ExportReport;
import dev.agentgym.dataset.ExportSettings;
import dev.agentgym.dataset.RowKind;
import dev.agentgym.dataset.Source;
import dev.agentgym.dataset.Target;
import dev.agentgym.task.Tasks;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.Outcome;
import dev.agentgym.trace.ToolCall;
import dev.agentgym.trace.Traces;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What is exported for others and read back is what it was: who said and called what, what tools answered and
/// whether that was an error, how it ended.
///
/// Differences that are meant: formats without ids get new ones, and metadata say what the row said of itself.
class RowsOfTrainersTest {

    @TempDir
    Path folder;

    static Stream<ExportSettings> conversations() {
        return Stream.of(Target.values())
                .filter(target -> target.kinds().contains(RowKind.CONVERSATIONS) && target != Target.TRL_KTO)
                .map(target -> ExportSettings.of(target).with(RowKind.CONVERSATIONS));
    }

    private static Source source(List<Conversation> logs) {
        return Source.logs(new Source.Logs("shop", logs, new Tasks(List.of(), List.of()), List.of()));
    }

    /// Exports, and reads back what was written.
    private Map<String, Conversation> back(List<Conversation> logs, ExportSettings settings) {
        Path rows = folder.resolve("rows");
        Export.run(source(logs), settings, rows, ExportListener.SILENT);
        ConversionReport report =
                Conversion.of(List.of(rows.toString())).to(folder.resolve("traces"), ProgressListener.SILENT);
        assertThat(report.conversations().quarantined()).isZero();
        Map<String, Conversation> byId = new LinkedHashMap<>();
        Traces.read(report.output()).forEach(each -> byId.put(each.id(), each));
        return byId;
    }

    @ParameterizedTest
    @MethodSource("conversations")
    void conversations_come_back_as_they_were(ExportSettings settings) {
        List<Conversation> logs = new Talks(11, false).draw(60);
        Map<String, Conversation> read = back(logs, settings);
        List<Conversation> expected = logs.stream()
                .filter(log -> settings.target() != Target.ART || log.outcome() != Outcome.UNKNOWN)
                .toList();
        assertThat(read.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        expected.stream().map(Conversation::id).toList());
        assertThat(expected).allSatisfy(log -> {
            Conversation same = Objects.requireNonNull(read.get(log.id()));
            assertThat(said(same)).containsExactlyElementsOf(said(log));
            assertThat(same.outcome()).isEqualTo(log.outcome());
        });
    }

    // In other formats the agent does not see what customers do on their own devices.
    @ParameterizedTest
    @EnumSource(
            value = Target.class,
            names = {"TAU2", "OTEL"})
    void records_of_what_happened_have_the_customers_own_calls_too(Target target) {
        List<Conversation> logs = new Talks(12, true).draw(40);
        Map<String, Conversation> read = back(logs, ExportSettings.of(target));
        assertThat(logs)
                .allSatisfy(log -> assertThat(said(Objects.requireNonNull(read.get(log.id()))))
                        .containsExactlyElementsOf(said(log)));
    }

    @ParameterizedTest
    @EnumSource(
            value = Target.class,
            names = {"TAU2", "OTEL", "ART", "PRIME_RL", "NEMO_GYM"})
    void formats_with_ids_keep_them(Target target) {
        List<Conversation> logs = new Talks(13, false).draw(20);
        Map<String, Conversation> read = back(logs, ExportSettings.of(target).with(RowKind.CONVERSATIONS));
        assertThat(read).isNotEmpty();
        logs.stream()
                .filter(log -> read.containsKey(log.id()))
                .forEach(log -> assertThat(ids(Objects.requireNonNull(read.get(log.id()))))
                        .isEqualTo(ids(log)));
    }

    private static List<String> ids(Conversation conversation) {
        return conversation.messages().stream()
                .flatMap(message -> message instanceof Message.Tool tool
                        ? Stream.of(tool.callId())
                        : message.toolCalls().stream().map(ToolCall::id))
                .toList();
    }

    private static List<String> said(Conversation conversation) {
        return conversation.messages().stream()
                .map(message -> switch (message) {
                    case Message.Tool tool -> "tool " + tool.name() + " " + tool.text() + " " + tool.isError();
                    case Message.SystemPrompt system -> "system " + system.content();
                    case Message.User user -> "user " + user.content() + " " + calls(user.toolCalls());
                    case Message.Assistant agent -> "agent " + agent.content() + " " + calls(agent.toolCalls());
                })
                .toList();
    }

    private static List<String> calls(List<ToolCall> calls) {
        return calls.stream()
                .map(call -> call.name() + Json.canonical(call.arguments()))
                .toList();
    }

    @Test
    void a_row_of_one_turn_comes_back_as_the_conversation_up_to_it() {
        Conversation log = Conversation.of(
                "c",
                List.of(
                        Message.User.says("Hi"),
                        Message.Assistant.says("Hello."),
                        Message.User.says("Bye"),
                        Message.Assistant.says("Bye.")),
                Outcome.SUCCESS);
        Map<String, Conversation> read = back(List.of(log), ExportSettings.of(Target.TRL_KTO));
        assertThat(read.keySet()).containsExactly("c#1", "c#3");
        assertThat(said(Objects.requireNonNull(read.get("c#1"))))
                .isEqualTo(said(log).subList(0, 2));
        assertThat(said(Objects.requireNonNull(read.get("c#3")))).isEqualTo(said(log));
    }

    // Applications keep what they like beside their messages.
    @Test
    void a_chat_with_traces_and_nodes_of_its_own_stays_a_chat() {
        Conversation read = new Folder(folder)
                .with(
                        "chat.jsonl",
                        "{\"traces\": [1], \"nodes\": [2], \"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}]}\n")
                .only();
        assertThat(said(read)).containsExactly("user Hi []");
    }

    @Test
    void prompts_are_told_from_conversations() {
        Folder raw = new Folder(folder)
                .with(
                        "prompts.jsonl",
                        "{\"data_source\": \"x\", \"prompt\": [{\"role\": \"user\", \"content\": \"Hi\"}]}\n");
        assertThatThrownBy(() -> Conversion.of(List.of(raw.file("prompts.jsonl").toString()))
                        .to(raw.out(), ProgressListener.SILENT))
                .isInstanceOf(ConversionException.class)
                .hasMessageContaining("prompts for a trainer", "trl-sft");
    }

    @Test
    void what_trainers_say_of_a_conversation_is_kept() {
        Conversation log = new Talks(3, false)
                .draw(40).stream()
                        .filter(each -> each.outcome() == Outcome.SUCCESS)
                        .findFirst()
                        .orElseThrow();
        Conversation read = Objects.requireNonNull(
                back(List.of(log), ExportSettings.of(Target.TRL_SFT)).get(log.id()));
        assertThat(read.metadata().path("reward").asDouble()).isEqualTo(1.0);
        assertThat(read.extra()).isEmpty();
    }

    @Test
    void a_trajectory_of_art_as_others_write_it() {
        Conversation read = new Folder(folder)
                .with(
                        "groups.jsonl",
                        "{\"trajectories\":[{\"reward\":0.25,\"metrics\":{},\"metadata\":{\"scenario\":3},\"messages_and_choices\":["
                                + "{\"role\":\"user\",\"content\":\"hi\"}, {\"finish_reason\":\"stop\",\"index\":0,\"logprobs\":null,"
                                + "\"message\":{\"role\":\"assistant\",\"content\":\"hello\"}}],\"tools\":null,\"logs\":[]}]}\n")
                .only();
        assertThat(said(read)).containsExactly("user hi []", "agent hello []");
        assertThat(read.outcome()).isEqualTo(Outcome.FAILURE);
        assertThat(read.metadata().path("scenario").asInt()).isEqualTo(3);
        assertThat(read.metadata().path("reward").asDouble()).isEqualTo(0.25);
    }

    @Test
    void one_bad_trajectory_costs_itself_only() {
        Folder raw = new Folder(folder)
                .with(
                        "groups.jsonl",
                        "{\"trajectories\":[{\"reward\":1,\"messages_and_choices\":[{\"role\":\"user\",\"content\":\"hi\"}]},"
                                + "{\"reward\":1,\"messages_and_choices\":[{\"role\":\"ghost\"}]}]}\n{\"trajectories\":[]}\n");
        ConversionReport report = raw.convert();
        assertThat(report.conversations().converted()).isEqualTo(1);
        assertThat(report.conversations().quarantined()).isEqualTo(2);
        assertThat(raw.quarantine())
                .extracting(bad -> bad.path("reason").asText())
                .anyMatch(reason -> reason.contains("role"))
                .anyMatch(reason -> reason.contains("no conversation"));
    }

    @Test
    void an_episode_of_verifiers_with_an_abandoned_branch() {
        Conversation read = new Folder(folder)
                .with(
                        "traces.jsonl",
                        "{\"id\":\"e1\",\"traces\":[{\"id\":\"t1\",\"nodes\":["
                                + "{\"parent\":null,\"message\":{\"role\":\"user\",\"content\":\"Where is order 17?\"},\"sampled\":false},"
                                + "{\"parent\":0,\"message\":{\"role\":\"assistant\",\"content\":\"No.\"},\"sampled\":true},"
                                + "{\"parent\":0,\"message\":{\"role\":\"assistant\",\"content\":null,\"reasoning_content\":null,"
                                + "\"tool_calls\":[{\"id\":\"c1\",\"name\":\"get_order\",\"arguments\":\"{\\\"id\\\":\\\"17\\\"}\"}]},\"sampled\":true},"
                                + "{\"parent\":2,\"message\":{\"role\":\"tool\",\"tool_call_id\":\"c1\",\"content\":\"{\\\"status\\\":1}\"},\"sampled\":false}],"
                                + "\"rewards\":{\"a\":{\"score\":0.5,\"weight\":1.0},\"b\":{\"score\":1,\"weight\":0.5}}}]}\n")
                .only();
        assertThat(read.id()).isEqualTo("t1");
        assertThat(said(read))
                .containsExactly(
                        "user Where is order 17? []",
                        "agent  [get_order{\"id\":\"17\"}]",
                        "tool get_order {\"status\":1} false");
        assertThat(read.outcome()).as("0.5 and half of 1").isEqualTo(Outcome.SUCCESS);
    }

    @Test
    void a_rollout_of_nemo_gym_as_others_write_it() {
        Conversation read = new Folder(folder)
                .with(
                        "rollouts.jsonl",
                        "{\"responses_create_params\":{\"input\":\"count to 1\"},\"reward\":1.0,\"response\":{\"id\":\"resp_1\",\"output\":["
                                + "{\"type\":\"reasoning\",\"id\":\"rs_1\",\"summary\":[]},"
                                + "{\"type\":\"function_call\",\"id\":\"fc_a\",\"call_id\":\"c1\",\"name\":\"count\",\"arguments\":\"{\\\"n\\\":1}\"},"
                                + "{\"type\":\"function_call\",\"id\":\"fc_b\",\"call_id\":\"c2\",\"name\":\"count\",\"arguments\":\"{\\\"n\\\":2}\"},"
                                + "{\"type\":\"function_call_output\",\"call_id\":\"c1\",\"output\":\"{\\\"ok\\\":true}\"},"
                                + "{\"type\":\"function_call_output\",\"call_id\":\"c2\",\"output\":\"done\"},"
                                + "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"content\":[{\"type\":\"output_text\",\"text\":\"6\"}]}]}}\n")
                .only();
        assertThat(said(read))
                .containsExactly(
                        "user count to 1 []",
                        "agent  [count{\"n\":1}, count{\"n\":2}]",
                        "tool count {\"ok\":true} false",
                        "tool count done false",
                        "agent 6 []");
        assertThat(read.outcome()).isEqualTo(Outcome.SUCCESS);
    }

    // As instrumented applications write them: every exchange repeats the history, and the last call is answered only
    // in the span of its tool.
    @Test
    void spans_of_an_application() {
        String first = chat(
                "[{\\\"role\\\":\\\"user\\\",\\\"parts\\\":[{\\\"type\\\":\\\"text\\\",\\\"content\\\":\\\"Hi\\\"}]}]",
                "[]");
        String second = chat(
                "[{\\\"role\\\":\\\"user\\\",\\\"parts\\\":[{\\\"type\\\":\\\"text\\\",\\\"content\\\":\\\"Where is #W1?\\\"}]}]",
                "[{\\\"role\\\":\\\"assistant\\\",\\\"parts\\\":[{\\\"type\\\":\\\"tool_call\\\",\\\"id\\\":\\\"c1\\\",\\\"name\\\":\\\"get_order\\\","
                        + "\\\"arguments\\\":{\\\"order_id\\\":\\\"#W1\\\"}}],\\\"finish_reason\\\":\\\"tool_call\\\"}]");
        String tool = "{\"traceId\":\"aa\",\"name\":\"execute_tool get_order\",\"attributes\":["
                + attribute("gen_ai.conversation.id", "c-7") + "," + attribute("gen_ai.tool.call.id", "c1") + ","
                + attribute("error.type", "timeout") + ","
                + attribute("gen_ai.tool.call.result", "{\\\"status\\\":\\\"pending\\\"}") + "]}";
        Conversation read = new Folder(folder)
                .with(
                        "spans.jsonl",
                        "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[" + first + "," + second + "," + tool
                                + "]}]}]}\n")
                .only();
        assertThat(read.id()).isEqualTo("c-7");
        assertThat(said(read))
                .containsExactly(
                        "user Where is #W1? []",
                        "agent  [get_order{\"order_id\":\"#W1\"}]",
                        "tool get_order {\"status\":\"pending\"} true");
    }

    private static String chat(String input, String output) {
        return "{\"traceId\":\"aa\",\"name\":\"chat\",\"attributes\":[" + attribute("gen_ai.conversation.id", "c-7")
                + "," + attribute("gen_ai.input.messages", input) + "," + attribute("gen_ai.output.messages", output)
                + "]}";
    }

    private static String attribute(String key, String value) {
        return "{\"key\":\"" + key + "\",\"value\":{\"stringValue\":\"" + value + "\"}}";
    }

    @Test
    void spans_without_the_content_of_messages_are_set_aside_with_the_remedy() {
        Folder raw = new Folder(folder)
                .with(
                        "spans.jsonl",
                        "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"traceId\":\"aa\",\"name\":\"chat\",\"attributes\":[]}]}]}]}\n");
        raw.convert();
        assertThat(raw.quarantine().getFirst().path("reason").asText())
                .contains("gen_ai.input.messages", "record the content");
    }

    @Test
    void as_a_filter_a_record_of_several_conversations_is_refused_with_the_remedy() {
        assertThatThrownBy(() -> RecordConversion.plain().convert(Json.parse("{\"trajectories\": [{}, {}]}")))
                .isInstanceOf(ConversionException.class)
                .hasMessageContaining("2 conversations", "--out");
    }

    @Test
    void a_packed_export_is_read_too() {
        List<Conversation> logs = new Talks(5, false).draw(10);
        ExportReport report = Export.run(
                source(logs),
                ExportSettings.of(Target.TRL_SFT),
                folder.resolve("all.jsonl.zst"),
                ExportListener.SILENT);
        assertThat(report.rows()).isEqualTo(10);
        assertThat(Conversion.of(List.of(folder.resolve("all.jsonl.zst").toString()))
                        .to(folder.resolve("out"), ProgressListener.SILENT)
                        .conversations()
                        .converted())
                .isEqualTo(10);
    }
}
