package dev.agentgym.dataset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.task.Task;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One export, from conversations or tasks to files of rows. The same source gives the same bytes. For one thread.
///
/// Rows are written as they are made. Memory is bounded by the largest conversation, for pairs and groups by the
/// conversations of one task.
public final class Export {

    private final Source source;
    private final ExportSettings settings;
    private final ExportListener listener;
    private final Map<String, Long> leftOut = new LinkedHashMap<>();
    private long read;
    private long steps;
    private long undeclared;
    private int used;

    private Export(Source source, ExportSettings settings, ExportListener listener) {
        this.source = source;
        this.settings = settings;
        this.listener = listener;
    }

    /// Writes rows to a file (`.jsonl`, `.json`, packed if `.gz` or `.zst` follows) or, under any other name, to
    /// `train.jsonl` and `test.jsonl` in a folder.
    ///
    /// @throws DatasetException when there is nothing to export, or the target has no such rows
    /// @throws dev.agentgym.trace.TraceException when a file cannot be read or written
    public static ExportReport run(Source source, ExportSettings settings, Path out, ExportListener listener) {
        return new Export(source, settings, listener).to(out);
    }

    private ExportReport to(Path out) {
        RowContext context = new RowContext(source.name(), source.tools(), source.tasks(), settings.style());
        Pairs pairs = new Pairs(settings.pairing(), settings.selection());
        RowFormat format = RowFormat.of(settings.target(), settings.kind(), context, pairs);
        try (RowFiles files = new RowFiles(out, format)) {
            switch (format) {
                case RowFormat.OfConversation rows -> conversations(rows, files);
                case RowFormat.OfSiblings rows -> siblings(rows, files);
                case RowFormat.OfPrompt rows -> prompts(rows, files);
            }
            List<ExportReport.File> written = files.commit();
            if (written.isEmpty()) {
                throw nothing();
            }
            return new ExportReport(settings.target(), settings.kind(), read, leftOut, undeclared, written);
        }
    }

    private void conversations(RowFormat.OfConversation format, RowFiles files) {
        source.samples(sample -> {
            Optional<String> refused = settings.selection().refuses(sample).or(() -> format.refuses(sample));
            count(refused);
            if (refused.isEmpty()) {
                declared(sample);
                write(format.rows(sample, used), sample.part(), files);
                used++;
            }
        });
    }

    /// The worse sibling of a pair need not be good, so that only the part of the split decides here.
    private void siblings(RowFormat.OfSiblings format, RowFiles files) {
        Selection all = settings.selection();
        Selection each = settings.kind() == RowKind.PAIRS
                ? new Selection(all.part(), Selection.ALL.leastReward(), false, false)
                : all;
        source.siblings(
                family -> {
                    List<Sample> kept = new ArrayList<>();
                    for (Sample sample : family) {
                        Optional<String> refused = each.refuses(sample).or(() -> format.refuses(sample));
                        count(refused);
                        if (refused.isEmpty()) {
                            declared(sample);
                            kept.add(sample);
                        }
                    }
                    if (!kept.isEmpty()) {
                        List<ObjectNode> rows = format.rows(kept);
                        write(rows, kept.getFirst().part(), files);
                        leave(rows.isEmpty() ? kept.size() : 0, unpaired(kept));
                    }
                },
                this::step);
    }

    private String unpaired(List<Sample> kept) {
        return kept.size() == 1
                ? "no sibling that was exported too"
                : "no siblings that part at a turn of the agent with rewards far enough apart";
    }

    private void prompts(RowFormat.OfPrompt format, RowFiles files) {
        Optional<Task.Part> part = settings.selection().part();
        source.prompts(
                settings.selection().decisions(),
                prompt -> {
                    Optional<String> refused = part.isPresent() && part.get() != prompt.part()
                            ? Optional.of("of the other part of the split")
                            : prompt.isAsked() ? Optional.empty() : Optional.of("no customer says what to begin with");
                    count(refused);
                    if (refused.isEmpty()) {
                        write(List.of(format.row(prompt, files.rows(prompt.part()))), prompt.part(), files);
                    }
                },
                this::step);
    }

    private static void write(List<ObjectNode> rows, Task.Part part, RowFiles files) {
        rows.forEach(row -> files.write(part, row));
    }

    private void count(Optional<String> refused) {
        read++;
        step();
        refused.ifPresent(reason -> leave(1, reason));
    }

    /// What is looked at twice is two steps.
    private void step() {
        listener.at(++steps);
    }

    private void leave(long number, String reason) {
        if (number > 0) {
            leftOut.merge(reason, number, Long::sum);
        }
    }

    private void declared(Sample sample) {
        boolean none = source.tools().isEmpty() && sample.conversation().tools().isEmpty();
        boolean calls = sample.lines().stream()
                .anyMatch(line -> !line.message().toolCalls().isEmpty());
        undeclared += none && calls ? 1 : 0;
    }

    private DatasetException nothing() {
        if (read == 0) {
            return new DatasetException("there is nothing to export: "
                    + (settings.kind() == RowKind.PROMPTS ? "no task" : "no conversation") + " was found");
        }
        String reasons = String.join(
                ", ",
                leftOut.entrySet().stream()
                        .map(reason -> reason.getKey() + " (" + reason.getValue() + ")")
                        .toList());
        return new DatasetException(
                "there is nothing to export; " + read + " were left out: " + reasons + ". " + remedy());
    }

    private String remedy() {
        return switch (settings.kind()) {
            case PAIRS ->
                "Play tasks several times (`agent-gym rollout GYM --group 8`), name the rollouts of several agents, or "
                        + "lower --margin";
            case CONVERSATIONS -> "Ask for less with --min-reward, --successful and --split, or name other rollouts";
            case PROMPTS -> "Ask for the other part of the split, or leave --decisions out or name it";
        };
    }
}
