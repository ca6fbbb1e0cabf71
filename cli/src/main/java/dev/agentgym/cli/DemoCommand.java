package dev.agentgym.cli;

import dev.agentgym.AgentGym;
import dev.agentgym.Gym;
import dev.agentgym.convert.Conversion;
import dev.agentgym.convert.ConversionReport;
import dev.agentgym.convert.ProgressListener;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Split;
import dev.agentgym.trace.Traces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Runs the main job on our own sample logs: raw logs, traces, gym, agent, reward.",
        footerHeading = "%nExample:%n",
        footer = "  agent-gym demo --out agent-gym-demo")
final class DemoCommand implements Callable<Integer> {

    private static final double HELD_OUT = 0.1;

    private final Console console;

    @Option(names = "--out", paramLabel = "FOLDER", description = "Where traces and gym go. Default: ${DEFAULT-VALUE}.")
    private Path out = Path.of("agent-gym-demo");

    DemoCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Path raw = Path.of(System.getProperty("agentgym.home", "."), "data", "raw");
        collect(raw);
        List<Conversation> traces = convert(raw);
        Split split = Split.byTime(traces, HELD_OUT);
        Gym gym = create(split);
        Conversation customer = new DemoCustomer(gym).choose(split.test());
        new DemoTalk(gym, console).play(customer);
        heading("And now you");
        console.print("  agent-gym chat " + out.resolve("gym") + "          talk to the agent yourself");
        console.print("  agent-gym inspect " + out.resolve("gym") + "       what the gym learned");
        console.print("  agent-gym convert YOUR-LOGS --out traces && agent-gym create traces --out my-gym");
        return ExitCode.DONE;
    }

    private void heading(String text) {
        console.print("");
        console.print(console.colour("== " + text, Console.Colour.BOLD));
    }

    private void collect(Path raw) throws IOException {
        heading("1 Collect: raw logs of an invented broadband provider");
        try (Stream<Path> files = Files.list(raw)) {
            for (Path file : files.sorted().toList()) {
                console.print("  " + file.getFileName() + ", " + Files.size(file) / 1024 + " KB");
            }
        }
    }

    private List<Conversation> convert(Path raw) {
        heading("2 Convert: one schema, joined, checked");
        ConversionReport report =
                Conversion.of(List.of(raw.toString())).to(out.resolve("traces"), ProgressListener.SILENT);
        ConversionText.print(report, console);
        return Traces.read(report.output());
    }

    private Gym create(Split split) {
        heading("3 Create: a gym from the first nine tenths of the logs in time");
        Gym gym = AgentGym.createEnvironment(split.train(), console.environment());
        gym.save(out.resolve("gym"));
        GymText.summary(gym, console);
        console.print("gym: " + out.resolve("gym"));
        return gym;
    }
}
