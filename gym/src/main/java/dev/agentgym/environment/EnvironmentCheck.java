package dev.agentgym.environment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.task.Task;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.ToolCall;
import dev.agentgym.trace.ToolSchema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Tells whether an environment keeps what [Environment] promises, as Gymnasium's `check_env` does for its kind.
/// For any implementation; plays a few short episodes with each task and changes nothing else.
public final class EnvironmentCheck {

    /// An environment without limits of its own is a finding, not an endless check.
    private static final int MOST_STEPS = 500;

    private final Supplier<Environment> maker;
    private final Task task;
    private final long seed;
    private final List<CheckFinding> findings = new ArrayList<>();

    private EnvironmentCheck(Supplier<Environment> maker, Task task, long seed) {
        this.maker = maker;
        this.task = task;
        this.seed = seed;
    }

    /// What is wrong, in the order of the tasks; empty for a sound environment.
    ///
    /// @param maker makes environments that have not begun an episode
    /// @param tasks what to play
    public static List<CheckFinding> of(Supplier<Environment> maker, List<Task> tasks, long seed) {
        return tasks.stream()
                .flatMap(task -> new EnvironmentCheck(maker, task, seed).run().stream())
                .toList();
    }

    private List<CheckFinding> run() {
        try {
            mustRefuse("step before reset is an error", maker.get(), new Action.Finish("", ""));
            observation();
            contract();
            finish();
            cut();
            determinism();
            branches();
        } catch (RuntimeException e) {
            found("nothing that an agent may do throws", e.toString());
        }
        return findings;
    }

    private void found(String rule, String detail) {
        findings.add(new CheckFinding(rule, task.id(), detail));
    }

    private void expect(boolean holds, String rule, String detail) {
        if (!holds) {
            found(rule, detail);
        }
    }

    private void mustRefuse(String rule, Environment environment, Action action) {
        try {
            environment.step(action);
            found(rule, "the step was done");
        } catch (IllegalStateException e) {
            expect(e.getMessage() != null && !e.getMessage().isBlank(), rule, "the error has no message");
        }
    }

    private void observation() {
        Observation first = maker.get().reset(task, seed);
        expect(!first.messages().isEmpty(), "an episode begins with something to act on", "there is no message");
        Set<String> names = new HashSet<>();
        for (ToolSchema tool : first.tools()) {
            expect(!tool.name().isBlank() && names.add(tool.name()), "tools have names of their own", tool.name());
            expect(
                    tool.parameters().isEmpty()
                            || tool.parameters().path("type").asText("object").equals("object"),
                    "a tool's parameters are the JSON Schema of an object",
                    tool.name() + ": " + Json.excerpt(tool.parameters()));
        }
    }

    /// Plays one episode and looks at every step.
    private void contract() {
        Environment environment = maker.get();
        Observation before = environment.reset(task, seed);
        for (int i = 0; i < MOST_STEPS; i++) {
            Step step = environment.step(action(i, before));
            look(before, step);
            if (step.isLast()) {
                mustRefuse("step after the end is an error", environment, new Action.Say("Hello?", ""));
                return;
            }
            before = step.observation();
        }
        found("an episode ends", "it goes on after " + MOST_STEPS + " steps");
    }

    private void look(Observation before, Step step) {
        int given = before.messages().size();
        List<Message> after = step.observation().messages();
        expect(
                after.size() >= given && after.subList(0, given).equals(before.messages()),
                "what was said stays said",
                "the first " + given + " messages changed");
        expect(!(step.terminated() && step.truncated()), "terminated and truncated exclude each other", "both are set");
        expect(step.isLast() || step.reward() == 0, "no reward before the end", "reward " + step.reward());
        expect(step.reward() >= 0 && step.reward() <= 1, "a reward lies in [0, 1]", "reward " + step.reward());
        Optional<Ending> ending = step.info().ending();
        expect(ending.isPresent() == step.isLast(), "an end has a reason, and nothing else has", "reason " + ending);
        expect(
                ending.isEmpty() || (ending.get() instanceof Ending.Terminated) == step.terminated(),
                "the reason fits the kind of end",
                "reason " + ending);
    }

    private void finish() {
        Environment environment = maker.get();
        environment.reset(task, seed);
        Step step = environment.step(new Action.Finish("Goodbye.", ""));
        expect(step.terminated(), "an agent can end the conversation", "the episode goes on");
        expect(
                environment
                        .reset(task, seed)
                        .messages()
                        .equals(maker.get().reset(task, seed).messages()),
                "reset leaves nothing of the episode before",
                "the first observation differs");
    }

    private void cut() {
        Environment environment = maker.get();
        environment.reset(task, seed);
        Ending.Truncated why = new Ending.TooManyTokens(1);
        Step step = environment.cut(why);
        expect(
                step.truncated() && !step.terminated() && step.info().ending().equals(Optional.of(why)),
                "an episode that is cut off is truncated, for the reason given",
                "reason " + step.info().ending());
        expect(step.info().verdict().isPresent(), "an episode that is cut off is judged", "there is no verdict");
        mustRefuse("step after a cut is an error", environment, new Action.Finish("", ""));
    }

    private void determinism() {
        Environment used = maker.get();
        play(used, 3);
        String again = play(used, MOST_STEPS);
        String fresh = play(maker.get(), MOST_STEPS);
        expect(
                again.equals(fresh),
                "equal tasks, seeds and actions give equal episodes",
                "they differ: " + difference(again, fresh));
    }

    private String play(Environment environment, int steps) {
        Observation observation = environment.reset(task, seed);
        return goOn(environment, observation, 0, steps);
    }

    private String goOn(Environment environment, Observation seen, int from, int to) {
        StringBuilder told = new StringBuilder(seen.messages().toString());
        Observation observation = seen;
        for (int i = from; i < to; i++) {
            Step step = environment.step(action(i, observation));
            told.append('\n').append(step.observation().messages()).append(step.reward());
            observation = step.observation();
            if (step.isLast()) {
                break;
            }
        }
        return told.append('\n').append(environment.conversation()).toString();
    }

    private void branches() {
        Environment environment = maker.get();
        Observation first = environment.reset(task, seed);
        Step step = environment.step(action(0, first));
        if (step.isLast()) {
            return;
        }
        String before = environment.conversation().toString();
        Environment branch = environment.branch();
        Environment other = environment.branch();
        String ours = goOn(branch, step.observation(), 1, MOST_STEPS);
        expect(
                environment.conversation().toString().equals(before),
                "a branch does not show in the environment it comes from",
                "the conversation changed");
        other.step(new Action.Finish("Goodbye.", ""));
        String theirs = goOn(environment, step.observation(), 1, MOST_STEPS);
        expect(
                ours.equals(theirs),
                "a branch goes on as its environment does",
                "they differ: " + difference(ours, theirs));
    }

    private static String difference(String one, String other) {
        int at = 0;
        while (at < Math.min(one.length(), other.length()) && one.charAt(at) == other.charAt(at)) {
            at++;
        }
        return "«" + Json.shorten(one.substring(at)) + "» and «" + Json.shorten(other.substring(at)) + "»";
    }

    /// What an agent that knows nothing might do: talk, call each tool with nothing, call one that does not exist.
    private static Action action(int step, Observation seen) {
        return switch (step % 3) {
            case 0 -> new Action.CallTools(List.of(call(step, seen)), "check");
            case 1 -> new Action.CallTools(List.of(new ToolCall("x" + step, "no_such_tool", Json.object())), "check");
            default -> new Action.Say("Could you tell me more? (" + step + ")", "check");
        };
    }

    private static ToolCall call(int step, Observation seen) {
        List<ToolSchema> tools = seen.tools();
        String name =
                tools.isEmpty() ? "nothing" : tools.get(step / 3 % tools.size()).name();
        ObjectNode arguments = Json.object();
        return new ToolCall("c" + step, name, arguments);
    }
}
