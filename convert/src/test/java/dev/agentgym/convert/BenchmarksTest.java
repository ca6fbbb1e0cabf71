package dev.agentgym.convert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.Traces;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The benchmarks' own files must give what was taken from them before by other means.
///
/// Differences that are meant: tokens that end a conversation leave the text, a reply leaves its JSON envelope,
/// system prompts are kept, and tau-bench's ids do not name the domain, which its files do not know.
class BenchmarksTest {

    @TempDir
    Path folder;

    @Test
    void tau_bench_runs_give_the_known_conversations() {
        Map<String, Conversation> converted = convert("raw/tau-bench_gpt-4o-airline.json.gz");
        Map<String, Conversation> known = known("traces/tau1_airline_gpt4o.jsonl.gz");
        assertThat(converted).hasSize(200);
        converted.forEach((id, conversation) -> assertSame(conversation, id.replace("tau-", "tau1-airline-"), known));
    }

    @Test
    void tau2_airline_runs_give_the_known_conversations() {
        Map<String, Conversation> converted = convert("raw/tau2_airline_toolorchestra.json.gz");
        Map<String, Conversation> known = known("traces/tau2_airline.jsonl.gz");
        assertThat(converted).hasSize(50);
        converted.forEach((id, conversation) -> assertSame(conversation, id, known));
    }

    @Test
    void tau2_telecom_runs_give_the_known_conversations() {
        Map<String, Conversation> converted = convert("raw/tau2_telecom_gpt-4.1.json.gz");
        Map<String, Conversation> known = known("traces/tau2_telecom.jsonl.gz");
        assertThat(converted).hasSize(40);
        converted.forEach((id, conversation) -> assertSame(conversation, id, known));
    }

    private Map<String, Conversation> convert(String name) {
        Path file = SharedData.shared(name);
        ConversionReport report = Conversion.of(List.of(file.toString())).to(folder, ProgressListener.SILENT);
        assertThat(report.conversations().quarantined()).isZero();
        return byId(Traces.read(report.output()));
    }

    private static Map<String, Conversation> known(String name) {
        return byId(Traces.read(SharedData.shared(name)));
    }

    private static Map<String, Conversation> byId(List<Conversation> conversations) {
        return conversations.stream()
                .collect(Collectors.toMap(Conversation::id, each -> each, (a, b) -> a, LinkedHashMap::new));
    }

    private static void assertSame(Conversation converted, String id, Map<String, Conversation> all) {
        Conversation known = Objects.requireNonNull(all.get(id), id);
        assertThat(said(converted)).as(converted.id()).isEqualTo(said(known));
        assertThat(converted.outcome()).isEqualTo(known.outcome());
        Map<String, JsonNode> expected = new LinkedHashMap<>();
        known.metadata().properties().forEach(field -> expected.put(field.getKey(), field.getValue()));
        expected.forEach((field, value) -> assertThat(converted.metadata().get(field))
                .as(converted.id() + " " + field)
                .isEqualTo(value));
    }

    /// Who said or called what, in order, without the differences that are meant.
    private static List<String> said(Conversation conversation) {
        return conversation.messages().stream()
                .filter(message -> !(message instanceof Message.SystemPrompt))
                .map(BenchmarksTest::said)
                .filter(text -> !text.equals("USER  []"))
                .toList();
    }

    private static String said(Message message) {
        String calls = message.toolCalls().stream()
                .map(call -> call.id() + " " + call.name() + call.arguments())
                .toList()
                .toString();
        return switch (message) {
            case Message.Tool tool ->
                "TOOL " + tool.callId() + " " + tool.name() + " " + tool.result() + " " + tool.isError();
            case Message.User user -> "USER " + MessageText.withoutStopTokens(user.content()) + " " + calls;
            case Message.Assistant assistant ->
                "ASSISTANT " + MessageText.withoutEnvelope(assistant.content()) + " " + calls;
            case Message.SystemPrompt system -> "SYSTEM";
        };
    }
}
