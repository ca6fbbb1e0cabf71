package dev.agentgym;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgym.agent.Reply;
import dev.agentgym.tool.ToolResult;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Traces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The lines of Java in the README are compiled here, so they cannot go out of date unnoticed.
class ReadmeTest {

    private static final Path ROOT = Path.of(System.getProperty("agentgym.root", ".."));

    /// Never run: it reads and writes folders of the reader.
    static void lines() {
        List<Conversation> traces = Traces.read(Path.of("data/processed"));
        Gym gym = AgentGym.createEnvironment(traces);

        Reply reply = gym.queryAgent().reply("I want to cancel my subscription");
        ToolResult answer = gym.toolMocker().call("get_customer", Map.of("customer_id", "C-10553"));
        double score = gym.rewardFunction().score(reply.text(), "Sure. What is your customer number?");

        System.out.println(reply.text() + " [" + reply.because() + "]");
        System.out.println(answer.result() + " [" + answer.tier() + ", " + answer.confidence() + "]");
        System.out.println(score);
        gym.save(Path.of("my-gym"));
    }

    @Test
    void the_lines_of_the_readme_are_those_compiled_here() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        String here = Files.readString(ROOT.resolve("gym/src/test/java/dev/agentgym/ReadmeTest.java"));
        String lines = readme.substring(readme.indexOf("```java\n") + "```java\n".length());
        List<String> code = lines.substring(0, lines.indexOf("```")).lines().toList();
        assertThat(code).hasSizeGreaterThan(8);
        assertThat(here)
                .contains(code.stream()
                        .map(line -> line.isEmpty() ? "\n" : "        " + line + "\n")
                        .reduce("", String::concat));
    }
}
