package dev.agentgym.environment;

import dev.agentgym.reward.Ended;
import dev.agentgym.reward.Reward;
import dev.agentgym.task.Task;
import dev.agentgym.tool.ToolResult;
import dev.agentgym.tool.ToolSession;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.ToolCall;
import dev.agentgym.user.Utterance;
import dev.agentgym.user.Visit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One episode from its opening to its end. Mutable, for one thread.
final class Episode {

    private final EpisodeSetting setting;
    private final Task task;
    private final Recording recording;
    private final ToolSession start;
    private final ToolSession tools;
    private final Visit visit;
    private final Instant began;
    private Duration waited = Duration.ZERO;
    private boolean customerLeaves;
    private int steps;
    private int turns;
    private int toolCalls;
    private int toolErrors;
    private Optional<Ending> ending = Optional.empty();
    private Optional<Reward> verdict = Optional.empty();

    private Episode(
            EpisodeSetting setting,
            Task task,
            Recording recording,
            ToolSession start,
            ToolSession tools,
            Visit visit,
            Instant began) {
        this.setting = setting;
        this.task = task;
        this.recording = recording;
        this.start = start;
        this.tools = tools;
        this.visit = visit;
        this.began = began;
    }

    static Episode begin(EpisodeSetting setting, Task task, long seed) {
        Conversation logged = setting.logged(task);
        ToolSession start = setting.start(task, seed);
        Episode episode = new Episode(
                setting,
                task,
                Recording.of(logged, task, seed, setting),
                start,
                start.branch(),
                setting.customer().visit(task, seed),
                setting.clock().instant());
        if (episode.recording.awaitsCustomer()) {
            episode.customerSpeaks();
        }
        return episode;
    }

    Episode branch() {
        Episode branch = new Episode(setting, task, recording.branch(), start, tools.branch(), visit.branch(), began);
        branch.waited = waited;
        branch.customerLeaves = customerLeaves;
        branch.steps = steps;
        branch.turns = turns;
        branch.toolCalls = toolCalls;
        branch.toolErrors = toolErrors;
        branch.ending = ending;
        branch.verdict = verdict;
        return branch;
    }

    Observation observation() {
        return new Observation(recording.messages(), setting.declarations());
    }

    Step step(Action action) {
        requireOpen("step");
        steps++;
        ending = switch (action) {
            case Action.Say say -> say(say);
            case Action.CallTools calls -> call(calls);
            case Action.Finish finish -> finish(finish);
        };
        ending = ending.or(() -> decided()).or(this::limit);
        ending.ifPresent(_ -> close());
        return taken();
    }

    Step cut(Ending.Truncated why) {
        requireOpen("cut");
        ending = Optional.of(why);
        close();
        return taken();
    }

    private void requireOpen(String method) {
        if (ending.isPresent()) {
            throw new IllegalStateException(method + " after the end of the episode: "
                    + ending.get().explanation() + "; call reset to begin another");
        }
    }

    private Step taken() {
        boolean terminated = ending.filter(Ending.Terminated.class::isInstance).isPresent();
        boolean truncated = ending.filter(Ending.Truncated.class::isInstance).isPresent();
        EpisodeInfo info = new EpisodeInfo(ending, verdict, recording.userFault(), turns, toolCalls, toolErrors);
        return new Step(observation(), verdict.map(Reward::total).orElse(0.0), terminated, truncated, info);
    }

    /// A customer who left with their last words is not called back.
    private Optional<Ending> say(Action.Say say) {
        turns++;
        recording.agentSays(say.text(), say.because());
        if (isDecision()) {
            return Optional.empty();
        }
        if (!customerLeaves && turns < setting.rules().limits().turns()) {
            customerSpeaks();
        }
        return customerLeaves ? Optional.of(new Ending.CustomerLeft()) : Optional.empty();
    }

    private void customerSpeaks() {
        Utterance said = visit.next(recording.messages());
        recording.customerSays(said);
        customerLeaves = said.leaves() && turns > 0;
    }

    private Optional<Ending> finish(Action.Finish finish) {
        if (!finish.text().isBlank()) {
            turns++;
            recording.agentSays(finish.text(), finish.because());
        }
        return Optional.of(new Ending.AgentFinished());
    }

    private Optional<Ending> call(Action.CallTools action) {
        int limit = setting.rules().limits().toolCalls();
        int left = limit - toolCalls;
        if (left <= 0) {
            return Optional.of(new Ending.TooManyToolCalls(limit));
        }
        List<ToolCall> calls = action.calls();
        recording.time().ifPresent(tools::at);
        for (ToolCall call : recording.agentCalls(calls.subList(0, Math.min(left, calls.size())), action.because())) {
            answer(call);
        }
        return calls.size() > left ? Optional.of(new Ending.TooManyToolCalls(limit)) : Optional.empty();
    }

    private void answer(ToolCall call) {
        ToolResult result = tools.call(call.name(), call.arguments());
        toolCalls++;
        toolErrors += result.isError() ? 1 : 0;
        waited = waited.plus(result.delay());
        recording.toolAnswers(call, result);
    }

    private boolean isDecision() {
        return task.decision().isPresent();
    }

    private Optional<Ending> decided() {
        return isDecision() ? Optional.of(new Ending.DecisionTaken()) : Optional.empty();
    }

    private Optional<Ending> limit() {
        Limits limits = setting.rules().limits();
        if (turns >= limits.turns()) {
            return Optional.of(new Ending.TooManyTurns(limits.turns()));
        }
        if (steps >= limits.steps()) {
            return Optional.of(new Ending.TooManySteps(limits.steps()));
        }
        Duration took = Duration.between(began, setting.clock().instant()).plus(waited);
        return took.compareTo(limits.time()) > 0 ? Optional.of(new Ending.OutOfTime(limits.time())) : Optional.empty();
    }

    private void close() {
        verdict = Optional.of(setting.judge()
                .judge(new Ended(
                        recording.conversation(),
                        task.expectation(),
                        start,
                        tools,
                        recording.from(),
                        task.decision())));
    }

    Conversation recorded() {
        return ending.map(reason -> recording.conversation(reason)).orElseGet(recording::conversation);
    }
}
