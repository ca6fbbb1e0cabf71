package dev.agentgym.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FidelityCommandTest {

    @TempDir
    static Path folder;

    private static Path gym;
    private static Ran created;

    /// Forty customers who ask for a price that never changes, and for a draw that nobody can foretell.
    @BeforeAll
    static void create() throws IOException {
        Path traces = folder.resolve("traces.jsonl");
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            lines.add(conversation("c" + i, i % 3));
        }
        Files.write(traces, lines);
        gym = folder.resolve("gym");
        created = Ran.agentGym("create", traces, "--out", gym);
    }

    private static String conversation(String id, int drawn) {
        ObjectNode conversation = Json.object().put("conversation_id", id);
        var messages = conversation.putArray("messages");
        messages.addObject().put("role", "user").put("content", "hello from " + id);
        var calls =
                messages.addObject().put("role", "assistant").put("content", "").putArray("tool_calls");
        calls.addObject()
                .put("id", "p")
                .put("name", "price")
                .putObject("arguments")
                .put("sku", "A");
        calls.addObject().put("id", "d").put("name", "draw").putObject("arguments");
        messages.addObject().put("role", "tool").put("tool_call_id", "p").put("result", 3);
        messages.addObject().put("role", "tool").put("tool_call_id", "d").put("result", drawn);
        return conversation.put("outcome", "success").toString();
    }

    @Test
    void create_warns_of_each_tool_that_is_not_fit_to_train_on_and_of_no_other() {
        created.endingWith(0);
        assertThat(created.err()
                        .lines()
                        .filter(line -> line.startsWith("warning: ") && line.contains("held-out calls")))
                .singleElement()
                .asString()
                .startsWith("warning: draw is right in ")
                .endsWith(" unanswered");
        assertThat(created.err()).contains("add logs that call these tools");
    }

    @Test
    void the_tables_name_divisions_kinds_tiers_and_tools() {
        Ran ran = Ran.agentGym("fidelity", gym).endingWith(0);
        assertThat(ran.out())
                .contains("conversation  open loop", "conversation  true history")
                .contains("not measured by customer: no conversation names its customer")
                .contains("accepted read", "replayed", "price")
                .contains("wrong: draw {}");
        assertThat(ran.err()).contains("measuring by conversation");
    }

    @Test
    void json_is_the_whole_card_and_nothing_else() {
        JsonNode card = Ran.agentGym("fidelity", gym, "--json").endingWith(0).json();
        JsonNode tools = card.path("measurements").path(0).path("tools");
        assertThat(tools.path("price").path("exact_of_all").path("share").asDouble())
                .isEqualTo(1);
        assertThat(card.path("not_measured").path("time").asText()).isEqualTo("no conversation has a timestamp");
    }

    @Test
    void a_page_is_written_beside_the_text() throws IOException {
        Path page = folder.resolve("page.html");
        Ran.agentGym("fidelity", gym, "--html", page).endingWith(0);
        assertThat(Files.readString(page)).startsWith("<!doctype html>").contains("draw");
    }

    @Test
    void conversations_that_the_gym_has_not_seen_can_be_given() throws IOException {
        Path later = folder.resolve("later.jsonl");
        Files.writeString(later, conversation("later", 7) + "\nno record\n");
        Ran ran = Ran.agentGym("fidelity", gym, "--heldout", later, "--json").endingWith(3);
        JsonNode measured = ran.json().path("measurements").path(0);
        assertThat(measured.path("division").asText()).isEqualTo("given");
        assertThat(measured.path("learned").asInt()).isEqualTo(60);
        assertThat(measured.path("all").path("exact").asInt()).isEqualTo(1);
    }

    @Test
    void without_calls_there_is_nothing_to_measure() throws IOException {
        Path traces = folder.resolve("talk.jsonl");
        Files.writeString(
                traces, "{\"conversation_id\":\"a\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}\n");
        Path talk = folder.resolve("talk");
        Ran.agentGym("create", traces, "--out", talk).endingWith(0);
        Ran ran = Ran.agentGym("fidelity", talk).endingWith(1);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains("nothing can be measured", "a measurement needs logged calls");
    }

    @Test
    void a_page_that_cannot_be_written_is_an_error_that_names_it() {
        Path page = folder.resolve("none/page.html");
        assertThat(Ran.agentGym("fidelity", gym, "--html", page).endingWith(1).err())
                .contains("cannot write " + page);
    }
}
