package dev.agentgym.world;

import static dev.agentgym.trace.Logged.log;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Json;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A nursery of plants. Its tools take no number of plants that is not above zero and no note of few letters, but only
/// the logs of `plant` show what is said of these.
class CommonLimitsTest {

    private static final List<String> NOTES = List.of("beside the wall", "in the evening", "soon, please", "with care");
    private static final String BAD_BED = "!\"Error: the bed must be a letter and two digits\"";

    /// @param badBed what `water` says of a bed that is not written as it should be
    private static World nursery(String badBed) {
        List<Conversation> logs = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            String bed = "B" + (10 + i);
            logs.add(call("plant", i, bed, 2 + i % 7, NOTES.get(i % 4), "{\"done\":true}"));
            logs.add(call("water", i, bed, 3 + i % 9, NOTES.get(i % 3), "{\"wet\":true}"));
        }
        for (int i = 0; i < 4; i++) {
            String many = "!\"Error: at most 9 plants fit, got " + (10 + i) + "\"";
            logs.add(call("plant", 40 + i, "B1" + i, -1 - i, "beside the wall", none(-1 - i)));
            logs.add(call("plant", 50 + i, "B1" + i, 10 + i, "beside the wall", many));
            logs.add(call("plant", 60 + i, "B1" + i, 3, "wall".substring(i), shortNote(4 - i)));
            logs.add(call("plant", 70 + i, "bed" + i, 3, "beside the wall", BAD_BED));
            logs.add(call("water", 80 + i, "bed" + i, 3, "beside the wall", badBed));
        }
        return World.induce(logs);
    }

    private static Conversation call(String tool, int i, String bed, int number, String note, String answer) {
        return log(
                tool + i,
                "%s {\"bed\":\"%s\",\"number\":%d,\"note\":\"%s\"} -> %s".formatted(tool, bed, number, note, answer));
    }

    private static String none(int number) {
        return "!\"Error: the number must be above zero, got " + number + "\"";
    }

    private static String shortNote(int letters) {
        return "!\"Error: a note has at least 5 letters, got " + letters + "\"";
    }

    private static String water(World world, int number, String note) {
        ObjectNode arguments =
                Json.object().put("bed", "B22").put("number", number).put("note", note);
        return world.session().tell("water", arguments) instanceof Told.Refused refused
                ? refused.text().asText()
                : "";
    }

    @Test
    void a_number_that_must_be_above_zero_must_be_so_wherever_the_argument_stands() {
        assertThat(water(nursery(BAD_BED), -6, "in the evening"))
                .isEqualTo("Error: the number must be above zero, got -6");
    }

    @Test
    void a_text_has_the_same_least_length_wherever_the_argument_stands() {
        assertThat(water(nursery(BAD_BED), 4, "now")).isEqualTo("Error: a note has at least 5 letters, got 3");
    }

    @Test
    void how_much_is_too_much_is_each_tool_s_own() {
        assertThat(water(nursery(BAD_BED), 14, "in the evening")).isEmpty();
    }

    @Test
    void tools_that_refuse_in_other_words_share_no_limit() {
        assertThat(water(nursery("!\"no bed like that\""), -6, "in the evening"))
                .isEmpty();
    }
}
