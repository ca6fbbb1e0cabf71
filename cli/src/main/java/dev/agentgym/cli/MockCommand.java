package dev.agentgym.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.Gym;
import dev.agentgym.tool.Faults;
import dev.agentgym.tool.Strictness;
import dev.agentgym.tool.ToolSession;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "mock",
        mixinStandardHelpOptions = true,
        description = "Answers tool calls from a gym.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  agent-gym mock my-gym get_order '{\"order_id\": \"W1\"}'",
            "  agent-gym mock my-gym < calls.jsonl",
            "  agent-gym mock my-gym --faults timeout=0.05,error=0.05 --seed 7 < calls.jsonl",
            "",
            "As a filter it reads a line",
            "  {\"session\": \"s1\", \"name\": \"get_order\", \"arguments\": {...}}",
            "and writes a line",
            "  {\"session\", \"result\", \"is_error\", \"tier\", \"confidence\", \"provenance\"}",
            "A new session starts from the logged start state;",
            "{\"session\": \"s1\", \"close\": true} frees it. A line",
            "  {\"session\": \"s1\", \"observe\": {\"name\", \"arguments\", \"result\", \"is_error\"}}",
            "tells the session what the real tool said to a call, and",
            "  {\"session\": \"s1\", \"from\": \"conv_001\", \"turn\": 7}",
            "starts one where a logged conversation stood before that message."
        })
final class MockCommand implements Callable<Integer> {

    private static final String OBSERVE = "observe";
    private static final String FROM = "from";

    private final Console console;

    @Parameters(index = "0", paramLabel = "GYM", description = "A gym that `create` made.")
    private Path folder = Path.of("gym");

    @Parameters(index = "1", arity = "0..1", paramLabel = "TOOL", description = "The tool to call once.")
    private @Nullable String tool;

    @Parameters(index = "2", arity = "0..1", paramLabel = "ARGUMENTS", description = "Its arguments as JSON.")
    private String arguments = "{}";

    @Option(
            names = "--strictness",
            paramLabel = "abstain|guess|model",
            description = "What to do where the logs do not tell: say so (the default), answer like"
                    + " the nearest logged call and make up what no log knows, or ask a chat model.")
    private Strictness strictness = Strictness.ABSTAIN;

    @Option(
            names = "--faults",
            paramLabel = "NAME=SHARE",
            split = ",",
            description = "Let calls fail on purpose: shares of timeout, error, stale and slow, and delay"
                    + " in milliseconds, such as timeout=0.05,stale=0.02.")
    private Map<String, Double> faults = Map.of();

    @Option(
            names = "--from",
            paramLabel = "CONVERSATION[:TURN]",
            description = "Start sessions where a logged conversation stood before its message TURN, counted from 0"
                    + " (default: at its end).")
    private @Nullable String from;

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            description = "Draws the faults and what is guessed (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--json", description = "One line of JSON for a single call.")
    private boolean json;

    MockCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Faults all = FaultOptions.parse(seed, faults);
        Gym gym = Gym.load(folder);
        String place = from;
        Consumer<ToolSession> start = place == null ? session -> {} : StartingPoint.parse(gym, place)::bring;
        String wanted = tool;
        if (wanted != null) {
            ToolSession session = gym.toolMocker().session(strictness, all);
            start.accept(session);
            ObjectNode answer =
                    session.call(wanted, CallArguments.parse(arguments)).toJson();
            if (json) {
                console.printJson(answer);
            } else {
                console.printPretty(answer);
            }
            return ExitCode.DONE;
        }
        Function<String, ToolSession> fresh =
                name -> gym.toolMocker().session(strictness, all.withSeed(FaultOptions.seedOf(all.seed(), name)));
        Sessions<ToolSession> sessions = new Sessions<>(name -> {
            ToolSession session = fresh.apply(name);
            start.accept(session);
            return session;
        });
        return JsonLines.run(
                console, line -> line.has(FROM) ? start(line, gym, sessions, fresh) : answer(line, sessions));
    }

    private static ObjectNode start(
            ObjectNode line, Gym gym, Sessions<ToolSession> sessions, Function<String, ToolSession> fresh) {
        StartingPoint place = StartingPoint.of(gym, line);
        ToolSession session = sessions.open(line, fresh.apply(Sessions.name(line)));
        int observed = place.bring(session);
        return line.has("name") ? answer(line, sessions) : Sessions.named(line).put("observed", observed);
    }

    private static ObjectNode answer(ObjectNode line, Sessions<ToolSession> sessions) {
        if (Sessions.closes(line)) {
            return sessions.close(line);
        }
        if (line.has(OBSERVE)) {
            return observe(
                    CallArguments.object("\"observe\" is", line.path(OBSERVE)),
                    sessions.of(line),
                    Sessions.named(line));
        }
        String name = JsonLines.text(line, "name");
        ObjectNode answer = Sessions.named(line);
        answer.setAll(sessions.of(line).call(name, CallArguments.of(line)).toJson());
        return answer;
    }

    private static ObjectNode observe(ObjectNode seen, ToolSession session, ObjectNode answer) {
        String name = JsonLines.text(seen, "name");
        JsonNode result = seen.path("result");
        if (result.isMissingNode()) {
            throw new UsageException("\"observe\" needs a \"result\": what the real tool said, null included");
        }
        session.observe(
                name, CallArguments.of(seen), result, seen.path("is_error").asBoolean(false));
        return answer.put("observed", true);
    }
}
