package dev.agentgym.cli;

import dev.agentgym.GymException;
import dev.agentgym.dataset.ExportSettings;
import dev.agentgym.dataset.Pairing;
import dev.agentgym.dataset.RowKind;
import dev.agentgym.dataset.RowStyle;
import dev.agentgym.dataset.Selection;
import dev.agentgym.dataset.Target;
import dev.agentgym.task.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which rows an export has and how they are written.
final class RowOptions {

    @Option(names = "--split", paramLabel = "PART", description = "train, test or all (default: ${DEFAULT-VALUE}).")
    private String split = "all";

    @Option(
            names = "--successful",
            description = "Only conversations in which the customer got what they came for; of a pair the better one.")
    private boolean successful;

    @Option(names = "--min-reward", paramLabel = "X", description = "Only those worth at least this, as --successful.")
    private @Nullable Double leastReward;

    @Option(
            names = "--margin",
            paramLabel = "X",
            description = "So far apart are the rewards of a pair at least (default: ${DEFAULT-VALUE}).")
    private double margin = Pairing.DEFAULT.margin();

    @Option(
            names = "--pairs",
            paramLabel = "N",
            description = "At most so many pairs of a task (default: ${DEFAULT-VALUE}).")
    private int pairs = Pairing.DEFAULT.most();

    @Option(names = "--decisions", description = "Prompts of single decisions instead of whole conversations.")
    private boolean decisions;

    @Option(
            names = "--system",
            paramLabel = "FILE",
            description = "Instructions to put before conversations that have none, such as a policy.")
    private @Nullable Path system;

    @Option(names = "--tools-as-string", description = "Declare tools as JSON text (TRL with datasets before 4.7).")
    private boolean toolsAsString;

    @Option(names = "--bare", description = "Only the trainer's own columns, none that say where a row comes from.")
    private boolean bare;

    /// @throws UsageException when an option cannot be
    ExportSettings settings(Target target, RowKind kind) {
        return ExportSettings.of(target)
                .with(kind)
                .with(selection())
                .with(pairing())
                .with(new RowStyle(instructions(), toolsAsString, bare));
    }

    private Selection selection() {
        Double least = leastReward;
        return new Selection(
                part(), least == null ? OptionalDouble.empty() : OptionalDouble.of(least), successful, decisions);
    }

    private Optional<Task.Part> part() {
        return switch (split) {
            case "all" -> Optional.empty();
            case "train" -> Optional.of(Task.Part.TRAIN);
            case "test" -> Optional.of(Task.Part.TEST);
            default -> throw new UsageException("--split is train, test or all, not " + split);
        };
    }

    private Pairing pairing() {
        try {
            return new Pairing(margin, pairs);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--margin, --pairs: " + e.getMessage());
        }
    }

    private Optional<String> instructions() {
        Path file = system;
        if (file == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readString(file).strip()).filter(text -> !text.isEmpty());
        } catch (IOException e) {
            throw new GymException(
                    "cannot read " + file + ": " + e.getMessage() + " ("
                            + e.getClass().getSimpleName() + "); --system names a file of text in UTF-8",
                    e);
        }
    }
}
