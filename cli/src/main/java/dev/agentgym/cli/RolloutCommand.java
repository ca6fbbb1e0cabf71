package dev.agentgym.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.Gym;
import dev.agentgym.dataset.EpisodeSpans;
import dev.agentgym.dataset.SpanFile;
import dev.agentgym.report.Evaluation;
import dev.agentgym.rollout.Assignment;
import dev.agentgym.rollout.Rollout;
import dev.agentgym.rollout.RolloutFile;
import dev.agentgym.rollout.RolloutRunner;
import dev.agentgym.rollout.RolloutStore;
import dev.agentgym.task.Task;
import dev.agentgym.trace.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "rollout",
        mixinStandardHelpOptions = true,
        description = "Lets an agent play the tasks of a gym and writes down what came of it.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  agent-gym rollout my-gym --agent grounded --out grounded.jsonl",
            "  agent-gym rollout my-gym --tasks train --group 8 --out groups.jsonl",
            "  agent-gym rollout my-gym --agent http://localhost:8000/v1 --out served.jsonl",
            "  agent-gym rollout my-gym --user gemini --budget-calls 2000 --out both.jsonl",
            "",
            "A run that was killed goes on with the same command and --resume. The same",
            "command gives the same file, however many threads play."
        })
final class RolloutCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "GYM", description = "A gym that `create` made.")
    private Path folder = Path.of("gym");

    @Option(
            names = "--agent",
            paramLabel = "NAME",
            description = "logged, grounded, null, random, apologetic, best, gemini, openai:MODEL, anthropic:MODEL, "
                    + "ollama:MODEL, or the URL of a server that speaks OpenAI's chat API (default: "
                    + "${DEFAULT-VALUE}).")
    private String name = "grounded";

    @Option(names = "--episodes", paramLabel = "N", description = "How many (default: one group for each task).")
    private int episodes;

    @Option(
            names = "--group",
            paramLabel = "N",
            description = "So many siblings play a task from the same start (default: 1).")
    private int group = 1;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "Where rollouts go, a line each.")
    private Path out = Path.of("rollouts.jsonl");

    @Option(
            names = "--spans",
            paramLabel = "FILE",
            description = "Also write OpenTelemetry spans of every episode there, a line of OTLP JSON each.")
    private @Nullable Path spans;

    @Option(names = "--resume", description = "Go on with a file that the same command began.")
    private boolean resume;

    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    @Mixin
    private ModelOptions models = new ModelOptions();

    @Mixin
    private EpisodeOptions options = new EpisodeOptions();

    RolloutCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Gym gym = Gym.load(folder);
        List<Assignment> plan = plan(options.tasks(gym));
        EpisodeSpans told = new EpisodeSpans(
                String.valueOf(folder.getFileName()), gym.world().declarations());
        int done;
        try (ModelAccess access = models.open(console)) {
            PaidAgents agents = options.agents(gym, name, access);
            RolloutRunner runner = new RolloutRunner(options.environments(gym, access), agents, options.settings());
            done = play(runner, plan, agents, told);
        }
        show(RolloutFile.read(out), done, plan.size());
        return done == plan.size() ? ExitCode.DONE : ExitCode.FAILED;
    }

    private List<Assignment> plan(List<Task> tasks) {
        if (group < 1 || episodes < 0) {
            throw new UsageException("--group and --episodes are at least 1");
        }
        return Assignment.plan(tasks, episodes == 0 ? tasks.size() * group : episodes, group, options.seed());
    }

    private int play(RolloutRunner runner, List<Assignment> plan, PaidAgents agents, EpisodeSpans told) {
        String agent = agents.name();
        try (RolloutFile file = resume ? RolloutFile.resume(out, plan, agent) : RolloutFile.create(out)) {
            if (file.size() > 0) {
                console.note(file.size() + " of " + plan.size() + " rollouts are there already");
            }
            int done = played(runner, plan, agents.before(file), told);
            file.finish(plan);
            return done;
        }
    }

    private int played(RolloutRunner runner, List<Assignment> plan, RolloutStore store, EpisodeSpans told) {
        Path file = spans;
        if (file == null) {
            return EpisodeProgress.run(runner, plan, store, console);
        }
        try (SpanFile lines = SpanFile.append(file)) {
            return EpisodeProgress.run(runner, plan, lines.before(store, told), console);
        }
    }

    private void show(List<Rollout> rollouts, int done, int all) {
        if (json) {
            ObjectNode result = Json.object()
                    .put("rollouts", out.toString())
                    .put("done", done)
                    .put("planned", all);
            if (!rollouts.isEmpty()) {
                result.set("evaluation", Evaluation.of(rollouts).toJson());
            }
            console.printPretty(result);
        } else {
            if (!rollouts.isEmpty()) {
                EvaluationText.summary(List.of(Evaluation.of(rollouts)), console);
            }
            console.print("rollouts: " + out);
        }
        if (done < all) {
            console.error("agent-gym: " + done + " of " + all
                    + " rollouts are done; go on with the same command and --resume");
        }
    }
}
