package dev.agentgym.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.Gym;
import dev.agentgym.tool.ToolSession;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.TraceException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
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
            "",
            "As a filter it reads a line",
            "  {\"session\": \"s1\", \"name\": \"get_order\", \"arguments\": {...}}",
            "and writes a line",
            "  {\"session\", \"result\", \"is_error\", \"tier\", \"confidence\", \"provenance\"}",
            "A new session starts from the logged start state;",
            "{\"session\": \"s1\", \"close\": true} frees it."
        })
final class MockCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(index = "0", paramLabel = "GYM", description = "A gym that `create` made.")
    private Path folder = Path.of("gym");

    @Parameters(index = "1", arity = "0..1", paramLabel = "TOOL", description = "The tool to call once.")
    private @Nullable String tool;

    @Parameters(index = "2", arity = "0..1", paramLabel = "ARGUMENTS", description = "Its arguments as JSON.")
    private String arguments = "{}";

    @Option(names = "--json", description = "One line of JSON for a single call.")
    private boolean json;

    MockCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Gym gym = Gym.load(folder);
        String wanted = tool;
        if (wanted != null) {
            ObjectNode answer =
                    gym.toolMocker().session().call(wanted, parsed(arguments)).toJson();
            if (json) {
                console.printJson(answer);
            } else {
                console.printPretty(answer);
            }
            return ExitCode.DONE;
        }
        Sessions<ToolSession> sessions = new Sessions<>(gym.toolMocker()::session);
        return JsonLines.run(console, line -> answer(line, sessions));
    }

    private static ObjectNode answer(ObjectNode line, Sessions<ToolSession> sessions) {
        if (Sessions.closes(line)) {
            return sessions.close(line);
        }
        String name = JsonLines.text(line, "name");
        JsonNode given = line.path("arguments");
        ObjectNode call = given.isMissingNode() ? Json.object() : object(given);
        ObjectNode answer = Sessions.named(line);
        answer.setAll(sessions.of(line).call(name, call).toJson());
        return answer;
    }

    private static ObjectNode parsed(String arguments) {
        try {
            return object(Json.parse(arguments));
        } catch (TraceException e) {
            throw new UsageException("arguments are a JSON object: " + e.getMessage());
        }
    }

    private static ObjectNode object(JsonNode arguments) {
        if (arguments instanceof ObjectNode object) {
            return object;
        }
        throw new UsageException("arguments are a JSON object, not " + Json.excerpt(arguments));
    }
}
