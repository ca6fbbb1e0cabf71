package dev.agentgym.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.Gym;
import dev.agentgym.GymException;
import dev.agentgym.llm.call.Budget;
import dev.agentgym.llm.judge.ModelJudge;
import dev.agentgym.llm.judge.RolloutJudge;
import dev.agentgym.llm.judge.Rubric;
import dev.agentgym.report.Comparison;
import dev.agentgym.report.Evaluation;
import dev.agentgym.report.EvaluationPage;
import dev.agentgym.reward.RewardFunction;
import dev.agentgym.rollout.Rollout;
import dev.agentgym.trace.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "eval",
        mixinStandardHelpOptions = true,
        description = "Says how good an agent is, alone or against another.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  agent-gym eval my-gym --agent grounded --html eval.html",
            "  agent-gym eval my-gym --agent gemini --against grounded --tasks test",
            "  agent-gym eval new.jsonl --against old.jsonl",
            "  agent-gym eval new.jsonl --rescore my-gym",
            "  agent-gym eval new.jsonl --rescore my-gym --judge gemini --budget-calls 500",
            "",
            "GYM is a gym, whose tasks are played, or a file of rollouts, which is read.",
            "--against names an agent in the first case and a file in the second."
        })
final class EvalCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "GYM", description = "A gym that `create` made, or a file that `rollout` wrote.")
    private Path source = Path.of("gym");

    @Option(names = "--agent", paramLabel = "NAME", description = "Who plays, as in `rollout` (default: grounded).")
    private String agent = "grounded";

    @Option(names = "--against", paramLabel = "NAME", description = "Compare with this agent, or with this file.")
    private @Nullable String against;

    @Option(names = "--tries", paramLabel = "K", description = "Tries of each task (default: ${DEFAULT-VALUE}).")
    private int tries = 4;

    @Option(names = "--rescore", paramLabel = "GYM", description = "Judge rollouts anew with the reward of this gym.")
    private @Nullable Path rescore;

    @Option(names = "--html", paramLabel = "FILE", description = "Write a page with plots and every conversation.")
    private @Nullable Path html;

    @Option(
            names = "--judge",
            paramLabel = "MODEL",
            description = "Let a chat model grade the rollouts, too, and say how far it agrees with the reward.")
    private @Nullable String judge;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Mixin
    private ModelOptions models = new ModelOptions();

    @Mixin
    private EpisodeOptions options = new EpisodeOptions();

    EvalCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (tries < 1) {
            throw new UsageException("--tries is at least 1, not " + tries);
        }
        try (ModelAccess access = models.open(console)) {
            return evaluated(access);
        }
    }

    private int evaluated(ModelAccess access) {
        Optional<Gym> played = Files.isDirectory(source) ? Optional.of(Gym.load(source)) : Optional.empty();
        Optional<Gym> judging = Optional.ofNullable(rescore).map(Gym::load).or(() -> played);
        List<List<Rollout>> rollouts =
                played.map(gym -> played(gym, access)).orElseGet(() -> SavedRollouts.read(source, against));
        if (rescore != null) {
            Gym gym = judging.orElseThrow();
            rollouts = rollouts.stream()
                    .map(each -> SavedRollouts.rescored(each, gym))
                    .toList();
        }
        show(rollouts, judged(rollouts, judging, access));
        return ExitCode.DONE;
    }

    private record Judged(RolloutJudge.Report report, Budget budget) {}

    private Optional<Judged> judged(List<List<Rollout>> rollouts, Optional<Gym> gym, ModelAccess access) {
        String name = judge;
        if (name == null) {
            return Optional.empty();
        }
        ModelAccess.Opened model = access.model(name, "judge");
        Rubric rubric = Rubric.weighted(
                gym.map(Gym::rewardFunction).orElseGet(RewardFunction::standard).weights());
        ModelJudge grader = new ModelJudge(model.client(), model.label(), rubric, ModelJudge.Settings.DEFAULT);
        return Optional.of(new Judged(
                new RolloutJudge(grader, gym.map(Gym::replay), gym.map(Gym::tasks))
                        .of(rollouts.stream().flatMap(List::stream).toList()),
                access.budget()));
    }

    private List<List<Rollout>> played(Gym gym, ModelAccess access) {
        List<List<Rollout>> rollouts = new ArrayList<>();
        EpisodePlay play = new EpisodePlay(gym, options, tries, access, console);
        rollouts.add(play.of(options.agents(gym, agent, access)));
        String other = against;
        if (other != null) {
            rollouts.add(play.of(options.others(gym, other, access)));
        }
        return rollouts;
    }

    private void show(List<List<Rollout>> rollouts, Optional<Judged> judged) {
        List<Evaluation> evaluations = rollouts.stream().map(Evaluation::of).toList();
        Optional<Comparison> comparison = compared(rollouts);
        if (json) {
            ObjectNode result = Json.object();
            comparison.ifPresent(compared -> result.set("comparison", compared.toJson()));
            ArrayNode all = result.putArray("evaluations");
            evaluations.forEach(evaluation -> all.add(evaluation.toJson()));
            judged.ifPresent(each -> result.set(
                    "judge", each.report().toJson().set("spent", each.budget().toJson())));
            console.printPretty(result);
        } else {
            comparison.ifPresent(compared -> EvaluationText.comparison(compared, console));
            EvaluationText.summary(evaluations, console);
            evaluations.forEach(evaluation -> EvaluationText.details(evaluation, console));
            judged.ifPresent(each -> JudgeText.print(each.report(), each.budget(), console));
        }
        Path page = html;
        if (page != null) {
            write(page, page(evaluations, comparison, rollouts));
        }
    }

    private Optional<Comparison> compared(List<List<Rollout>> rollouts) {
        try {
            return against == null ? Optional.empty() : Optional.of(Comparison.of(rollouts.get(0), rollouts.get(1)));
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private String page(List<Evaluation> evaluations, Optional<Comparison> comparison, List<List<Rollout>> rollouts) {
        String names =
                String.join(" and ", evaluations.stream().map(Evaluation::agent).toList());
        return EvaluationPage.of(
                evaluations,
                comparison,
                rollouts.stream().flatMap(List::stream).toList(),
                "Evaluation of " + names + " on " + source);
    }

    private void write(Path file, String text) {
        try {
            Files.write(file, text.getBytes(StandardCharsets.UTF_8));
            console.note("page: " + file);
        } catch (IOException e) {
            throw new GymException(
                    "cannot write " + file + ": " + e.getMessage() + " ("
                            + e.getClass().getSimpleName() + "); check that its folder exists and may be written to",
                    e);
        }
    }
}
