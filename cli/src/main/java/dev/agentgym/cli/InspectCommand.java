package dev.agentgym.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.Gym;
import dev.agentgym.llm.optimize.GymSearch;
import dev.agentgym.tool.ToolResult;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.TraceStatistics;
import dev.agentgym.world.OverrideVerdict;
import dev.agentgym.world.ToolCatalog;
import dev.agentgym.world.ToolProfile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "inspect",
        mixinStandardHelpOptions = true,
        description = "Shows what is in a gym or in traces: tools, entities, outcomes.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  agent-gym inspect my-gym                    tools, entities, outcomes",
            "  agent-gym inspect my-gym --tool get_order   schemas and refusals of a tool",
            "  agent-gym inspect data/processed            counts over traces",
            "  agent-gym inspect my-gym --tool get_order --trace-answer '{\"order_id\": \"W1\"}'",
            "                                              why a call is answered as it is",
            "  agent-gym inspect my-gym --declarations openai",
            "                                              the tools for other programs",
            "  agent-gym inspect my-gym --overrides        overrides.yaml against the logs",
            "  agent-gym inspect my-gym --prompt           what a chat model is told"
        })
final class InspectCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "GYM|TRACES", description = "A gym, a trace file or a folder of traces.")
    private Path path = Path.of(".");

    @Option(names = "--tool", paramLabel = "NAME", description = "Show one tool of a gym in full.")
    private @Nullable String tool;

    @Option(
            names = "--trace-answer",
            paramLabel = "ARGUMENTS",
            description = "Call the tool with these arguments, and explain its answer.")
    private @Nullable String traced;

    @Option(
            names = "--declarations",
            paramLabel = "openai|mcp|json-schema",
            converter = DeclarationFormat.class,
            description = "Print the tools of a gym, or the one named, as declarations in this format.")
    private ToolCatalog.@Nullable Format declarations;

    @Option(names = "--overrides", description = "Show what the logs say to each entry of overrides.yaml in the gym.")
    private boolean overrides;

    @Option(
            names = "--prompt",
            description = "Print the prompt that chat models are given, with the policy that the logs show, to be put "
                    + "right by a person and named in AGENT_GYM_PROMPT.")
    private boolean prompt;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    InspectCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (traced != null && tool == null) {
            throw new UsageException("--trace-answer needs --tool: name the tool to call");
        }
        if (traced != null && declarations != null) {
            throw new UsageException("--trace-answer and --declarations do not go together: choose one");
        }
        if (Files.exists(path.resolve("gym.json"))) {
            Gym gym = Gym.load(path);
            show(gym);
            return ExitCode.DONE;
        }
        String option = tool != null
                ? "--tool"
                : declarations != null ? "--declarations" : overrides ? "--overrides" : prompt ? "--prompt" : "";
        if (!option.isEmpty()) {
            throw new UsageException(
                    option + " needs a gym, and " + path + " is none; make one with `agent-gym create`");
        }
        return traces();
    }

    private void show(Gym gym) {
        String wanted = tool;
        String arguments = traced;
        ToolCatalog.Format format = declarations;
        if (format != null) {
            console.printPretty(catalog(gym, wanted).to(format));
        } else if (prompt) {
            console.printPretty(GymSearch.start(gym).toJson());
        } else if (overrides) {
            overrides(gym.world().verdicts());
        } else if (wanted == null) {
            gym(gym);
        } else if (arguments == null) {
            tool(profile(gym, wanted));
        } else {
            answer(gym, profile(gym, wanted).name(), CallArguments.parse(arguments));
        }
    }

    private static ToolCatalog catalog(Gym gym, @Nullable String wanted) {
        return wanted == null ? ToolCatalog.of(gym.world()) : ToolCatalog.of(List.of(profile(gym, wanted)));
    }

    private void overrides(List<OverrideVerdict> verdicts) {
        if (json) {
            ArrayNode all = Json.MAPPER.createArrayNode();
            verdicts.forEach(verdict -> all.add(verdict.toJson()));
            console.printPretty(Json.object().set("overrides", all));
            return;
        }
        if (verdicts.isEmpty()) {
            console.print(
                    "nothing is overridden: there is no " + path.resolve("overrides.yaml") + ", or it says nothing");
        }
        for (OverrideVerdict verdict : verdicts) {
            console.print(verdict.place() + ": " + verdict.tool() + " " + verdict.says());
            console.print((verdict.contradicts() > 0 ? "  warning: " : "  ") + verdict.text());
        }
    }

    private static ToolProfile profile(Gym gym, String name) {
        return gym.world()
                .tool(name)
                .orElseThrow(() -> new UsageException("no tool named " + name + "; there are "
                        + String.join(", ", gym.world().tools().keySet())));
    }

    /// An answer that was logged after the same calls comes before the rules, which may say something else.
    private void answer(Gym gym, String name, ObjectNode arguments) {
        ToolResult answer = gym.toolMocker().session().call(name, arguments);
        List<String> explanation = gym.world().session().explain(name, arguments);
        if (json) {
            ObjectNode result = answer.toJson();
            result.set("explanation", Json.of(explanation));
            console.printPretty(result);
            return;
        }
        print(answer);
        console.print("what the rules say:");
        explanation.forEach(line -> console.print("  " + line));
    }

    private void print(ToolResult answer) {
        console.print((answer.isError() ? "error " : "answer ") + Json.pretty(answer.result()));
        console.print(String.format(
                Locale.ROOT, "tier %s, confidence %.3f", answer.tier().label(), answer.confidence()));
        List<String> witnesses = answer.provenance().conversations();
        String shownBy = witnesses.isEmpty() ? "" : "; shown by " + String.join(", ", witnesses);
        console.print("because: " + answer.provenance().reason() + shownBy);
    }

    private void gym(Gym gym) {
        if (json) {
            ObjectNode result = Json.object();
            result.set("counts", gym.statistics().toJson());
            ObjectNode tools = result.putObject("tools");
            gym.world().tools().forEach((name, profile) -> tools.set(name, profile.toJson()));
            result.put("entities", gym.world().entityCount());
            result.set("fidelity", gym.fidelity().toJson());
            result.set("reward", gym.rewardCard());
            result.set("user", gym.userCard());
            console.printPretty(result);
        } else {
            GymText.summary(gym, console);
        }
    }

    private void tool(ToolProfile profile) {
        if (json) {
            console.printPretty(profile.toJson());
            return;
        }
        ToolText.summary(profile, console);
        console.print("arguments " + Json.pretty(profile.declaration().parameters()));
        console.print("answers " + Json.pretty(profile.result()));
        ToolText.details(profile, console);
        console.print("what the logs tell of it:");
        profile.rules().forEach(rule -> console.print("  " + rule));
    }

    private int traces() {
        TraceInput input = TraceInput.read(List.of(path.toString()), console);
        TraceStatistics statistics = TraceStatistics.of(input.conversations());
        if (json) {
            ObjectNode result = statistics.toJson();
            console.printPretty(result.put("quarantined", input.quarantined()).put("repeated", input.repeated()));
        } else {
            GymText.counts(statistics, console);
            Table tools = new Table("tool", "calls", "refused", "unanswered");
            statistics
                    .tools()
                    .forEach((name, count) -> tools.row(name, count.calls(), count.refused(), count.unanswered()));
            tools.printTo(console);
        }
        return input.quarantined() > 0 ? ExitCode.QUARANTINED : ExitCode.DONE;
    }
}
