package dev.agentgym.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.Gym;
import dev.agentgym.llm.judge.Exhibit;
import dev.agentgym.llm.judge.ModelJudge;
import dev.agentgym.llm.judge.Rubric;
import dev.agentgym.reward.Judged;
import dev.agentgym.reward.Reward;
import dev.agentgym.reward.RewardFunction;
import dev.agentgym.reward.Scored;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Traces;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
            "  agent-gym reward my-gym --judge gemini < conversations.jsonl",
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

    @Option(
            names = "--judge",
            paramLabel = "MODEL",
            description = "Let a chat model grade it, too, beside the reward: \"judge\" in the answers.")
    private @Nullable String judge;

    @Mixin
    private ModelOptions models = new ModelOptions();

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
        String name = judge;
        if (name == null) {
            return judged(reward, Optional.empty());
        }
        try (ModelAccess access = models.open(console)) {
            ModelAccess.Opened model = access.model(name, "judge");
            return judged(
                    reward,
                    Optional.of(new ModelJudge(
                            model.client(),
                            model.label(),
                            Rubric.weighted(reward.weights()),
                            ModelJudge.Settings.DEFAULT)));
        }
    }

    private int judged(RewardFunction reward, Optional<ModelJudge> second) {
        String said = response;
        String expected = groundTruth;
        if (said == null || expected == null) {
            return JsonLines.run(console, line -> toJson(exhibit(line, reward), second));
        }
        Exhibit exhibit = exhibit(Judged.of(said, expected), reward);
        if (json) {
            console.printJson(toJson(exhibit, second));
        } else {
            print(exhibit.found().orElseThrow(), console);
            second.ifPresent(model -> {
                console.print("judged by " + model.name());
                print(model.judge(exhibit).reward(), console);
            });
        }
        return ExitCode.DONE;
    }

    private static ObjectNode toJson(Exhibit exhibit, Optional<ModelJudge> second) {
        ObjectNode answer = exhibit.found().orElseThrow().toJson();
        second.ifPresent(
                model -> answer.set("judge", model.judge(exhibit).toJson().put("model", model.name())));
        return answer;
    }

    private static Exhibit exhibit(ObjectNode line, RewardFunction reward) {
        if (line.has("conversation")) {
            Conversation conversation = Traces.fromJson(line.get("conversation"));
            return Exhibit.of(conversation, 0, reward.judge(conversation));
        }
        return exhibit(Judged.of(JsonLines.text(line, "response"), JsonLines.text(line, "ground_truth")), reward);
    }

    private static Exhibit exhibit(Judged judged, RewardFunction reward) {
        return Exhibit.of(judged, reward.judge(judged));
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
