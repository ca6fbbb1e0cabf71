package dev.agentgym.examples.customerservice.logs;

import dev.agentgym.examples.customerservice.simulation.SampleConversation;
import dev.agentgym.examples.customerservice.simulation.Simulation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The truth behind the sample logs, and the way to write them. Immutable and safe to share.
///
/// @param conversations in the order of their ids, which is the order of their start
/// @param dirt what was planted in the files and is not in the conversations
public record SampleLogs(List<SampleConversation> conversations, Dirt dirt) {

    /// The seed of the files in `data/raw`.
    public static final long SEED = 20_260_105L;

    /// How many conversations the files in `data/raw` hold.
    public static final int CONVERSATIONS = 1500;

    /// Simulates the conversations of a seed. Takes some seconds; the same seed gives the same truth.
    public static SampleLogs generate(long seed) {
        return generate(seed, CONVERSATIONS);
    }

    /// Simulates a number of conversations, fewer being quicker.
    public static SampleLogs generate(long seed, int conversations) {
        List<SampleConversation> truth = Simulation.run(seed, conversations);
        return new SampleLogs(truth, Dirt.plant(truth, seed));
    }

    /// Writes `messages.csv.zst`, `tool_audit.jsonl.zst`, `csat.csv.zst` and `support.sqlite.zst` into a folder,
    /// which is created if absent. The same truth gives the same bytes.
    ///
    /// @throws IOException if the folder cannot be written to
    public void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Compressed.write(folder.resolve("messages.csv.zst"), MessagesCsv.bytes(this));
        Compressed.write(folder.resolve("tool_audit.jsonl.zst"), AuditLog.bytes(this));
        Compressed.write(folder.resolve("csat.csv.zst"), SurveyCsv.bytes(this));
        Compressed.write(folder.resolve("support.sqlite.zst"), SupportDatabase.bytes(this));
    }
}
