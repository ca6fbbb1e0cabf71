package dev.agentgym.cli;

import dev.agentgym.Gym;
import dev.agentgym.dataset.Export;
import dev.agentgym.dataset.ExportReport;
import dev.agentgym.dataset.ExportSettings;
import dev.agentgym.dataset.RowKind;
import dev.agentgym.dataset.Source;
import dev.agentgym.dataset.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = "Writes conversations, preference pairs or prompts for other trainers.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  agent-gym export my-gym --format trl-sft --successful --out sft",
            "  agent-gym export groups.jsonl --gym my-gym --format trl-dpo --out dpo",
            "  agent-gym export my-gym --format verl --out verl",
            "  agent-gym export groups.jsonl --format tau2 --out results.json",
            "",
            "A folder as --out gets train.jsonl and test.jsonl, by the split of the tasks.",
            "`agent-gym convert` reads back what holds conversations."
        })
final class ExportCommand implements Callable<Integer> {

    private static final String EFFORT = ".effort.jsonl";

    private final Console console;

    @Parameters(
            arity = "1..*",
            paramLabel = "GYM|ROLLOUTS",
            description = "A gym, or files that `rollout` wrote; pairs are made across all of them.")
    private List<Path> sources = List.of();

    @Option(
            names = "--format",
            required = true,
            paramLabel = "FORMAT",
            description = "trl-sft, trl-dpo, trl-kto, trl-grpo, verl, openrlhf, prime-rl, skyrl, nemo-gym, art, tau2 "
                    + "or otel.")
    private String format = "";

    @Option(
            names = "--rows",
            paramLabel = "KIND",
            description = "conversations, pairs or prompts, where a format has several.")
    private @Nullable RowKind rows;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "PATH",
            description = "A folder, or a file that ends in .jsonl or .json (packed with .gz or .zst behind).")
    private Path out = Path.of("export");

    @Option(
            names = "--gym",
            paramLabel = "GYM",
            description = "The gym that rollouts were played in: says which tools there are, and the ground truth.")
    private @Nullable Path folder;

    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    @Mixin
    private RowOptions options = new RowOptions();

    ExportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Target target = Target.of(format)
                .orElseThrow(() -> new UsageException(
                        "--format: there is no format " + format + "; the formats are " + Target.labels()));
        ExportSettings settings = options.settings(target, kind(target));
        Source source = source();
        try (Progress progress = new Progress(console, "Exporting", System::nanoTime)) {
            show(Export.run(source, settings, out, looked -> progress.at(looked, -1)));
        }
        return ExitCode.DONE;
    }

    /// A gym has tasks, for which the rows that agents of NeMo Gym begin with are made; rollouts are rollouts
    /// there.
    private RowKind kind(Target target) {
        RowKind wanted = rows;
        if (wanted == null) {
            return target == Target.NEMO_GYM && isGym()
                    ? RowKind.PROMPTS
                    : target.kinds().getFirst();
        }
        if (!target.kinds().contains(wanted)) {
            throw new UsageException("--rows: " + target.label() + " has no " + wanted.label() + "; it has "
                    + String.join(
                            ", ", target.kinds().stream().map(RowKind::label).toList()));
        }
        return wanted;
    }

    private boolean isGym() {
        return sources.stream().anyMatch(Files::isDirectory);
    }

    private Source source() {
        if (!isGym()) {
            Path gym = folder;
            Optional<Source.Logs> logs = gym == null ? Optional.empty() : Optional.of(logs(gym));
            return Source.rollouts(logs.map(Source.Logs::name).orElse("rollouts"), rollouts(), logs);
        }
        if (sources.size() > 1 || folder != null) {
            throw new UsageException("name one gym, or files of rollouts (and --gym for the gym they were played in)");
        }
        return Source.logs(logs(sources.getFirst()));
    }

    /// A pattern such as `run*.jsonl` names the files of efforts too, which stand beside rollouts and hold none.
    private List<Path> rollouts() {
        List<Path> rollouts = sources.stream()
                .filter(file -> !file.toString().endsWith(EFFORT))
                .toList();
        if (rollouts.isEmpty()) {
            throw new UsageException(sources.getFirst() + " says how long rollouts took; name the rollouts themselves");
        }
        return rollouts;
    }

    private static Source.Logs logs(Path folder) {
        Gym gym = Gym.load(folder);
        String name = folder.toAbsolutePath().normalize().getFileName().toString();
        return new Source.Logs(name, gym.traces(), gym.tasks(), gym.world().declarations());
    }

    private void show(ExportReport report) {
        if (report.undeclared() > 0) {
            console.note(report.undeclared() + " conversations call tools that nobody declares; name their gym with "
                    + "--gym, so that rows say which tools there are");
        }
        if (json) {
            console.printPretty(report.toJson());
            return;
        }
        console.print(report.rows() + " rows of " + report.kind().label() + " for "
                + report.target().label() + ", from " + report.read() + " "
                + (report.kind() == RowKind.PROMPTS ? "tasks" : "conversations"));
        report.leftOut().forEach((reason, count) -> console.print("left out: " + count + " (" + reason + ")"));
        report.files().forEach(file -> console.print("rows: " + file.path() + " (" + file.rows() + ")"));
    }
}
