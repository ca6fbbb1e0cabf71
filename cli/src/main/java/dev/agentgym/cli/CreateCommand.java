package dev.agentgym.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.AgentGym;
import dev.agentgym.Gym;
import dev.agentgym.GymException;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "create",
        mixinStandardHelpOptions = true,
        description = "Turns traces into a gym: mocked tools, a reward function and an agent.",
        footerHeading = "%nExample:%n",
        footer = {
            "  agent-gym create data/processed --out my-gym",
            "",
            "Reads .jsonl and .json (also .gz, .zst), folders, or - for standard input.",
            "Records that break the schema are named and left out (exit code 3)."
        })
final class CreateCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(arity = "1..*", paramLabel = "TRACES", description = "Trace files or folders, or - for standard input.")
    private List<String> sources = List.of();

    @Option(names = "--out", required = true, paramLabel = "GYM", description = "Folder of the new gym.")
    private Path out = Path.of("gym");

    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    CreateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        TraceInput input = TraceInput.read(sources, console);
        Gym gym = create(input.conversations());
        gym.save(out);
        if (json) {
            ObjectNode result = Json.object().put("gym", out.toString());
            result.put("quarantined", input.quarantined());
            result.set("counts", gym.statistics().toJson());
            result.set("fidelity", gym.fidelity().toJson());
            result.set("reward", gym.rewardCard());
            result.set("user", gym.userCard());
            result.set("environment", gym.environmentCard());
            console.printPretty(result);
        } else {
            GymText.summary(gym, console);
            console.print("gym: " + out);
        }
        FidelityText.warnings(gym.fidelity()).forEach(console::note);
        CardText.warnings(gym).forEach(console::note);
        return input.quarantined() > 0 ? ExitCode.QUARANTINED : ExitCode.DONE;
    }

    private Gym create(List<Conversation> traces) {
        if (traces.isEmpty()) {
            throw new GymException(
                    "there is no conversation in " + String.join(", ", sources) + "; a gym needs at least one");
        }
        return AgentGym.createEnvironment(traces, console.environment());
    }
}
