package dev.agentgym.trace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceReaderTest {

    private static final String GOOD = line("a", "Hello");

    @TempDir
    Path folder;

    private static String line(String id, String text) {
        return "{\"conversation_id\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}".formatted(id, text);
    }

    private static List<Reading> read(byte[] bytes) {
        List<Reading> readings = new ArrayList<>();
        try (TraceReader reader = TraceReader.open(new ByteArrayInputStream(bytes), "test")) {
            reader.forEachRemaining(readings::add);
        }
        return readings;
    }

    private static List<Reading> read(String text) {
        return read(text.getBytes(UTF_8));
    }

    private static Reading.Quarantined onlyBad(String text) {
        List<Reading> readings = read(text);
        assertThat(readings).hasSize(1).first().isInstanceOf(Reading.Quarantined.class);
        return (Reading.Quarantined) readings.getFirst();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            []                                                                   |                        | a conversation is a JSON object
            {"messages":[{"role":"user"}]}                                       | /conversation_id       | conversation_id is missing or blank
            {"conversation_id":7,"messages":[]}                                  | /conversation_id       | conversation_id is text
            {"conversation_id":"a"}                                              | /messages              | the conversation has no messages
            {"conversation_id":"a","messages":[]}                                | /messages              | the conversation has no messages
            {"conversation_id":"a","messages":{}}                                | /messages              | messages is a list
            {"conversation_id":"a","messages":["x"]}                             | /messages/0            | a message is a JSON object
            {"conversation_id":"a","messages":[{"content":"x"}]}                 | /messages/0            | the message has no role
            {"conversation_id":"a","messages":[{"role":"bot"}]}                  | /messages/0/role       | role is one of system, user, assistant, tool
            {"conversation_id":"a","messages":[{"role":"user","content":[1]}]}   | /messages/0/content    | content is text
            {"conversation_id":"a","outcome":"great","messages":[{"role":"user"}]} | /outcome             | outcome is one of success, failure, partial, abandoned, unknown, or null
            {"conversation_id":"a","satisfaction_score":"5","messages":[{"role":"user"}]} | /satisfaction_score | satisfaction_score is a number or null
            {"conversation_id":"a","messages":[{"role":"tool","name":"t"}]}      | /messages/0            | the tool's answer belongs to no call that an earlier message made
            {"conversation_id":"a","messages":[{"role":"assistant","tool_calls":[{"id":"1"}]}]} | /messages/0/tool_calls/0 | the tool call has no name
            {"conversation_id":"a","messages":[{"role":"user","timestamp":"yesterday"}]} | /messages/0/timestamp | a timestamp is ISO 8601 text or seconds since 1970
            {"conversation_id":"a","messages":[{"role":"system","tool_calls":[{"id":"1","name":"t"}]}]} | /messages/0/tool_calls | a system message calls tools
            """)
    void a_record_that_breaks_the_schema_is_set_aside_with_path_and_reason(String text, String path, String reason) {
        Reading.Quarantined bad = onlyBad(text.equals("[]") ? "[[]]" : text);

        assertThat(bad.path()).isEqualTo(path == null ? "" : path);
        assertThat(bad.reason()).isEqualTo(reason);
        assertThat(bad.origin().line()).isEqualTo(1);
    }

    @Test
    void a_bad_line_costs_only_itself() {
        List<Reading> readings = read(GOOD + "\n{\"conversation_id\": oops\n\n" + line("b", "Bye") + "\n");

        assertThat(readings).hasSize(3);
        assertThat(readings.get(0)).isInstanceOf(Reading.Accepted.class);
        assertThat(readings.get(1)).isInstanceOfSatisfying(Reading.Quarantined.class, bad -> {
            assertThat(bad.origin()).isEqualTo(new Origin("test", 2));
            assertThat(bad.raw()).isEqualTo("{\"conversation_id\": oops");
            assertThat(bad.reason()).startsWith("not JSON");
        });
        assertThat(readings.get(2).origin().line()).isEqualTo(4);
    }

    @Test
    void the_same_record_again_is_repeated_and_another_under_its_id_is_set_aside() {
        List<Reading> readings = read(GOOD + "\n" + GOOD + "\n" + line("a", "Another") + "\n");

        assertThat(readings.get(1)).isEqualTo(new Reading.Repeated("a", new Origin("test", 2)));
        assertThat(readings.get(2))
                .isInstanceOfSatisfying(
                        Reading.Quarantined.class,
                        bad -> assertThat(bad.reason()).contains("different conversation has this id"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[%s,\n%s]", "%s\n%s", "\uFEFF%s\r\n%s", "\n\n  %s  \n\t\n%s\n"})
    void arrays_lines_marks_and_blank_lines_are_read_alike(String layout) {
        assertThat(read(layout.formatted(GOOD, line("b", "Bye"))))
                .hasSize(2)
                .allMatch(Reading.Accepted.class::isInstance);
    }

    @Test
    void one_object_over_several_lines_is_one_conversation() {
        String pretty = Json.pretty(Json.parse(GOOD));

        assertThat(pretty).contains("\n");
        assertThat(read(pretty)).singleElement().isInstanceOf(Reading.Accepted.class);
    }

    @Test
    void in_an_array_a_bad_record_costs_itself_and_a_syntax_error_the_rest() {
        List<Reading> readings = read("[" + GOOD + ", {\"conversation_id\":\"x\"}, " + line("b", "Bye") + ", {oops");

        assertThat(readings).hasSize(4);
        assertThat(readings.get(1)).isInstanceOf(Reading.Quarantined.class);
        assertThat(readings.get(2)).isInstanceOf(Reading.Accepted.class);
        assertThat(((Reading.Quarantined) readings.get(3)).reason()).contains("nothing after this place could be read");
    }

    @Test
    void a_truncated_gzip_keeps_what_stood_before_the_cut() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        Random random = new Random(1);
        try (OutputStream gzip = new GZIPOutputStream(packed)) {
            for (int i = 0; i < 2000; i++) {
                gzip.write((line("c" + i, Long.toHexString(random.nextLong())) + "\n").getBytes(UTF_8));
            }
        }

        List<Reading> readings = read(Arrays.copyOf(packed.toByteArray(), packed.size() / 2));

        assertThat(readings.size()).isBetween(500, 1900);
        assertThat(readings.subList(0, readings.size() - 1)).allMatch(Reading.Accepted.class::isInstance);
        assertThat(readings.getLast())
                .isInstanceOfSatisfying(
                        Reading.Quarantined.class,
                        bad -> assertThat(bad.reason())
                                .contains("cannot be read on from here")
                                .contains("what stood before is kept"));
    }

    @Test
    void invalid_utf8_and_nul_bytes_are_set_aside() {
        byte[] bytes = (line("a", "Hell@") + "\n" + line("b", "Bye") + "\n").getBytes(UTF_8);
        byte[] broken = bytes.clone();
        broken[line("a", "Hell@").indexOf('@')] = (byte) 0xff;
        byte[] nul = bytes.clone();
        nul[0] = 0;

        assertThat(read(broken).get(0)).isInstanceOf(Reading.Quarantined.class);
        assertThat(read(broken).get(1)).isInstanceOf(Reading.Accepted.class);
        assertThat(read(nul).get(0)).isInstanceOf(Reading.Quarantined.class);
        assertThat(read(nul).get(1)).isInstanceOf(Reading.Accepted.class);
    }

    @Test
    void nesting_of_ten_thousand_levels_is_refused_without_a_crash() {
        String deep = "{\"conversation_id\":\"a\",\"x\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}";

        assertThat(onlyBad(deep).reason()).contains("nesting depth");
    }

    @Test
    void a_line_of_fifty_megabytes_is_read() {
        String text = line("a", "x".repeat(50_000_000));

        assertThat(read(text + "\n" + line("b", "y"))).hasSize(2).allMatch(Reading.Accepted.class::isInstance);
    }

    @Test
    void a_line_above_the_limit_is_passed_over_and_the_next_is_read() throws IOException {
        byte[] bytes = ("x".repeat(5000) + "\nshort\n" + "y".repeat(3000) + "\nend").getBytes(UTF_8);
        LineSplitter lines = new LineSplitter(new ByteArrayInputStream(bytes), 1000);

        List<String> seen = new ArrayList<>();
        while (lines.next()) {
            String text = new String(lines.buffer(), lines.start(), lines.length(), UTF_8);
            seen.add(lines.tooLong() ? "too long: " + text.charAt(0) : text);
        }

        assertThat(seen).containsExactly("too long: x", "short", "too long: y", "end");
        assertThat(lines.line()).isEqualTo(4);
    }

    @Test
    void an_empty_file_has_no_records() {
        assertThat(read("")).isEmpty();
        assertThat(read("\n\n")).isEmpty();
    }

    @Test
    void a_folder_is_read_file_by_file_in_name_order_without_what_convert_writes_beside() throws IOException {
        Files.writeString(folder.resolve("2.jsonl"), line("b", "x"));
        Files.writeString(folder.resolve("1.json"), "[" + line("a", "x") + "]");
        Files.writeString(folder.resolve("quarantine.jsonl"), "{}");
        Files.writeString(folder.resolve("notes.txt"), "nothing");

        assertThat(Traces.read(folder)).extracting(Conversation::id).containsExactly("a", "b");
    }

    @Test
    void a_folder_without_traces_and_a_missing_path_say_so() {
        assertThatThrownBy(() -> Traces.read(folder)).hasMessageContaining("no traces in the folder");
        assertThatThrownBy(() -> Traces.read(folder.resolve("gone"))).hasMessageContaining("no such file");
    }

    @Test
    void strict_reading_stops_at_the_first_bad_record_with_its_place() throws IOException {
        Path file = folder.resolve("t.jsonl");
        Files.writeString(file, GOOD + "\n{}\n");

        assertThatThrownBy(() -> Traces.read(file))
                .isInstanceOf(TraceException.class)
                .hasMessageContaining("t.jsonl:2")
                .hasMessageContaining("conversation_id is missing");
    }

    /// Whatever happens to the bytes, every line that was not touched must arrive, and nothing may be thrown.
    @Test
    void random_damage_never_throws_and_never_costs_more_than_the_damaged_lines() {
        Random random = new Random(42);
        for (int round = 0; round < 300; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < 20; i++) {
                text.append(line("c" + i, "text " + i)).append('\n');
            }
            byte[] bytes = text.toString().getBytes(UTF_8);
            int damaged = 1 + random.nextInt(3);
            for (int i = 0; i < damaged; i++) {
                int at = random.nextInt(bytes.length);
                bytes[at] = bytes[at] == '\n' ? bytes[at] : (byte) (random.nextInt(255) + 1 == '\n' ? 'x' : 1);
            }

            List<Reading> readings = read(bytes);

            assertThat(readings).hasSize(20);
            assertThat(readings.stream()
                            .filter(Reading.Accepted.class::isInstance)
                            .count())
                    .isGreaterThanOrEqualTo(20 - damaged);
        }
    }
}
