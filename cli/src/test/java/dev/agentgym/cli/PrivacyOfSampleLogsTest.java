package dev.agentgym.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.agentgym.examples.customerservice.simulation.SampleConversation;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Traces;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `--private` leaves of the persons in the sample logs, whose data are known.
class PrivacyOfSampleLogsTest {

    /// Shorter values, such as the last four digits of a card, stand in other numbers by chance.
    private static final int SHORTEST = 5;

    @TempDir
    Path folder;

    @Test
    void no_personal_value_of_a_customer_is_left_in_their_conversation() {
        Path raw = Ran.root().resolve("data/raw/support.sqlite.zst");
        assumeTrue(Files.exists(raw), "no sample logs at " + raw);
        Ran.agentGym("convert", raw, "--private", "--out", folder).endingWith(0);
        List<Conversation> traces = Traces.read(folder);
        List<SampleConversation> truth = SampleTruth.conversations();

        List<String> left = new ArrayList<>();
        for (int i = 0; i < truth.size(); i++) {
            String text = Traces.toJson(traces.get(i)).toString();
            assertThat(traces.get(i).id()).isEqualTo(truth.get(i).id());
            truth.get(i).personalData().stream()
                    .filter(value -> value.length() >= SHORTEST && text.contains(value))
                    .forEach(value -> left.add(value));
        }

        assertThat(left).isEmpty();
    }
}
