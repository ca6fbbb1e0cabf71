package dev.agentgym.cli;

import dev.agentgym.convert.Conversion;
import dev.agentgym.convert.ConversionReport;
import dev.agentgym.convert.Format;
import dev.agentgym.convert.RecordConversion;
import dev.agentgym.privacy.Privacy;
import dev.agentgym.trace.Traces;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "convert",
        mixinStandardHelpOptions = true,
        description = "Turns raw logs into traces.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  agent-gym convert data/raw --out data/processed",
            "  agent-gym convert chats.csv calls.jsonl --out traces --map text=body",
            "  agent-gym convert support.sqlite --out traces --private",
            "  agent-gym convert jdbc:postgresql://db/support --out traces",
            "",
            "Reads our own schema, OpenAI chat and fine-tuning JSONL, tau-bench and tau2",
            "results, what `export` writes for trainers, spans of OpenTelemetry,",
            "CSV with one row a message (with files of tool calls and surveys beside it),",
            "SQLite and PostgreSQL; packed with gzip or zstd.",
            "As a filter (SOURCE is -) it writes one trace a line for one record a line.",
            "Writes traces.jsonl, report.json and, for what could not be read,",
            "quarantine.jsonl (exit code 3)."
        })
final class ConvertCommand implements Callable<Integer> {

    private static final String KEY = "AGENT_GYM_PRIVACY_KEY";

    private final Console console;

    @Parameters(
            arity = "1..*",
            paramLabel = "SOURCE",
            description = "Files, folders or jdbc: addresses; - filters JSON lines from standard input.")
    private List<String> sources = List.of();

    @Option(names = "--out", paramLabel = "FOLDER", description = "Where the traces go; needed for files.")
    private @Nullable Path out;

    @Option(
            names = "--map",
            paramLabel = "MEANING=COLUMN",
            description = "Which column is what, e.g. text=body, conversation=ticket_id, metadata.queue=queue.")
    private Map<String, String> mapping = new LinkedHashMap<>();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "Take every file for this: ${COMPLETION-CANDIDATES}.")
    private @Nullable Format format;

    @Option(
            names = "--query",
            paramLabel = "TABLE=SQL",
            description = "SQL for messages, tool_calls or conversations instead of the tables of these names.")
    private Map<String, String> queries = new LinkedHashMap<>();

    @Option(
            names = "--private",
            description = "Replace names, e-mail, phone, addresses, cards and customer ids. With " + KEY
                    + " set in the environment, the same person gets the same replacement everywhere.")
    private boolean privately;

    @Option(names = "--json", description = "Print the report as JSON.")
    private boolean json;

    ConvertCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (sources.equals(List.of("-"))) {
            RecordConversion records = privately ? RecordConversion.replacing(privacy()) : RecordConversion.plain();
            return JsonLines.run(console, line -> Traces.toJson(records.convert(line)));
        }
        Path folder = out;
        if (folder == null) {
            throw new UsageException("say with --out FOLDER where the traces go");
        }
        ConversionReport report = convert(folder);
        if (json) {
            console.printPretty(report.toJson());
        } else {
            ConversionText.print(report, console);
        }
        return report.quarantine().isPresent() ? ExitCode.QUARANTINED : ExitCode.DONE;
    }

    private ConversionReport convert(Path folder) {
        Conversion conversion = Conversion.of(sources).mapping(mapping).queries(queries);
        Format wanted = format;
        conversion = wanted == null ? conversion : conversion.format(wanted);
        conversion = privately ? conversion.privacy(privacy()) : conversion;
        try (Progress progress = new Progress(console, "Converting", System::nanoTime)) {
            return conversion.to(
                    folder,
                    (source, records, read, total) -> progress.at(records, total == 0 ? -1 : (double) read / total));
        }
    }

    private Privacy privacy() {
        String key = console.environment().getOrDefault(KEY, "");
        try {
            return key.isEmpty() ? Privacy.perConversation() : Privacy.withKey(key);
        } catch (IllegalArgumentException e) {
            throw new UsageException(KEY + ": " + e.getMessage());
        }
    }
}
