package dev.agentgym.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a person is told who asks, and who types something wrong.
class HelpTest {

    private static final List<String> COMMANDS = List.of(
            "demo",
            "convert",
            "create",
            "inspect",
            "fidelity",
            "chat",
            "mock",
            "reward",
            "rollout",
            "eval",
            "export",
            "optimize");
    private static final int TERMINAL_WIDTH = 80;

    @Test
    void help_names_every_command_and_shows_the_way_through_them() {
        Ran help = Ran.agentGym("--help").endingWith(0);
        assertThat(help.out())
                .contains(COMMANDS)
                .contains("agent-gym convert data/raw --out data/processed")
                .contains("agent-gym create data/processed --out my-gym");
        assertThat(help.err()).isEmpty();
    }

    @Test
    void the_name_alone_is_a_question_not_a_mistake() {
        assertThat(Ran.agentGym()).isEqualTo(Ran.agentGym("--help"));
    }

    @Test
    void version_says_which_and_on_what() {
        assertThat(Ran.agentGym("--version").endingWith(0).out())
                .contains("agent-gym")
                .contains("JDK 25");
    }

    // An example that the formatter breaks over two lines cannot be copied.
    @ParameterizedTest
    @FieldSource("COMMANDS")
    void help_of_a_command_has_an_example_on_one_line(String command) {
        Ran help = Ran.agentGym(command, "--help").endingWith(0);
        assertThat(help.out()).startsWith("Usage: agent-gym " + command);
        assertThat(help.out().lines()).allMatch(line -> line.length() <= TERMINAL_WIDTH);
        assertThat(help.out().lines()).anyMatch(line -> line.startsWith("  agent-gym " + command + " "));
        String examples = help.out().substring(help.out().indexOf("Example"));
        assertThat(quotes(examples)).as("quotes that are opened and closed").isEven();
        assertThat(examples.lines().skip(1).takeWhile(line -> !line.isBlank()))
                .as("whole examples")
                .allMatch(line -> line.startsWith("  "));
    }

    private static int quotes(String text) {
        return Math.toIntExact(Pattern.compile("'").matcher(text).results().count());
    }

    @Test
    void an_unknown_command_is_a_usage_error_with_a_hint() {
        Ran ran = Ran.agentGym("creat").endingWith(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains("'creat'").contains("Did you mean").contains("agent-gym create");
    }

    @Test
    void an_unknown_option_is_a_usage_error_that_names_it() {
        Ran ran = Ran.agentGym("create", "traces", "--out", "gym", "--jsno").endingWith(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains("'--jsno'").contains("--json");
    }

    @Test
    void a_missing_option_is_a_usage_error_that_names_it() {
        Ran ran = Ran.agentGym("create", "traces").endingWith(2);
        assertThat(ran.err()).contains("'--out=GYM'").contains("Usage: agent-gym create");
    }

    @Test
    void an_unknown_format_is_a_usage_error_that_lists_those_known() {
        Ran ran = Ran.agentGym("convert", "a.csv", "--out", "x", "--format", "excel")
                .endingWith(2);
        assertThat(ran.err()).contains("excel").contains("OPENAI");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "nonsense"})
    void nothing_is_coloured_when_nobody_looks(String argument) {
        Ran ran = Ran.agentGym(argument);
        assertThat(ran.out() + ran.err()).doesNotContain("\u001b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "nonsense"})
    void terminals_have_colours_unless_they_are_forbidden(String argument) {
        Ran coloured = Ran.atTerminal(Map.of(), argument);
        Ran plain = Ran.atTerminal(Map.of("NO_COLOR", "1"), argument);
        assertThat(coloured.out() + coloured.err()).contains("\u001b[");
        assertThat(plain.out() + plain.err()).doesNotContain("\u001b");
    }
}
