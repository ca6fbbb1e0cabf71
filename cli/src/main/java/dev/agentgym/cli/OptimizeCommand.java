package dev.agentgym.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.Gym;
import dev.agentgym.environment.Rules;
import dev.agentgym.llm.ModelClient;
import dev.agentgym.llm.ModelName;
import dev.agentgym.llm.agent.Section;
import dev.agentgym.llm.agent.SystemPrompt;
import dev.agentgym.llm.call.AnswerStore;
import dev.agentgym.llm.call.Budget;
import dev.agentgym.llm.call.Limits;
import dev.agentgym.llm.call.Prices;
import dev.agentgym.llm.optimize.GymSearch;
import dev.agentgym.llm.optimize.Optimizer;
import dev.agentgym.llm.optimize.Optimizers;
import dev.agentgym.llm.optimize.Problem;
import dev.agentgym.llm.optimize.PromptDiff;
import dev.agentgym.llm.optimize.RolloutCost;
import dev.agentgym.llm.optimize.SearchSettings;
import dev.agentgym.llm.optimize.Session;
import dev.agentgym.llm.provider.Models;
import dev.agentgym.trace.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "optimize",
        mixinStandardHelpOptions = true,
        description = "Looks for a better prompt for a chat model, by playing the tasks of a gym.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  agent-gym optimize my-gym --dry-run",
            "  agent-gym optimize my-gym --model gemini --budget-calls 5000",
            "  agent-gym optimize my-gym --optimizer random --model ollama:qwen3 --out search",
            "  AGENT_GYM_PROMPT=search/prompt.json agent-gym eval my-gym --agent gemini",
            "",
            "Optimisers: labelled, bootstrap, random, mipro, gepa, simba. A search that was",
            "stopped goes on with the same command and --resume."
        })
final class OptimizeCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "GYM", description = "A gym that `create` made.")
    private Path folder = Path.of("gym");

    @Option(names = "--optimizer", paramLabel = "NAME", description = "How to look (default: ${DEFAULT-VALUE}).")
    private String optimizer = "gepa";

    @Option(names = "--model", paramLabel = "NAME", description = "The agent's model (default: ${DEFAULT-VALUE}).")
    private String model = "gemini";

    @Option(names = "--reflection", paramLabel = "NAME", description = "Who rewrites prompts (default: that model).")
    private @Nullable String reflection;

    @Option(
            names = "--rollouts",
            paramLabel = "N",
            description = "Most rollouts to search (default: ${DEFAULT-VALUE}).")
    private int rollouts = SearchSettings.DEFAULT.rollouts();

    @Mixin
    private BudgetOptions spending = new BudgetOptions();

    @Option(names = "--sections", split = ",", paramLabel = "NAME", description = "What may change (policy,style).")
    private @Nullable List<String> sections;

    @Option(
            names = "--prompt",
            paramLabel = "FILE",
            description = "A prompt to begin with, as an earlier search wrote.")
    private @Nullable Path prompt;

    @Option(names = "--tries", paramLabel = "N", description = "Tries of each held-out task (default: 1).")
    private int tries = 1;

    @Option(names = "--seed", paramLabel = "N", description = "Draws all that is left to chance (default: 1).")
    private long seed = 1;

    @Option(names = "--threads", paramLabel = "N", description = "Rollouts at a time (default: ${DEFAULT-VALUE}).")
    private int threads = SearchSettings.DEFAULT.threads();

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            description = "Where the search is kept (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of("search");

    @Option(names = "--resume", description = "Go on with the search in that folder.")
    private boolean resume;

    @Option(names = "--dry-run", description = "Only say what would be done.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    OptimizeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Optimizer chosen = Optimizers.named(optimizer)
                .orElseThrow(() -> new UsageException("--optimizer " + optimizer + ": there are "
                        + Optimizers.all().stream().map(Optimizer::name).collect(Collectors.joining(", "))));
        Limits limits = spending.limits();
        Gym gym = Gym.load(folder);
        GymSearch search = split(gym);
        Path file = prompt;
        SystemPrompt start = file == null ? GymSearch.start(gym) : SystemPrompt.read(file);
        checkSections(start);
        SearchSettings settings = settings();
        SearchPlan plan = plan(gym, search, chosen, start, settings);
        if (dryRun) {
            return preview(plan, limits);
        }
        SearchFolder files = resume ? SearchFolder.resume(out) : SearchFolder.create(out);
        return searched(gym, search, plan, settings, start, files);
    }

    private int searched(
            Gym gym,
            GymSearch search,
            SearchPlan plan,
            SearchSettings settings,
            SystemPrompt start,
            SearchFolder files) {
        Budget budget = Budget.recorded(spending.limits(), files.ledger());
        try (AnswerStore store = new AnswerStore(files.cache())) {
            ModelAccess access = new ModelAccess(budget, Optional.of(store), console.environment());
            String rewriter = reflection == null ? model : reflection;
            Problem problem = search.problem(
                    gym,
                    Rules.DEFAULT,
                    start,
                    access.model(model, "agent").client(),
                    access.model(rewriter, "reflection").client(),
                    settings);
            plan.warn(budget.limits(), console);
            budget.keepBack(plan.confirmation());
            SearchRun run = new SearchRun(gym, search, problem, plan.optimizer(), budget, tries, files, console);
            Session session = resume ? run.resumed() : run.begun();
            return finished(problem, session, run.played(session), files);
        }
    }

    private static GymSearch split(Gym gym) {
        try {
            return GymSearch.of(gym);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    /// @throws UsageException when a number cannot be
    private SearchSettings settings() {
        if (tries < 1) {
            throw new UsageException("--tries is at least 1");
        }
        try {
            SearchSettings usual = SearchSettings.DEFAULT;
            List<String> rewritten = sections == null ? usual.sections() : sections;
            return new SearchSettings(seed, threads, rollouts, rewritten, usual.longest(), usual.lengthWeight());
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    /// @throws UsageException when no model has the name
    private SearchPlan plan(Gym gym, GymSearch search, Optimizer chosen, SystemPrompt start, SearchSettings settings) {
        ModelName name =
                Models.recognised(model, console.environment()).orElseThrow(() -> UsageException.noModel(model));
        Problem problem = search.problem(gym, Rules.DEFAULT, start, DRY, DRY, settings);
        return new SearchPlan(
                chosen,
                chosen.plan(problem),
                search,
                start.tokens(),
                rollouts,
                tries,
                RolloutCost.of(gym, start),
                name,
                Prices.of(console.environment()).of(name));
    }

    /// A section that was asked for and is not there would be passed over in silence.
    private void checkSections(SystemPrompt start) {
        List<String> asked = sections;
        for (String name : asked == null ? List.<String>of() : asked) {
            Section section = start.section(name)
                    .orElseThrow(() -> new UsageException("--sections " + name + ": the prompt has "
                            + start.sections().stream().map(Section::name).collect(Collectors.joining(", "))));
            if (section.frozen()) {
                throw new UsageException("--sections " + name + ": this section of the prompt is frozen");
            }
        }
    }

    private int preview(SearchPlan plan, Limits limits) {
        if (json) {
            console.printPretty(plan.toJson());
        } else {
            plan.print(console);
        }
        plan.warn(limits, console);
        return ExitCode.DONE;
    }

    private static final ModelClient DRY = request -> {
        throw new IllegalStateException("a preview asks nobody");
    };

    /// The prompt that is handed on is the found one only if its gain may be claimed.
    private int finished(Problem problem, Session session, SearchResult result, SearchFolder files) {
        boolean any = session.candidates() > 0;
        SystemPrompt before = problem.start().whole();
        SystemPrompt found = any ? session.best().whole() : before;
        String diff = PromptDiff.of(before, found);
        files.write("found.json", Json.pretty(found.toJson()));
        files.write("diff.txt", diff);
        Path handedOn = files.write("prompt.json", Json.pretty((result.isGain() ? found : before).toJson()));
        ObjectNode told = result.toJson(optimizer).put("prompt", handedOn.toString());
        files.write("result.json", Json.pretty(told));
        if (json) {
            console.printPretty(told);
        } else {
            result.print(diff, handedOn, console);
        }
        return any && result.confirmation().isPresent() ? ExitCode.DONE : ExitCode.FAILED;
    }
}
