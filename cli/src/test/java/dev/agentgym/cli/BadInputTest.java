package dev.agentgym.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is wrong is said, with the place and the remedy; what was good is kept; and no failure shows a stack trace.
class BadInputTest {

    @TempDir
    Path folder;

    private String good = "";
    private String other = "";

    @BeforeEach
    void readTraces() throws IOException {
        List<String> lines = Files.readAllLines(Ran.quickstart());
        good = lines.get(0);
        other = lines.get(1);
    }

    @ParameterizedTest
    @CsvSource({"convert, true", "create, true", "inspect, false"})
    void a_missing_file_is_named(String command, boolean writes) {
        Ran ran = run(command, writes, "nowhere.jsonl").endingWith(1);
        assertThat(ran.err()).contains("no such file or folder: ").contains("nowhere.jsonl");
        assertClean(ran);
    }

    @ParameterizedTest
    @CsvSource({"convert, true", "create, true", "inspect, false"})
    void an_empty_folder_has_nothing_to_read(String command, boolean writes) throws IOException {
        Files.createDirectory(folder.resolve("empty"));
        Ran ran = run(command, writes, "empty").endingWith(1);
        assertThat(ran.err()).contains("empty").containsAnyOf("no traces in the folder", "nothing to convert");
        assertClean(ran);
    }

    @ParameterizedTest
    @ValueSource(strings = {"convert", "create"})
    void an_empty_file_has_nothing_to_read(String command) throws IOException {
        Files.createFile(folder.resolve("empty.jsonl"));
        Ran ran = run(command, true, "empty.jsonl").endingWith(1);
        assertThat(ran.err()).contains("empty.jsonl").containsAnyOf("it is empty", "there is no conversation");
        assertThat(folder.resolve("out")).doesNotExist();
        assertClean(ran);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mock", "chat", "reward"})
    void what_is_no_gym_is_refused_with_the_command_that_makes_one(String command) {
        Ran ran = Ran.agentGym(command, folder).endingWith(1);
        assertThat(ran.err()).contains("no gym at " + folder).contains("agent-gym create");
        assertClean(ran);
    }

    @Test
    void a_gym_whose_traces_changed_is_damaged() throws IOException {
        Path gym = gym();
        Path traces = gym.resolve("traces.jsonl.zst");
        byte[] bytes = Files.readAllBytes(traces);
        Files.write(traces, Arrays.copyOf(bytes, bytes.length - 1));
        Ran ran = Ran.agentGym("mock", gym, "lookup_account").endingWith(1);
        assertThat(ran.err())
                .contains("is damaged")
                .contains("traces.jsonl.zst")
                .contains("agent-gym create");
        assertClean(ran);
    }

    @Test
    void a_gym_of_another_format_is_not_guessed_at() throws IOException {
        Path gym = gym();
        Path about = gym.resolve("gym.json");
        Files.writeString(about, Files.readString(about).replaceFirst("\"format\" : \\d+", "\"format\" : 7"));
        Ran ran = Ran.agentGym("inspect", gym).endingWith(1);
        assertThat(ran.err()).contains("has format 7, this version reads ");
        assertClean(ran);
    }

    @Test
    void a_file_in_the_way_of_a_gym_is_not_replaced() throws IOException {
        Path file = Files.writeString(folder.resolve("out"), "mine");
        Ran ran = Ran.agentGym("create", Ran.quickstart(), "--out", file).endingWith(1);
        assertThat(ran.err()).contains("is a file; name a folder");
        assertThat(file).content().isEqualTo("mine");
        assertClean(ran);
    }

    // A mistyped path must not cost somebody a folder.
    @Test
    void a_folder_with_something_else_is_not_replaced_by_a_gym() throws IOException {
        Path mine = Files.createDirectory(folder.resolve("photos"));
        Files.writeString(mine.resolve("cat.jpg"), "cat");
        Ran ran = Ran.agentGym("create", Ran.quickstart(), "--out", mine).endingWith(1);
        assertThat(ran.err()).contains("holds something else than a gym");
        assertThat(mine.resolve("cat.jpg")).hasContent("cat");
        assertClean(ran);
    }

    @ParameterizedTest
    @ValueSource(strings = {"convert", "create"})
    void a_folder_that_may_not_be_written_to_is_named(String command) throws IOException {
        Path closed = Files.createDirectory(folder.resolve("closed"));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-xr-xr-x"));
        assumeFalse(Files.isWritable(closed), "this user may write everywhere");
        Ran ran = Ran.agentGym(command, Ran.quickstart(), "--out", closed.resolve("out"))
                .endingWith(1);
        assertThat(ran.err()).contains("cannot write").contains("check that the folder");
        assertClean(ran);
    }

    @Test
    void a_file_in_the_way_of_a_folder_is_named_when_converting() throws IOException {
        Path file = Files.writeString(folder.resolve("out"), "mine");
        Ran ran = Ran.agentGym("convert", Ran.quickstart(), "--out", file).endingWith(1);
        assertThat(ran.err()).contains("cannot write").contains("out");
        assertThat(file).content().isEqualTo("mine");
        assertClean(ran);
    }

    @Test
    void a_download_that_broke_off_keeps_what_came_through() throws IOException {
        byte[] packed = gzip((good + "\n").repeat(200) + other + "\n");
        Files.write(folder.resolve("cut.jsonl.gz"), Arrays.copyOf(packed, packed.length - 12));
        Ran ran = run("create", true, "cut.jsonl.gz").endingWith(3);
        assertThat(ran.err()).contains("cut.jsonl.gz").contains("cannot be read on from here");
        assertThat(ran.out()).contains("success");
    }

    @ParameterizedTest
    @ValueSource(strings = {"convert", "create"})
    void bytes_that_are_no_text_cost_their_record_only(String command) throws IOException {
        byte[] broken = good.replace("subscription\"", "\u00ff\"").getBytes(StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(broken);
        file.write(("\n" + other + "\n").getBytes(StandardCharsets.UTF_8));
        Files.write(folder.resolve("latin.jsonl"), file.toByteArray());
        assertOneOfTwo(run(command, true, "latin.jsonl"), command);
    }

    // Ten thousand levels overflow the stack of whoever recurses over them.
    @ParameterizedTest
    @ValueSource(strings = {"convert", "create"})
    void a_record_that_is_nested_without_end_costs_itself_only(String command) throws IOException {
        String deep = "{\"conversation_id\":\"deep\",\"messages\":" + "[".repeat(10_000);
        Files.writeString(folder.resolve("deep.jsonl"), other + "\n" + deep + "\n");
        assertOneOfTwo(run(command, true, "deep.jsonl"), command);
    }

    @ParameterizedTest
    @ValueSource(strings = {"convert", "create"})
    void an_id_that_two_conversations_claim_is_kept_by_the_first(String command) throws IOException {
        Files.writeString(folder.resolve("twice.jsonl"), other + "\n" + good.replace("conv_001", "conv_002") + "\n");
        assertOneOfTwo(run(command, true, "twice.jsonl"), command);
    }

    @ParameterizedTest
    @ValueSource(strings = {"convert", "create"})
    void a_line_that_is_no_record_costs_itself_only(String command) throws IOException {
        Files.writeString(folder.resolve("bad.jsonl"), other + "\nnot json\n");
        assertOneOfTwo(run(command, true, "bad.jsonl"), command);
    }

    @Test
    void arguments_that_are_no_json_object_are_a_usage_error() {
        Path gym = gym();
        for (String arguments : List.of("user_id=123", "[1]", "")) {
            Ran ran = Ran.agentGym("mock", gym, "lookup_account", arguments).endingWith(2);
            assertThat(ran.err()).contains("arguments are a JSON object");
            assertClean(ran);
        }
    }

    @Test
    void a_response_needs_its_ground_truth() {
        Ran ran = Ran.agentGym("reward", folder, "--response", "Yes.").endingWith(2);
        assertThat(ran.err()).contains("--response and --ground-truth go together");
    }

    @Test
    void a_tool_that_does_not_exist_is_answered_with_those_that_do() {
        Ran ran = Ran.agentGym("inspect", gym(), "--tool", "lookup").endingWith(2);
        assertThat(ran.err()).contains("no tool named lookup").contains("lookup_account");
    }

    private Ran run(String command, boolean writes, String source) {
        Path path = folder.resolve(source);
        return writes ? Ran.agentGym(command, path, "--out", folder.resolve("out")) : Ran.agentGym(command, path);
    }

    private Path gym() {
        Path gym = folder.resolve("gym");
        Ran.agentGym("create", Ran.quickstart(), "--out", gym).endingWith(0);
        return gym;
    }

    /// The good conversation is there, the bad one is counted and explained, and the exit code says so.
    private void assertOneOfTwo(Ran ran, String command) throws IOException {
        ran.endingWith(3);
        if (command.equals("convert")) {
            assertThat(ran.out()).contains("2 conversations read = 1 converted + 0 repeated + 1 quarantined");
            assertThat(folder.resolve("out/quarantine.jsonl")).content().contains("\"reason\"");
        } else {
            assertThat(ran.out()).contains("1 conversations");
            assertThat(ran.err()).contains("left out: ");
        }
        assertThat(ran.err()).doesNotContain("Exception", "\tat ");
    }

    private static void assertClean(Ran ran) {
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains("agent-gym: ").doesNotContain("\tat ", "defect");
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream packed = new GZIPOutputStream(bytes)) {
            packed.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
