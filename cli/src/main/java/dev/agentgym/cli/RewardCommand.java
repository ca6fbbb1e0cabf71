package dev.agentgym.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.Gym;
import dev.agentgym.reward.Judged;
import dev.agentgym.reward.Reward;
import dev.agentgym.reward.RewardFunction;
import dev.agentgym.reward.Scored;
import dev.agentgym.trace.Traces;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "reward",
        mixinStandardHelpOptions = true,
        description = "Scores replies and conversations, with reasons.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  agent-gym reward my-gym --response 'It is $20.' --ground-truth 'It is $25.'",
            "  agent-gym reward my-gym < replies.jsonl",
            "",
            "As a filter it reads {\"response\": \"...\", \"ground_truth\": \"...\"} or",
            "{\"conversation\": {...}} a line and writes",
            "  {\"reward\", \"parts\": [{\"name\", \"value\", \"weight\", \"evidence\"}]}"
        })
final class RewardCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "GYM", description = "A gym that `create` made.")
    private Path folder = Path.of("gym");

    @Option(names = "--response", paramLabel = "TEXT", description = "What the agent said.")
    private @Nullable String response;

    @Option(names = "--ground-truth", paramLabel = "TEXT", description = "What it was expected to say.")
    private @Nullable String groundTruth;

    @Option(names = "--json", description = "One line of JSON for a single reply.")
    private boolean json;

    RewardCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        String said = response;
        String expected = groundTruth;
        if ((said == null) != (expected == null)) {
            throw new UsageException("--response and --ground-truth go together");
        }
        RewardFunction reward = Gym.load(folder).rewardFunction();
        if (said == null || expected == null) {
            return JsonLines.run(console, line -> judge(line, reward).toJson());
        }
        Reward verdict = reward.judge(Judged.of(said, expected));
        if (json) {
            console.printJson(verdict.toJson());
        } else {
            print(verdict, console);
        }
        return ExitCode.DONE;
    }

    private static Reward judge(ObjectNode line, RewardFunction reward) {
        return line.has("conversation")
                ? reward.judge(Traces.fromJson(line.get("conversation")))
                : reward.judge(Judged.of(JsonLines.text(line, "response"), JsonLines.text(line, "ground_truth")));
    }

    /// The total, then each part with its reason.
    static void print(Reward verdict, Console console) {
        console.print(String.format(Locale.ROOT, "reward %.3f", verdict.total()));
        for (Scored part : verdict.parts()) {
            console.print(String.format(
                    Locale.ROOT,
                    "  %-22s %.2f  (weight %.2f)  %s",
                    part.name(),
                    part.value(),
                    part.weight(),
                    part.evidence()));
        }
    }
}
