package dev.agentgym.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.Gym;
import dev.agentgym.agent.AgentException;
import dev.agentgym.agent.QueryAgent;
import dev.agentgym.dataset.EpisodeSpans;
import dev.agentgym.dataset.SpanFile;
import dev.agentgym.trace.TraceException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "chat",
        mixinStandardHelpOptions = true,
        description = "Talk to the agent of a gym; its tools are mocked, unless --tools says otherwise.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  agent-gym chat my-gym",
            "  echo '{\"session\": \"s1\", \"user\": \"I want to cancel\"}' | agent-gym chat my-gym",
            "  agent-gym chat my-gym --tools tools.yaml --drift drift.json",
            "",
            "At a terminal, type and press Enter; an empty line or Ctrl-D ends.",
            "Elsewhere it is a filter that reads {\"session\": \"s1\", \"user\": \"...\"} a line",
            "and writes {\"session\", \"reply\", \"tool_calls\", \"agent\"}."
        })
final class ChatCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "GYM", description = "A gym that `create` made.")
    private Path folder = Path.of("gym");

    @Option(
            names = "--agent",
            paramLabel = "NAME",
            description = "best (a chat model where a key is set, else grounded), grounded, or a chat model as in "
                    + "`rollout`. Default: ${DEFAULT-VALUE}.")
    private String name = "best";

    @Option(
            names = "--spans",
            paramLabel = "FILE",
            description = "Write OpenTelemetry spans of every chat there when it is over, a line of OTLP JSON each.")
    private @Nullable Path spans;

    @Option(names = "--text", description = "Plain lines in and out even when this is no terminal.")
    private boolean text;

    @Mixin
    private RealToolOptions realTools = new RealToolOptions();

    ChatCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Gym gym = Gym.load(folder);
        return realTools.with(gym, gym.queryAgent(name), console, agent -> run(gym, agent));
    }

    private int run(Gym gym, QueryAgent agent) {
        EpisodeSpans told = new EpisodeSpans(
                String.valueOf(folder.getFileName()), gym.world().declarations());
        Path file = spans;
        if (file == null) {
            return answer(agent, chat -> {});
        }
        try (SpanFile lines = SpanFile.append(file)) {
            return answer(agent, chat -> chat.tell(told, lines));
        }
    }

    /// @param over hears of every chat that is over
    private int answer(QueryAgent agent, Consumer<RecordedChat> over) {
        if (text || console.terminal()) {
            return talk(agent, over);
        }
        Sessions<RecordedChat> sessions = new Sessions<>(any -> RecordedChat.begin(agent), over);
        int code = JsonLines.run(console, line -> answer(line, sessions));
        sessions.closeAll();
        return code;
    }

    private static ObjectNode answer(ObjectNode line, Sessions<RecordedChat> sessions) {
        if (Sessions.closes(line)) {
            return sessions.close(line);
        }
        String said = JsonLines.text(line, "user");
        ObjectNode answer = Sessions.named(line);
        answer.setAll(sessions.of(line).say(said).toJson());
        return answer;
    }

    private int talk(QueryAgent agent, Consumer<RecordedChat> over) {
        console.note("You are talking to the " + agent.agent().name() + " agent; an empty line ends.");
        RecordedChat chat = RecordedChat.begin(agent);
        try (BufferedReader lines = console.reader()) {
            for (String line = ask(lines); !line.isBlank(); line = ask(lines)) {
                try {
                    chat.say(line, console);
                } catch (AgentException e) {
                    console.error(String.valueOf(e.getMessage()));
                }
            }
            return ExitCode.DONE;
        } catch (IOException e) {
            throw new TraceException("cannot read standard input: " + e.getMessage(), e);
        } finally {
            over.accept(chat);
        }
    }

    private String ask(BufferedReader lines) throws IOException {
        console.out().print(console.terminal() ? "you> " : "");
        console.out().flush();
        String line = lines.readLine();
        return line == null ? "" : line;
    }
}
