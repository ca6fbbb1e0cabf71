package dev.agentgym.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.Gym;
import dev.agentgym.GymException;
import dev.agentgym.report.Comparison;
import dev.agentgym.report.Evaluation;
import dev.agentgym.report.EvaluationPage;
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

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

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
        List<List<Rollout>> rollouts = Files.isDirectory(source) ? played() : SavedRollouts.read(source, against);
        Path gym = rescore;
        if (gym != null) {
            Gym judge = Gym.load(gym);
            rollouts = rollouts.stream()
                    .map(each -> SavedRollouts.rescored(each, judge))
                    .toList();
        }
        show(rollouts);
        return ExitCode.DONE;
    }

    private List<List<Rollout>> played() {
        Gym gym = Gym.load(source);
        List<List<Rollout>> rollouts = new ArrayList<>();
        EpisodePlay play = new EpisodePlay(gym, options, tries, console);
        rollouts.add(play.of(options.agent(gym, agent)));
        String other = against;
        if (other != null) {
            rollouts.add(play.of(gym.agent(other)));
        }
        return rollouts;
    }

    private void show(List<List<Rollout>> rollouts) {
        List<Evaluation> evaluations = rollouts.stream().map(Evaluation::of).toList();
        Optional<Comparison> comparison = compared(rollouts);
        if (json) {
            ObjectNode result = Json.object();
            comparison.ifPresent(compared -> result.set("comparison", compared.toJson()));
            ArrayNode all = result.putArray("evaluations");
            evaluations.forEach(evaluation -> all.add(evaluation.toJson()));
            console.printPretty(result);
        } else {
            comparison.ifPresent(compared -> EvaluationText.comparison(compared, console));
            EvaluationText.summary(evaluations, console);
            evaluations.forEach(evaluation -> EvaluationText.details(evaluation, console));
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
