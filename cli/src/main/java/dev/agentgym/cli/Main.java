package dev.agentgym.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The command line. Exit codes: 0 done, 1 the work failed, 2 usage, 3 input partly quarantined.
@Command(
        name = "agent-gym",
        description = "Turns conversation logs into an environment that trains agents.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            ConvertCommand.class,
            CreateCommand.class,
            InspectCommand.class,
            FidelityCommand.class,
            ChatCommand.class,
            MockCommand.class,
            RewardCommand.class,
            RolloutCommand.class,
            EvalCommand.class,
            ExportCommand.class,
            OptimizeCommand.class
        },
        footerHeading = "%nFrom logs to an agent:%n",
        footer = {
            "  agent-gym convert data/raw --out data/processed   raw logs become traces",
            "  agent-gym create data/processed --out my-gym      traces become a gym",
            "  agent-gym chat my-gym                             talk to its agent",
            "  agent-gym eval my-gym                             how good is it?",
            "  agent-gym export my-gym --format trl-sft --out sft   rows for a trainer",
            "",
            "agent-gym COMMAND --help explains a command. Without a key everything runs",
            "offline; with GOOGLE_API_KEY set, chat answers with Gemini, and says so."
        })
public final class Main {

    /// Held here because a logger that nobody holds forgets its level. The library warns of a module that it can do
    /// without.
    private static final Logger LIBRARY_LOG = Logger.getLogger("org.apache.lucene");

    private Main() {}

    /// Runs a command and ends the process with its exit code.
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        LIBRARY_LOG.setLevel(Level.SEVERE);
        Interruption.cleanUpOnInterrupt(Thread.currentThread());
        int code = runSafely(new Console(out, err, System.in, Console.isTerminal(), System.getenv()), arguments);
        out.flush();
        System.exit(out.checkError() && code == ExitCode.DONE ? ExitCode.FAILED : code);
    }

    /// Running out of memory is no defect of the program and needs no trace.
    private static int runSafely(Console console, String... arguments) {
        try {
            return run(console, arguments);
        } catch (OutOfMemoryError e) {
            return Failures.report(e, console);
        }
    }

    /// Runs a command on a given console and returns its exit code.
    static int run(Console console, String... arguments) {
        CommandLine line = new CommandLine(new Main(), new CommandFactory(console));
        line.setOut(console.outWriter());
        line.setErr(console.errWriter());
        line.setColorScheme(CommandLine.Help.defaultColorScheme(
                console.colours() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
        line.setExitCodeExceptionMapper(Failures::exitCode);
        line.setExecutionExceptionHandler((failure, command, result) -> Failures.report(failure, console));
        line.setUsageHelpAutoWidth(true);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionStrategy(
                parsed -> parsed.hasSubcommand() || parsed.isUsageHelpRequested() || parsed.isVersionHelpRequested()
                        ? new CommandLine.RunLast().execute(parsed)
                        : help(line));
        return line.execute(Arrays.copyOf(arguments, arguments.length));
    }

    /// Typing nothing but the name is a question, not a mistake.
    private static int help(CommandLine line) {
        line.usage(line.getOut());
        return ExitCode.DONE;
    }
}
